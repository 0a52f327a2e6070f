import { IconFileText } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { ContractCountsDocument, ContractsDocument, ContractTotalDocument } from '../../../generated/admin/graphql.ts';
import { say } from '../../kit/text.ts';
import { DefinedList, type ListDefinition } from '../list/defined-list.tsx';
import { pageOf } from '../list/list.types.ts';
import { withoutPage } from '../list/list-views.tsx';
import { usePageOf } from '../list/loaded.ts';
import { useAsk } from '../use-ask.ts';
import { ContractFilters } from './contract-filters.tsx';
import { CONTRACT_COLUMNS, ContractLine, type ContractRow } from './contracts.columns.tsx';
import { type ContractsSearch, contractFilterOf, contractSortOf, VIEWS, type View } from './contracts.search.ts';

const NAMES = Object.keys(VIEWS) as View[];

/** Leads to the step for those that were picked, else for all that the list shows. */
const MassChangeLink = ({ picked, search }: { readonly picked: readonly ContractRow[]; readonly search: ContractsSearch }) => (
  <Link
    to="/mass-changes/new"
    search={picked.length > 0 ? { ids: picked.map(({ id }) => id).join(',') } : withoutPage(search)}
    className="btn"
  >
    {say(picked.length > 0 ? 'office.pick.change' : 'office.pick.changeAll')}
  </Link>
);

const CONTRACTS: ListDefinition<ContractRow, ContractsSearch> = {
  name: 'contracts',
  path: '/contracts',
  permission: 'contract.read',
  title: 'office.contracts.title',
  find: 'office.contracts.find',
  none: { title: 'office.contracts.none', text: 'office.contracts.noneText', icon: <IconFileText size={18} stroke={1.7} /> },
  columns: CONTRACT_COLUMNS,
  line: (row) => <ContractLine row={row} />,
  hrefOf: ({ id }) => `/contracts/${id}`,
  usePage: (search) => {
    const filter = contractFilterOf(search);
    const variables = { ...pageOf(search), filter, orderBy: contractSortOf(search) };
    // The total is asked for beside the rows: counting a million must not hold them up.
    const { data } = useAsk('contract-total', ContractTotalDocument, { filter });
    const page = usePageOf(ContractsDocument, variables, { name: 'contracts', pick: ({ contracts }) => contracts });
    return { ...page, total: data?.contracts.total.label ?? null };
  },
  useViews: () => {
    const filters = Object.fromEntries(NAMES.map((name) => [name, contractFilterOf(VIEWS[name])]));
    const { data } = useAsk('contract-counts', ContractCountsDocument, filters);
    return NAMES.map((name) => ({ label: `office.contracts.view.${name}` as const, search: VIEWS[name], count: data?.[name].total.label }));
  },
  filters: (search, onSearch) => <ContractFilters search={search} onSearch={onSearch} />,
  picking: {
    permission: 'contract.mass-change',
    nameOf: ({ number }) => number,
    acts: (picked, search) => <MassChangeLink picked={picked} search={search} />,
  },
  exported: (search) => ({ filter: contractFilterOf(search), orderBy: contractSortOf(search) }),
};

export const ContractsPage = () => <DefinedList list={CONTRACTS} search={useSearch({ from: '/office/contracts' })} />;
