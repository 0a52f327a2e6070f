import { IconDownload, IconTableImport } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { type ImportState, ImportsDocument, type ImportsQuery } from '../../../generated/admin/graphql.ts';
import { dayInColumn, dayOfInstant, number } from '../../kit/format.ts';
import { Status, type StatusKind } from '../../kit/parts/status.tsx';
import { say } from '../../kit/text.ts';
import { DefinedList, type ListDefinition } from '../list/defined-list.tsx';
import { type ListSearch, pageOf } from '../list/list.types.ts';
import { sortBy, usePageOf } from '../list/loaded.ts';

type ImportRowOfList = ImportsQuery['imports']['edges'][number]['node'];

const KINDS: Readonly<Record<ImportState, StatusKind>> = {
  ...{
    STAGING: 'progress',
    STAGED: 'wait',
    VALIDATING: 'progress',
    VALIDATED: 'wait',
    COMMITTING: 'progress',
    DONE: 'ok',
    STOPPED: 'ended',
  },
};

const StateOf = ({ row: { state, invalid, failed } }: { readonly row: ImportRowOfList }) => (
  <Status kind={state === 'DONE' && invalid + failed > 0 ? 'attention' : KINDS[state]}>{say(`office.imports.state.${state}`)}</Status>
);

/** Rows that somebody has to mend, with the file that names their problems. */
const Faulty = ({ row: { invalid, failed, errorFile } }: { readonly row: ImportRowOfList }) =>
  invalid + failed === 0 ? (
    '0'
  ) : (
    <a className="row faulty" href={errorFile} download>
      {number(invalid + failed)}
      <IconDownload size={14} stroke={1.7} aria-label={say('office.imports.errors')} />
    </a>
  );

const IMPORTS: ListDefinition<ImportRowOfList, ListSearch> = {
  name: 'imports',
  path: '/imports',
  permission: 'import.read',
  title: 'office.imports.title',
  find: null,
  none: { title: 'office.imports.none', text: 'office.imports.noneText', icon: <IconTableImport size={18} stroke={1.7} /> },
  columns: [
    { id: 'file', label: 'office.imports.file', cell: ({ fileName }) => <span className="medium">{fileName}</span> },
    { id: 'kind', label: 'office.imports.kind', cell: ({ kind }) => kind },
    { id: 'state', label: 'office.contracts.status', cell: (row) => <StateOf row={row} /> },
    { id: 'done', label: 'office.imports.done', isNumber: true, cell: ({ done, total }) => `${number(done)} / ${number(total)}` },
    { id: 'faulty', label: 'office.imports.faulty', isNumber: true, cell: (row) => <Faulty row={row} /> },
    { id: 'by', label: 'office.imports.by', from: 2, cell: ({ createdBy }) => createdBy },
    {
      id: 'at',
      label: 'office.orders.received',
      sort: 'CREATED_AT',
      isNumber: true,
      cell: ({ createdAt }) => dayInColumn(dayOfInstant(createdAt)),
    },
  ],
  line: (row) => (
    <div className="line">
      <span className="between">
        <span className="medium cut">{row.fileName}</span>
        <StateOf row={row} />
      </span>
      <span className="muted small num">{`${number(row.done)} / ${number(row.total)}`}</span>
    </div>
  ),
  usePage: (search) => {
    const variables = { ...pageOf(search), filter: {}, orderBy: sortBy(search, ['CREATED_AT']) };
    return usePageOf(ImportsDocument, variables, { name: 'imports', pick: ({ imports }) => imports });
  },
  useViews: () => [],
  exported: null,
};

export const ImportsPage = () => <DefinedList list={IMPORTS} search={useSearch({ from: '/office/imports' })} />;
