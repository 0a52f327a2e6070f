import { useState } from 'react';
import { ApiError, Button, type ContractSideProps, day, Facts, moment, Notice, PageLink, Status, useAsk } from '#admin';
import { CreditCheckOfContractDocument } from '#operations/credit-check';
import { conditionText, instantDay, scoreText, stateKind, stateText } from './check.facts.ts';
import { ContestDialog } from './contest-dialog.tsx';
import { say, sayIfKnown } from './texts.ts';

/** How far the check of a contract's order is. Partners see that alone: neither score nor reasons are asked for them. */
export default function CreditCheckSide({ contract, may }: ContractSideProps) {
  const [isContesting, setContesting] = useState(false);
  const variables = { id: contract.id, withReason: may('credit-check.read'), withScore: may('credit-check.score') };
  const { data, error } = useAsk('credit-check-side', CreditCheckOfContractDocument, variables);
  if (error instanceof ApiError) return <p className="muted">{error.message}</p>;
  if (!data) return <p className="waiting-part" aria-busy="true" />;
  const check = data.contract?.order?.creditCheck;
  if (!check) return <p className="muted">{say('credit-check.side.none')}</p>;
  const { problem, decidedAt, decidedBy, decisionReason } = check;
  return (
    <>
      {check.isSimulated && variables.withReason && <Notice tone="warning">{say('credit-check.dialog.simulated')}</Notice>}
      <Facts
        facts={[
          [
            say('credit-check.column.state'),
            <Status key="state" kind={stateKind(check)}>
              {stateText(check)}
            </Status>,
          ],
          [say('credit-check.fact.condition'), conditionText(check)],
          [say('credit-check.column.score'), scoreText(check)],
          [say('credit-check.fact.problem'), problem && (sayIfKnown(`credit-check.problem.${problem}`) ?? problem)],
          [say('credit-check.fact.answered'), instantDay(check.answeredAt)],
          [say('credit-check.fact.decided'), decidedAt && [moment(decidedAt), decidedBy].filter(Boolean).join(', ')],
          [say('credit-check.fact.due'), contract.kind === 'REVIEW' && check.dueOn ? day(check.dueOn) : null],
          [say('credit-check.column.why'), decisionReason],
        ]}
      />
      {isContestable(contract.kind, check) && may('credit-check.decide') && (
        <Button onClick={() => setContesting(true)}>{say('credit-check.contest.act')}</Button>
      )}
      {isContesting && check && <ContestDialog orderId={check.orderId} onClose={() => setContesting(false)} />}
      {contract.kind === 'REVIEW' && may('credit-check.decide') && (
        <PageLink href="/p/credit-check/queue">{say('credit-check.side.queue')}</PageLink>
      )}
    </>
  );
}

/** A score alone decided to the customer's disadvantage. */
const isContestable = (
  kind: string,
  {
    state,
    decisionAccept,
    condition,
  }: { readonly state: string; readonly decisionAccept: boolean | null; readonly condition: string | null },
): boolean => decisionAccept === null && ((kind === 'REFUSED' && state === 'SCORED') || condition !== null);
