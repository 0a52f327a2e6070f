import { Link } from '@tanstack/react-router';
import { PartnerSalesDocument } from '../../../generated/admin/graphql.ts';
import { ApiError } from '../../api/ask.ts';
import { number } from '../../kit/format.ts';
import { say } from '../../kit/text.ts';
import { ChartCard, FigureTable } from '../charts/chart-card.tsx';
import { PartBars } from '../charts/part-bars.tsx';
import { useAsk } from '../use-ask.ts';
import type { Asked, DashboardSearch } from './dashboard.search.ts';

interface Props {
  readonly asked: Asked;
  readonly search: DashboardSearch;
}

/** Who sells how much, and how much of it holds. */
export function Ranking({ asked, search }: Props) {
  const { data, error, refetch } = useAsk('partner-sales', PartnerSalesDocument, asked);
  const sales = data?.partnerSales ?? [];
  const title = say('office.dashboard.ranking');
  const nameOf = ({ name }: { readonly name: string | null }): string => name ?? say('office.direct');
  const share = (won: number, contracts: number): string => `${number((won / Math.max(1, contracts)) * 100)}\u202f%`;
  return (
    <ChartCard
      id="ranking"
      isWide
      title={title}
      unit={say('office.dashboard.rankingUnit')}
      isLoading={data === undefined}
      error={error instanceof ApiError ? error : null}
      onRetry={() => void refetch()}
      empty={sales.length === 0 ? say('office.dashboard.noContracts') : null}
      chart={
        <PartBars
          sentence={`${title}: ${sales.map((one) => `${nameOf(one)} ${number(one.contracts)}`).join(', ')}`}
          rows={sales.map((one) => ({
            ...{ key: one.partnerId ?? '', label: nameOf(one), whole: one.contracts, part: one.won },
            value: say('office.dashboard.wonOf', { won: number(one.won), contracts: number(one.contracts) }),
          }))}
        />
      }
      table={
        <FigureTable
          title={title}
          columns={[
            { label: say('office.contracts.partner') },
            { label: say('office.contracts.title'), isNumber: true },
            { label: say('office.dashboard.won'), isNumber: true },
            { label: say('office.dashboard.refused'), isNumber: true },
            { label: say('office.dashboard.share'), isNumber: true },
          ]}
          rows={sales.map((one) => ({
            key: one.partnerId ?? '',
            cells: [
              one.partnerId === null ? (
                nameOf(one)
              ) : (
                <Link key="name" to="/" search={{ ...search, partner: one.partnerId }} className="id">
                  {nameOf(one)}
                </Link>
              ),
              number(one.contracts),
              number(one.won),
              number(one.refused),
              share(one.won, one.contracts),
            ],
          }))}
        />
      }
    />
  );
}
