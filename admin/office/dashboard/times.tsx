import { StatusTimesDocument } from '../../../generated/admin/graphql.ts';
import { ApiError } from '../../api/ask.ts';
import { number } from '../../kit/format.ts';
import { say } from '../../kit/text.ts';
import { ChartCard, FigureTable } from '../charts/chart-card.tsx';
import { PartBars } from '../charts/part-bars.tsx';
import { useAsk } from '../use-ask.ts';
import type { Asked } from './dashboard.search.ts';
import { span } from './span.ts';

/** How long contracts stand in a status before somebody moves them on: the usual one, and the slow ones. */
export function Times({ asked }: { readonly asked: Asked }) {
  const { data, error, refetch } = useAsk('status-times', StatusTimesDocument, asked);
  const times = data?.statusTimes ?? [];
  const title = say('office.dashboard.times');
  return (
    <ChartCard
      id="times"
      title={title}
      unit={say('office.dashboard.timesUnit')}
      isLoading={data === undefined}
      error={error instanceof ApiError ? error : null}
      onRetry={() => void refetch()}
      empty={times.length === 0 ? say('office.dashboard.noTimes') : null}
      chart={
        <PartBars
          sentence={`${title}: ${times.map(({ label, medianSeconds }) => `${label} ${span(medianSeconds)}`).join(', ')}`}
          rows={times.map(({ status, label, medianSeconds, slowSeconds }) => ({
            ...{ key: status, label, whole: slowSeconds, part: medianSeconds, value: span(medianSeconds) },
          }))}
        />
      }
      table={
        <FigureTable
          title={title}
          columns={[
            { label: say('office.contracts.status') },
            { label: say('office.dashboard.left'), isNumber: true },
            { label: say('office.dashboard.median'), isNumber: true },
            { label: say('office.dashboard.slow'), isNumber: true },
          ]}
          rows={times.map(({ status, label, left, medianSeconds, slowSeconds }) => ({
            key: status,
            cells: [label, number(left), span(medianSeconds), span(slowSeconds)],
          }))}
        />
      }
    />
  );
}
