import '../list/table.css';
import '../contracts/contract.css';
import './tariffs.css';
import { IconCalendarOff, IconPlus, IconReceipt2 } from '@tabler/icons-react';
import { Link, useParams, useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import { TariffDocument, type TariffQuery } from '../../../generated/admin/graphql.ts';
import { addDays, day, today } from '../../kit/format.ts';
import { brand } from '../../kit/page-facts.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Commodity } from '../../kit/parts/commodity.tsx';
import { say } from '../../kit/text.ts';
import { NoPermission } from '../list/list-states.tsx';
import { RowPage } from '../row-page.tsx';
import { may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import { Compare } from './compare.tsx';
import { EndSaleDialog } from './end-sale-dialog.tsx';
import { PriceHistory } from './price-history-card.tsx';
import { Versions } from './versions.tsx';

export type TariffOfPage = NonNullable<TariffQuery['tariff']>;

/** A tariff: its price over time, its versions and what differs between them. */
export function TariffPage() {
  const { me } = useRouteContext({ from: '/office' });
  const { id } = useParams({ from: '/office/tariffs/$id' });
  if (!may(me, 'tariff.read')) return <NoPermission me={me} title={say('office.tariffs.title')} />;
  return <WithTariff id={id}>{(tariff) => <Page key={id} tariff={tariff} />}</WithTariff>;
}

interface WithTariffProps {
  readonly id: string;
  readonly children: (tariff: TariffOfPage) => React.ReactNode;
}

/** What a tariff's pages show once it is there, and what they show instead of it. */
export function WithTariff({ id, children }: WithTariffProps) {
  return (
    <RowPage
      asked={useAsk('tariff', TariffDocument, { id })}
      pick={({ tariff }) => tariff}
      failed={say('office.tariff.failed')}
      missing={{ icon: <IconReceipt2 size={18} stroke={1.7} />, title: say('office.tariff.missing') }}
      list={{ to: '/tariffs', label: say('office.tariff.toList') }}
    >
      {children}
    </RowPage>
  );
}

/** Where a tariff's page stands, and its name. */
export const Crumbs = ({ tariff }: { readonly tariff?: TariffOfPage }) => (
  <nav className="crumbs small row" aria-label={say('office.crumbs')}>
    <Link to="/tariffs" search={{}}>
      {say('office.tariffs.title')}
    </Link>
    {tariff && (
      <>
        <span aria-hidden="true">/</span>
        <Link to="/tariffs/$id" params={{ id: tariff.id }}>
          {tariff.name}
        </Link>
      </>
    )}
  </nav>
);

function Page({ tariff }: { readonly tariff: TariffOfPage }) {
  const { me } = useRouteContext({ from: '/office' });
  const [isEnding, setEnding] = useState(false);
  const isWriter = may(me, 'tariff.write');
  const isSold = tariff.saleTo === null || tariff.saleTo > today();
  return (
    <div className="detail on-canvas">
      <title>{`${tariff.name} · ${brand.name}`}</title>
      <header className="detail-head head-only">
        <Crumbs />
        <div className="detail-title">
          <h1 tabIndex={-1}>{tariff.name}</h1>
          <Commodity code={tariff.commodity} />
          {tariff.isGreen && <span className="tag">{say('office.tariffs.green')}</span>}
          <span className="grow" />
          {isWriter && isSold && (
            <Button icon={<IconCalendarOff size={15} stroke={1.7} />} onClick={() => setEnding(true)}>
              {say('office.tariff.endSale')}
            </Button>
          )}
          {isWriter && (
            <Link className="btn primary" to="/tariffs/$id/write" params={{ id: tariff.id }} search={{ from: tariff.prices.at(-1)?.id }}>
              <IconPlus size={15} stroke={2} aria-hidden />
              {say('office.tariff.newVersion')}
            </Link>
          )}
        </div>
        <p className="muted detail-line">
          <span>{tariff.code}</span>
          <span>{say(`office.tariffs.segment.${tariff.segment}`)}</span>
          <span>{saleWords(tariff)}</span>
        </p>
        {tariff.description && <p className="detail-line">{tariff.description}</p>}
      </header>
      <div className="tariff-main">
        <PriceHistory tariff={tariff} />
        <Versions tariff={tariff} />
        {tariff.prices.length > 1 && <Compare versions={tariff.prices} />}
      </div>
      {isEnding && <EndSaleDialog tariff={tariff} onClose={() => setEnding(false)} />}
    </div>
  );
}

const saleWords = ({ saleFrom, saleTo }: TariffOfPage): string =>
  saleTo === null
    ? say('office.tariff.soldFrom', { from: day(saleFrom) })
    : say('office.tariff.soldFromTo', { from: day(saleFrom), to: day(addDays(saleTo, -1)) });
