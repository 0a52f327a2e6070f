import { IconArchive, IconBuildings, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import {
  ApiError,
  Button,
  day,
  dayOfInstant,
  Empty,
  ErrorState,
  PageFrame,
  PageLink,
  type PageProps,
  Status,
  TableCard,
  useAsk,
} from '#admin';
import { BrandManagementBrandsDocument } from '#operations/brand-management';
import { ArchiveDialog } from './archive-dialog.tsx';
import type { BrandOfPage } from './brand.facts.ts';
import { say } from './texts.ts';

/** The tenant's brands: where each is reached, whether it sells, and the way to another one. */
export default function BrandsPage({ title }: PageProps) {
  const { data, error, refetch } = useAsk('brand-management', BrandManagementBrandsDocument, {});
  const [asked, setAsked] = useState<BrandOfPage | null>(null);
  const brands = data?.managedBrands;
  return (
    <PageFrame
      title={title}
      line={say('brand-management.page.line')}
      actions={
        <PageLink className="btn primary" href="/p/brand-management/open">
          <IconPlus size={15} stroke={2} aria-hidden />
          {say('brand-management.open.title')}
        </PageLink>
      }
    >
      {error instanceof ApiError && <ErrorState title={say('brand-management.page.failed')} error={error} onRetry={() => void refetch()} />}
      {!brands && !error && <p role="status">{say('brand-management.page.loading')}</p>}
      {brands?.length === 0 && (
        <Empty
          icon={<IconBuildings size={18} stroke={1.7} />}
          title={say('brand-management.page.none')}
          text={say('brand-management.page.noneText')}
        />
      )}
      {brands && brands.length > 0 && <Brands brands={brands} onAsk={setAsked} />}
      {asked && <ArchiveDialog brand={asked} onClose={() => setAsked(null)} />}
    </PageFrame>
  );
}

interface BrandsProps {
  readonly brands: readonly BrandOfPage[];
  readonly onAsk: (brand: BrandOfPage) => void;
}

const actOf = ({ archivedAt }: BrandOfPage): string =>
  say(archivedAt === null ? 'brand-management.act.archive' : 'brand-management.act.restore');

const Brands = ({ brands, onAsk }: BrandsProps) => (
  <TableCard
    title={say('brand-management.table.title')}
    head={[
      { label: say('brand-management.column.name') },
      { label: say('brand-management.column.state') },
      { label: say('brand-management.column.hosts') },
      { label: say('brand-management.column.where') },
      { label: say('brand-management.column.act') },
    ]}
    rows={brands.map((brand) => ({
      id: brand.brandId,
      cells: [
        brand.isHere ? (
          <span key="name" className="medium">
            {brand.name}
          </span>
        ) : (
          <a key="name" href={`/auth/to/${brand.brandId}`}>
            {brand.name}
          </a>
        ),
        <Status key="state" kind={brand.archivedAt === null ? 'ok' : 'idle'}>
          {brand.archivedAt === null
            ? say('brand-management.state.sells')
            : say('brand-management.state.archived', { day: day(dayOfInstant(brand.archivedAt)) })}
        </Status>,
        brand.hosts.join(', '),
        [brand.country, brand.language, brand.currency].join(' · '),
        <Button
          key="act"
          kind="quiet"
          icon={<IconArchive size={15} stroke={1.7} aria-hidden />}
          aria-label={`${actOf(brand)}: ${brand.name}`}
          onClick={() => onAsk(brand)}
        >
          {actOf(brand)}
        </Button>,
      ],
    }))}
  />
);
