import { IconArrowsTransferUp } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { MassChangesDocument } from '../../../generated/admin/graphql.ts';
import { dayInColumn, dayOfInstant, number } from '../../kit/format.ts';
import { Status } from '../../kit/parts/status.tsx';
import { say } from '../../kit/text.ts';
import { DefinedList, type ListDefinition } from '../list/defined-list.tsx';
import { type ListSearch, pageOf } from '../list/list.types.ts';
import { sortBy, usePageOf } from '../list/loaded.ts';
import { countOf, type MassChangeOfPage, massChangeKind, useSteps } from './mass-change.facts.ts';

const StateOf = ({ row }: { readonly row: MassChangeOfPage }) => (
  <Status kind={massChangeKind(row)}>{say(`office.mass.state.${row.state}`)}</Status>
);

const StepOf = ({ row }: { readonly row: MassChangeOfPage }) => useSteps().stepLabel(row.transition);

const MASS_CHANGES: ListDefinition<MassChangeOfPage, ListSearch> = {
  name: 'mass-changes',
  path: '/mass-changes',
  permission: 'contract.mass-change',
  title: 'office.mass.title',
  find: null,
  none: { title: 'office.mass.none', text: 'office.mass.noneText', icon: <IconArrowsTransferUp size={18} stroke={1.7} /> },
  columns: [
    {
      id: 'step',
      label: 'office.mass.step',
      cell: (row) => (
        <Link to="/mass-changes/$id" params={{ id: row.id }} className="id">
          <StepOf row={row} />
        </Link>
      ),
    },
    { id: 'state', label: 'office.contracts.status', cell: (row) => <StateOf row={row} /> },
    { id: 'total', label: 'office.mass.total', isNumber: true, cell: ({ total }) => number(total) },
    { id: 'done', label: 'office.mass.done', isNumber: true, cell: (row) => number(countOf(row, 'DONE')) },
    { id: 'failed', label: 'office.mass.failed', isNumber: true, cell: (row) => number(countOf(row, 'FAILED')) },
    { id: 'by', label: 'office.imports.by', from: 2, cell: ({ createdBy }) => createdBy },
    {
      id: 'at',
      label: 'office.mass.createdAt',
      sort: 'CREATED_AT',
      isNumber: true,
      cell: ({ createdAt }) => dayInColumn(dayOfInstant(createdAt)),
    },
  ],
  line: (row) => (
    <Link to="/mass-changes/$id" params={{ id: row.id }}>
      <span className="between">
        <span className="medium cut">
          <StepOf row={row} />
        </span>
        <StateOf row={row} />
      </span>
      <span className="muted small num">{`${number(countOf(row, 'DONE'))} / ${number(row.total)}`}</span>
    </Link>
  ),
  usePage: (search) => {
    const variables = { ...pageOf(search), orderBy: sortBy(search, ['CREATED_AT']) };
    return usePageOf(MassChangesDocument, variables, { name: 'mass-changes', pick: ({ massChanges }) => massChanges });
  },
  useViews: () => [],
  hrefOf: ({ id }) => `/mass-changes/${id}`,
  exported: null,
};

export const MassChangesPage = () => <DefinedList list={MASS_CHANGES} search={useSearch({ from: '/office/mass-changes' })} />;
