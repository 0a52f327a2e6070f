import { useCallback, useEffect, useState } from 'react';
import { CreditCheckOwnDocument, type CreditCheckOwnQuery } from '#operations/credit-check';
import { ApiError, ask, Button, brand, type CustomerCardProps, day, dayOfInstant, Notice } from '#web';
import { ContestForm } from './contest-form.tsx';
import { say } from './texts.ts';

type Own = NonNullable<NonNullable<CreditCheckOwnQuery['order']>['ownCreditDecision']>;
type State = { readonly own: Own | null } | { readonly failure: string } | null;

/** What was decided about the order, from which kinds of data, and how to contest it. Never a score. */
export default function OwnCard({ order: { id }, authorization }: CustomerCardProps) {
  const [state, setState] = useState<State>(null);
  const load = useCallback(async () => {
    try {
      const { order } = await ask(CreditCheckOwnDocument, { id }, { authorization });
      setState({ own: order?.ownCreditDecision ?? null });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setState({ failure: error.message });
    }
  }, [id, authorization]);
  useEffect(() => void load(), [load]);

  if (state === null)
    return (
      <p className="muted" role="status">
        {say('credit-check.own.loading')}
      </p>
    );
  if ('failure' in state)
    return (
      <div className="stack">
        <Notice tone="danger" role="alert">
          {state.failure}
        </Notice>
        <Button onClick={load}>{say('credit-check.own.again')}</Button>
      </div>
    );
  const { own } = state;
  if (!own) return <p className="muted">{say('credit-check.own.none')}</p>;
  return (
    <div className="stack">
      <p className="strong">{say(`credit-check.own.${own.outcome}`)}</p>
      {own.notice !== null && <p>{own.notice}</p>}
      {own.account !== null && <Account text={own.account} />}
      {own.contest && <Contested contest={own.contest} />}
      {own.mayContest && <ContestForm orderId={id} authorization={authorization} onDone={load} />}
    </div>
  );
}

const Account = ({ text }: { readonly text: string }) => (
  <details>
    <summary>{say('credit-check.own.how')}</summary>
    <div className="stack">
      {text.split('\n\n').map((part) => (
        <p key={part} className="small">
          {part}
        </p>
      ))}
    </div>
  </details>
);

/** What the customer said, and the answer once there is one. */
function Contested({
  contest: { statement, createdAt, isGranted, explanation, decidedAt },
}: {
  readonly contest: NonNullable<Own['contest']>;
}) {
  return (
    <Notice tone={isGranted === true ? 'success' : 'info'} role="status">
      {isGranted === null
        ? say('credit-check.own.open', { day: day(dayOfInstant(createdAt)), brand: brand.name })
        : say(isGranted ? 'credit-check.own.granted' : 'credit-check.own.kept')}
      {statement !== null && (
        <p className="small">
          {say('credit-check.own.yours')}: {statement}
        </p>
      )}
      {explanation !== null && decidedAt !== null && (
        <p className="small">
          {say('credit-check.own.answer', { day: day(dayOfInstant(decidedAt)) })}: {explanation}
        </p>
      )}
    </Notice>
  );
}
