import '../contracts/contract.css';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { Link, useRouteContext, useSearch } from '@tanstack/react-router';
import { ApiKeysDocument, type ApiKeysQuery } from '../../../generated/admin/graphql.ts';
import { day, dayInColumn, dayOfInstant, moment } from '../../kit/format.ts';
import { Status } from '../../kit/parts/status.tsx';
import { say, sayCount } from '../../kit/text.ts';
import { DefinedList, type ListDefinition } from '../list/defined-list.tsx';
import { type ListSearch, pageOf } from '../list/list.types.ts';
import { sortBy, usePageOf } from '../list/loaded.ts';
import { may } from '../session.ts';
import { beginningOf, KEY_KINDS, keyStateOf } from './key.facts.ts';

type KeyRow = ApiKeysQuery['apiKeys']['edges'][number]['node'];

const StateOf = ({ row }: { readonly row: KeyRow }) => {
  const state = keyStateOf(row);
  return <Status kind={KEY_KINDS[state]}>{say(`office.keys.state.${state}`)}</Status>;
};

const mayInWords = ({ scopes }: KeyRow): string =>
  scopes.includes('read:*') && scopes.includes('write:*')
    ? say('office.keys.everything')
    : sayCount('office.keys.scopeCount', scopes.length);

/** "vk_ab12cd34" and "ab12cd34" are the same beginning. */
const filterOf = ({ q }: ListSearch) => (q ? { prefix: q.trim().replace(/^vk_/, '').slice(0, 8) } : {});

function NewKey() {
  const { me } = useRouteContext({ from: '/office' });
  if (!may(me, 'api-key.write')) return null;
  return (
    <Link to="/keys/new" className="btn primary">
      <IconPlus size={15} stroke={2} aria-hidden />
      {say('office.keys.new')}
    </Link>
  );
}

const KEYS: ListDefinition<KeyRow, ListSearch> = {
  name: 'apiKeys',
  path: '/keys',
  permission: 'api-key.read',
  title: 'office.keys.title',
  find: 'office.keys.find',
  none: { title: 'office.keys.none', text: 'office.keys.noneText', icon: <IconKey size={18} stroke={1.7} /> },
  columns: [
    {
      id: 'name',
      label: 'office.keys.name',
      cell: ({ id, name }) => (
        <Link to="/keys/$id" params={{ id }} search={{}} className="id">
          {name}
        </Link>
      ),
    },
    { id: 'begins', label: 'office.keys.begins', cell: (row) => <code>{beginningOf(row)}</code> },
    { id: 'state', label: 'office.contracts.status', cell: (row) => <StateOf row={row} /> },
    { id: 'may', label: 'office.keys.may', from: 2, cell: mayInWords },
    {
      id: 'used',
      label: 'office.keys.used',
      isNumber: true,
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? say('office.keys.never') : moment(lastUsedAt)),
    },
    {
      id: 'ends',
      label: 'office.keys.ends',
      isNumber: true,
      from: 2,
      cell: ({ expiresAt }) => (expiresAt === null ? '–' : dayInColumn(dayOfInstant(expiresAt))),
    },
    {
      id: 'at',
      label: 'office.keys.made',
      sort: 'CREATED_AT',
      isNumber: true,
      from: 2,
      cell: ({ createdAt }) => dayInColumn(dayOfInstant(createdAt)),
    },
  ],
  line: (row) => (
    <Link to="/keys/$id" params={{ id: row.id }} search={{}}>
      <span className="between">
        <span className="medium cut">{row.name}</span>
        <StateOf row={row} />
      </span>
      <span className="muted small">
        {row.lastUsedAt === null ? say('office.keys.never') : say('office.keys.usedOn', { day: day(dayOfInstant(row.lastUsedAt)) })}
      </span>
    </Link>
  ),
  hrefOf: ({ id }) => `/keys/${id}`,
  filters: () => (
    <>
      <NewKey />
      <Link to="/api" className="btn" search={{}}>
        {say('office.api.title')}
      </Link>
    </>
  ),
  usePage: (search) => {
    const variables = { ...pageOf(search), filter: filterOf(search), orderBy: sortBy(search, ['CREATED_AT']) };
    return usePageOf(ApiKeysDocument, variables, { name: 'api-keys', pick: ({ apiKeys }) => apiKeys });
  },
  useViews: () => [],
  exported: null,
};

export const KeysPage = () => <DefinedList list={KEYS} search={useSearch({ from: '/office/keys' })} />;
