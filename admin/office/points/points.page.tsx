import { IconGauge } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { type MeteringPointFilter, MeteringPointsDocument, type MeteringPointsQuery } from '../../../generated/admin/graphql.ts';
import { Commodity } from '../../kit/parts/commodity.tsx';
import { contractStatusKind, Status } from '../../kit/parts/status.tsx';
import { DefinedList, type ListDefinition } from '../list/defined-list.tsx';
import { type ListSearch, pageOf } from '../list/list.types.ts';
import { sortBy, usePageOf } from '../list/loaded.ts';

type PointRow = MeteringPointsQuery['meteringPoints']['edges'][number]['node'];

/** Short figures are a postcode, long ones a metering point; what has letters in it is a meter. */
function pointFilterOf(q: string): MeteringPointFilter {
  const typed = q.replaceAll(/\s/g, '');
  if (typed === '') return {};
  if (/^\d{3,5}$/.test(typed)) return { postcode: typed };
  return /^([A-Z]{2})?\d{11,}/i.test(typed) ? { code: typed.toUpperCase() } : { meterNumber: q.trim() };
}

const none = <span className="muted">–</span>;
const hrefOf = ({ contracts, code }: PointRow): string => {
  const [latest] = contracts.slice(-1);
  return latest ? `/contracts/${latest.id}` : `/contracts?q=${code}`;
};

const Code = ({ row }: { readonly row: PointRow }) => (
  <Link to="/contracts" search={{ q: row.code }} className="id num">
    {row.code}
  </Link>
);

const StatusOf = ({ row: { contracts } }: { readonly row: PointRow }) => {
  const [latest] = contracts.slice(-1);
  return latest ? <Status kind={contractStatusKind(latest)}>{latest.statusLabel}</Status> : none;
};

const POINTS: ListDefinition<PointRow, ListSearch> = {
  name: 'meteringPoints',
  path: '/points',
  permission: 'customer.read',
  title: 'office.pointList.title',
  find: 'office.pointList.find',
  none: { title: 'office.pointList.none', text: 'office.pointList.noneText', icon: <IconGauge size={18} stroke={1.7} /> },
  columns: [
    { id: 'code', label: 'office.points.point', sort: 'CODE', cell: (row) => <Code row={row} /> },
    { id: 'commodity', label: 'office.pointList.commodity', cell: ({ commodity }) => <Commodity code={commodity} /> },
    {
      id: 'address',
      label: 'office.points.address',
      cell: ({ street, houseNumber, postcode, city }) => `${street} ${houseNumber}, ${postcode} ${city}`,
    },
    { id: 'meter', label: 'office.terms.meter', from: 2, cell: ({ meterNumber }) => meterNumber ?? none },
    { id: 'area', label: 'office.pointList.area', from: 3, cell: ({ gridArea }) => gridArea ?? none },
    { id: 'contract', label: 'office.pointList.contract', cell: (row) => <StatusOf row={row} /> },
  ],
  line: (row) => (
    <Link to="/contracts" search={{ q: row.code }}>
      <span className="medium cut">{`${row.street} ${row.houseNumber}, ${row.postcode} ${row.city}`}</span>
      <span className="between muted small">
        <span className="cut num">{row.code}</span>
        <StatusOf row={row} />
      </span>
    </Link>
  ),
  hrefOf,
  usePage: (search) => {
    const variables = { ...pageOf(search), filter: pointFilterOf(search.q ?? ''), orderBy: sortBy(search, ['CREATED_AT', 'CODE']) };
    return usePageOf(MeteringPointsDocument, variables, { name: 'points', pick: ({ meteringPoints }) => meteringPoints });
  },
  useViews: () => [],
  exported: (search) => ({ filter: pointFilterOf(search.q ?? '') }),
};

export const PointsPage = () => <DefinedList list={POINTS} search={useSearch({ from: '/office/points' })} />;
