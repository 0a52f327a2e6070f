import { ApiError, type ContractSideProps, Facts, moment, Notice, PageLink, Status, useAsk } from '#admin';
import { CreditCheckOfContractDocument } from '#operations/credit-check';
import { instantDay, scoreText, stateKind, stateText } from './check.facts.ts';
import { say, sayIfKnown } from './texts.ts';

/** How far the check of a contract's order is. Partners see that alone: neither score nor reasons are asked for them. */
export default function CreditCheckSide({ contract, may }: ContractSideProps) {
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
          [say('credit-check.column.score'), scoreText(check)],
          [say('credit-check.fact.problem'), problem && (sayIfKnown(`credit-check.problem.${problem}`) ?? problem)],
          [say('credit-check.fact.answered'), instantDay(check.answeredAt)],
          [say('credit-check.fact.decided'), decidedAt && [moment(decidedAt), decidedBy].filter(Boolean).join(', ')],
          [say('credit-check.column.why'), decisionReason],
        ]}
      />
      {contract.kind === 'REVIEW' && may('credit-check.decide') && (
        <PageLink href="/p/credit-check/queue">{say('credit-check.side.queue')}</PageLink>
      )}
    </>
  );
}
