import { useState } from 'react';
import { ApiError, ErrorState, number, PageFrame, type PageProps, Segmented, TableCard, useAsk } from '#admin';
import { BrandManagementFiguresDocument } from '#operations/brand-management';
import { say } from './texts.ts';

const SPANS = ['7', '30', '90'] as const;
type Span = (typeof SPANS)[number];
const DAY_MS = 86_400_000;

/** The tenant's brands side by side; the address says over how many days. */
export default function FiguresPage({ title, search, onSearch }: PageProps) {
  const span = SPANS.find((one) => one === search.days) ?? '30';
  const [now] = useState(() => Date.now()); // the same question while one looks at its answer
  const variables = { from: new Date(now - Number(span) * DAY_MS).toISOString(), before: new Date(now + DAY_MS).toISOString() };
  const { data, error, refetch } = useAsk('brand-management-figures', BrandManagementFiguresDocument, variables);
  return (
    <PageFrame title={title} line={say('brand-management.figures.line', { days: span })}>
      <div className="row">
        <Segmented<Span>
          label={say('brand-management.figures.days')}
          value={span}
          onValue={(days) => onSearch(days === '30' ? {} : { days })}
          options={SPANS.map((value) => ({ value, label: value }))}
        />
      </div>
      {error instanceof ApiError && (
        <ErrorState title={say('brand-management.figures.failed')} error={error} onRetry={() => void refetch()} />
      )}
      {!data && !error && <p role="status">{say('brand-management.page.loading')}</p>}
      {data && (
        <TableCard
          title={say('brand-management.figures.title')}
          head={[
            { label: say('brand-management.column.name') },
            { label: say('brand-management.figures.orders'), isNumber: true },
            { label: say('brand-management.figures.contracts'), isNumber: true },
            { label: say('brand-management.figures.refused'), isNumber: true },
            { label: say('brand-management.figures.waiting'), isNumber: true },
            { label: say('brand-management.figures.inSupply'), isNumber: true },
          ]}
          rows={data.brandFigures.map(({ brandId, brandName, orders, contracts, refused, waiting, inSupply }) => ({
            id: brandId,
            cells: [brandName, number(orders), number(contracts), number(refused), number(waiting), number(inSupply)],
          }))}
        />
      )}
    </PageFrame>
  );
}
