import { Notice, number, PageLink, TableCard, useAsk } from '#admin';
import { type CreditCheckDryRunQuery, CreditCheckOrdersDocument } from '#operations/credit-check';
import { outcomeText } from './bands.facts.ts';
import { say, sayCount } from './texts.ts';

const SHOWN = 50;

export interface DryRunResultProps {
  readonly tried: CreditCheckDryRunQuery['creditCheckDryRun'];
  readonly days: number;
}

/** Which past decisions would have been others: counted, and the newest one by one. */
export function DryRunResult({ tried: { looked, counts, changed }, days }: DryRunResultProps) {
  const shown = changed.slice(0, SHOWN);
  const { data } = useAsk('credit-check-orders', CreditCheckOrdersDocument, { ids: shown.map(({ orderId }) => orderId) });
  const numbers = new Map(data?.orders.edges.map(({ node }) => [node.id, node.number] as const));
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return <Notice tone="info">{say('credit-check.try.same', { looked: number(looked), days })}</Notice>;
  return (
    <>
      <Notice tone="warning">
        {sayCount('credit-check.try.changed', total, { looked: number(looked), days })}{' '}
        {counts.map(({ before, after, count }) => `${outcomeText(before)} → ${outcomeText(after)}: ${number(count)}`).join('; ')}
      </Notice>
      <TableCard
        title={say('credit-check.try.title')}
        head={[
          { label: say('credit-check.column.order') },
          { label: say('credit-check.column.score'), isNumber: true },
          { label: say('credit-check.try.before') },
          { label: say('credit-check.try.after') },
        ]}
        rows={shown.map(({ orderId, score, before, after }) => ({
          id: orderId,
          cells: [
            <PageLink key="order" className="id num" href={`/orders/${orderId}`}>
              {numbers.get(orderId) ?? '–'}
            </PageLink>,
            score === undefined ? '–' : number(score),
            outcomeText(before),
            outcomeText(after),
          ],
        }))}
      />
    </>
  );
}
