import { Link } from '@tanstack/react-router';
import { ContractFunnelDocument } from '../../../generated/admin/graphql.ts';
import { ApiError } from '../../api/ask.ts';
import { number } from '../../kit/format.ts';
import { contractStatusKind, Status } from '../../kit/parts/status.tsx';
import { say } from '../../kit/text.ts';
import { ChartCard, FigureTable } from '../charts/chart-card.tsx';
import { PartBars } from '../charts/part-bars.tsx';
import { useAsk } from '../use-ask.ts';
import type { Asked } from './dashboard.search.ts';

/** How far contracts come: who reached a status, and who stands there still. */
export function Funnel({ asked }: { readonly asked: Asked }) {
  const { data, error, refetch } = useAsk('contract-funnel', ContractFunnelDocument, asked);
  const steps = (data?.contractFunnel ?? []).filter(({ reached }) => reached > 0);
  const title = say('office.dashboard.funnel');
  const wordsOf = ({ reached, now }: { readonly reached: number; readonly now: number }): string =>
    now === 0 ? number(reached) : say('office.dashboard.reachedNow', { reached: number(reached), now: number(now) });
  return (
    <ChartCard
      id="funnel"
      title={title}
      unit={say('office.dashboard.funnelUnit')}
      isLoading={data === undefined}
      error={error instanceof ApiError ? error : null}
      onRetry={() => void refetch()}
      empty={steps.length === 0 ? say('office.dashboard.noContracts') : null}
      chart={
        <PartBars
          sentence={`${title}: ${steps.map((step) => `${step.label} ${number(step.reached)}`).join(', ')}`}
          rows={steps.map((step) => ({ key: step.status, label: step.label, whole: step.reached, part: step.now, value: wordsOf(step) }))}
        />
      }
      table={
        <FigureTable
          title={title}
          columns={[
            { label: say('office.contracts.status') },
            { label: say('office.dashboard.reached'), isNumber: true },
            { label: say('office.dashboard.now'), isNumber: true },
          ]}
          rows={steps.map(({ status, label, kind, reached, now }) => ({
            key: status,
            cells: [
              <Link key="status" to="/contracts" search={{ status }} className="id">
                <Status kind={contractStatusKind({ kind, status })}>{label}</Status>
              </Link>,
              number(reached),
              number(now),
            ],
          }))}
        />
      }
    />
  );
}
