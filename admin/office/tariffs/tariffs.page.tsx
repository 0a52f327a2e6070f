import { IconPlus, IconReceipt2 } from '@tabler/icons-react';
import { Link, useRouteContext, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type TariffFilter, TariffsDocument, type TariffsQuery } from '../../../generated/admin/graphql.ts';
import { dayInColumn, money, number, today } from '../../kit/format.ts';
import { Button } from '../../kit/parts/button.tsx';
import { Commodity } from '../../kit/parts/commodity.tsx';
import { Status, type StatusKind } from '../../kit/parts/status.tsx';
import { say } from '../../kit/text.ts';
import { pricesOf } from '../contracts/price-history.ts';
import { DefinedList, type ListDefinition } from '../list/defined-list.tsx';
import { type ListSearch, pageOf } from '../list/list.types.ts';
import type { ViewOf } from '../list/list-views.tsx';
import { oneOf, sortBy, usePageOf } from '../list/loaded.ts';
import { may } from '../session.ts';
import { NewTariffDialog } from './new-tariff-dialog.tsx';

type TariffRow = TariffsQuery['tariffs']['edges'][number]['node'];
interface TariffsSearch extends ListSearch {
  readonly state?: string;
}

const tariffFilterOf = ({ q, state }: TariffsSearch): TariffFilter => {
  const known = oneOf(state, ['DRAFT', 'APPROVED', 'PUBLISHED']);
  return { ...(q && { code: q.trim() }), ...(known && { state: known }) };
};

const KINDS: Readonly<Record<string, StatusKind>> = { DRAFT: 'idle', APPROVED: 'wait', PUBLISHED: 'ok' };
const none = <span className="muted">–</span>;

/** The version of today, else the newest. */
const versionOf = ({ prices }: TariffRow) => {
  const now = today();
  return (
    prices.find(({ state, validFrom, validTo }) => state === 'PUBLISHED' && validFrom <= now && (validTo === null || validTo > now)) ??
    prices.at(-1)
  );
};

/** On a phone the whole line is the link. */
const Name = ({ row, isLink = false }: { readonly row: TariffRow; readonly isLink?: boolean }) => (
  <span className="row">
    <Commodity code={row.commodity} isWordHidden />
    {isLink ? (
      <Link className="id cut" to="/tariffs/$id" params={{ id: row.id }}>
        {row.name}
      </Link>
    ) : (
      <span className="medium cut">{row.name}</span>
    )}
    {row.isGreen && <span className="tag">{say('office.tariffs.green')}</span>}
  </span>
);

const StateOf = ({ row }: { readonly row: TariffRow }) => {
  const state = versionOf(row)?.state;
  return state ? <Status kind={KINDS[state] ?? 'idle'}>{say(`office.tariffs.state.${state}`)}</Status> : none;
};

const saleOf = ({ saleFrom, saleTo }: TariffRow): string =>
  saleTo === null ? say('office.filter.from', { day: dayInColumn(saleFrom) }) : `${dayInColumn(saleFrom)} – ${dayInColumn(saleTo)}`;

const energyOf = (row: TariffRow) => {
  const version = versionOf(row);
  const { energyCt } = version ? pricesOf(version) : { energyCt: null };
  return energyCt === null ? none : number(energyCt, 2);
};

const baseOf = (row: TariffRow) => {
  const version = versionOf(row);
  const { baseEur } = version ? pricesOf(version) : { baseEur: null };
  return baseEur === null ? none : money(Math.round(baseEur * 100));
};

/** The button that begins a new tariff, for those who may. */
function NewTariff() {
  const { me } = useRouteContext({ from: '/office' });
  const [isOpen, setOpen] = useState(false);
  if (!may(me, 'tariff.write')) return null;
  return (
    <>
      <Button kind="primary" icon={<IconPlus size={15} stroke={2} />} onClick={() => setOpen(true)}>
        {say('office.tariff.new')}
      </Button>
      {isOpen && <NewTariffDialog onClose={() => setOpen(false)} />}
    </>
  );
}

const view = (label: ViewOf<TariffsSearch>['label'], search: TariffsSearch): ViewOf<TariffsSearch> => ({ label, search });

const TARIFFS: ListDefinition<TariffRow, TariffsSearch> = {
  name: 'tariffs',
  path: '/tariffs',
  permission: 'tariff.read',
  title: 'office.tariffs.title',
  find: 'office.tariffs.find',
  none: { title: 'office.tariffs.none', text: 'office.tariffs.noneText', icon: <IconReceipt2 size={18} stroke={1.7} /> },
  columns: [
    { id: 'name', label: 'office.contracts.tariff', sort: 'NAME', cell: (row) => <Name row={row} isLink /> },
    { id: 'code', label: 'office.tariffs.code', sort: 'CODE', from: 2, cell: ({ code }) => code },
    { id: 'state', label: 'office.contracts.status', cell: (row) => <StateOf row={row} /> },
    { id: 'sale', label: 'office.tariffs.sale', cell: saleOf },
    { id: 'segment', label: 'office.tariffs.segment', from: 3, cell: ({ segment }) => say(`office.tariffs.segment.${segment}`) },
    { id: 'energy', label: 'office.figure.energy', unit: 'office.unit.ctKwh', isNumber: true, cell: energyOf },
    { id: 'base', label: 'office.figure.base', unit: 'office.unit.perMonth', isNumber: true, cell: baseOf },
    { id: 'versions', label: 'office.tariffs.versions', isNumber: true, from: 2, cell: ({ prices }) => number(prices.length) },
  ],
  hrefOf: ({ id }) => `/tariffs/${id}`,
  action: <NewTariff />,
  line: (row) => (
    <Link to="/tariffs/$id" params={{ id: row.id }}>
      <span className="between">
        <Name row={row} />
        <StateOf row={row} />
      </span>
      <span className="muted small">{saleOf(row)}</span>
    </Link>
  ),
  usePage: (search) => {
    const variables = { ...pageOf(search), filter: tariffFilterOf(search), orderBy: sortBy(search, ['NAME', 'CODE', 'CREATED_AT'], 'ASC') };
    return usePageOf(TariffsDocument, variables, { name: 'tariffs', pick: ({ tariffs }) => tariffs });
  },
  useViews: () => [
    view('office.tariffs.view.all', {}),
    view('office.tariffs.state.PUBLISHED', { state: 'PUBLISHED' }),
    view('office.tariffs.state.APPROVED', { state: 'APPROVED' }),
    view('office.tariffs.state.DRAFT', { state: 'DRAFT' }),
  ],
  exported: (search) => ({ filter: tariffFilterOf(search) }),
};

export const TariffsPage = () => <DefinedList list={TARIFFS} search={useSearch({ from: '/office/tariffs' })} />;
