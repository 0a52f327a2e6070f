import { IconFileText } from '@tabler/icons-react';
import { Link, useNavigate, useRouteContext, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { ContractCountsDocument, ContractsDocument, ContractTotalDocument } from '../../../generated/admin/graphql.ts';
import { ApiError } from '../../api/ask.ts';
import { language, say } from '../../kit/text.ts';
import { pageOf } from '../list/list.types.ts';
import { ListPage } from '../list/list-page.tsx';
import { NoPermission } from '../list/list-states.tsx';
import { may } from '../session.ts';
import { useAsk } from '../use-ask.ts';
import { ContractFilters } from './contract-filters.tsx';
import { CONTRACT_COLUMNS, ContractLine, type ContractRow } from './contracts.columns.tsx';
import { type ContractsSearch, contractFilterOf, contractSortOf, VIEWS, type View } from './contracts.search.ts';

const FILTERS = ['q', 'status', 'kind', 'from', 'to', 'guarantee'] as const;

export function ContractsPage() {
  const { me } = useRouteContext({ from: '/office' });
  return may(me, 'contract.read') ? <Contracts /> : <NoPermission me={me} title={say('office.contracts.title')} />;
}

function Contracts() {
  const { me } = useRouteContext({ from: '/office' });
  const search = useSearch({ from: '/office/contracts' });
  const navigate = useNavigate();
  const onSearch = useCallback((next: ContractsSearch) => void navigate({ to: '/contracts', search: next, replace: true }), [navigate]);
  const filter = contractFilterOf(search);
  const orderBy = contractSortOf(search);
  const { data, error, isFetching, refetch } = useAsk('contracts', ContractsDocument, { ...pageOf(search), filter, orderBy });
  const total = useAsk('contract-total', ContractTotalDocument, { filter });
  const query = new URLSearchParams({ filter: JSON.stringify(filter), orderBy: JSON.stringify(orderBy), locale: language });
  return (
    <ListPage<ContractRow>
      name="contracts"
      title={say('office.contracts.title')}
      total={total.data?.contracts.total.label ?? null}
      columns={CONTRACT_COLUMNS}
      search={search}
      onSearch={onSearch}
      rows={data?.contracts.edges.map(({ node }) => node) ?? null}
      info={data?.contracts.pageInfo ?? null}
      isFetching={isFetching}
      error={error instanceof ApiError ? error : null}
      onRetry={() => void refetch()}
      open={({ id }) => void navigate({ to: '/contracts/$id', params: { id } })}
      line={(row) => <ContractLine row={row} />}
      placeholder={say('office.contracts.find')}
      views={<Views search={search} />}
      filters={<ContractFilters search={search} onSearch={onSearch} />}
      isFiltered={FILTERS.some((name) => search[name] !== undefined)}
      onClear={() => onSearch({})}
      firstUse={{
        icon: <IconFileText size={18} stroke={1.7} />,
        title: say('office.contracts.none'),
        text: say('office.contracts.noneText'),
      }}
      exportHref={may(me, 'export.read') ? `/exports/contracts.csv?${query}` : null}
    />
  );
}

const NAMES = Object.keys(VIEWS) as View[];

/** Views are addresses; each says how many rows it has. */
function Views({ search }: { readonly search: ContractsSearch }) {
  const filters = Object.fromEntries(NAMES.map((name) => [name, contractFilterOf(VIEWS[name])]));
  const { data } = useAsk('contract-counts', ContractCountsDocument, filters);
  const isShown = (name: View): boolean => {
    const { sort: _sort, after: _after, before: _before, cols: _cols, ...rest } = search;
    return JSON.stringify(rest) === JSON.stringify(VIEWS[name]);
  };
  return (
    <nav className="tabs" aria-label={say('office.list.views')}>
      {NAMES.map((name) => (
        <Link
          key={name}
          to="/contracts"
          search={VIEWS[name]}
          className="tab"
          activeProps={{}}
          {...{ 'aria-current': isShown(name) ? 'page' : undefined }}
        >
          {say(`office.contracts.view.${name}`)}
          <span className="num">{data?.[name].total.label}</span>
        </Link>
      ))}
    </nav>
  );
}
