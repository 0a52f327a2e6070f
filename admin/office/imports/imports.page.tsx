import { IconDownload, IconTableImport, IconUpload } from '@tabler/icons-react';
import { Link, useRouteContext, useSearch } from '@tanstack/react-router';
import { ImportsDocument, type ImportsQuery } from '../../../generated/admin/graphql.ts';
import { dayInColumn, dayOfInstant, number } from '../../kit/format.ts';
import { Status } from '../../kit/parts/status.tsx';
import { say, sayIfKnown } from '../../kit/text.ts';
import { DefinedList, type ListDefinition } from '../list/defined-list.tsx';
import { type ListSearch, pageOf } from '../list/list.types.ts';
import { sortBy, usePageOf } from '../list/loaded.ts';
import { importStatusKind, kindsFor } from './import.facts.ts';

type ImportRowOfList = ImportsQuery['imports']['edges'][number]['node'];

const StateOf = ({ row }: { readonly row: ImportRowOfList }) => (
  <Status kind={importStatusKind(row)}>{say(`office.imports.state.${row.state}`)}</Status>
);

const kindInWords = ({ kind }: ImportRowOfList): string => sayIfKnown(`office.imports.kind.${kind}`) ?? kind;

/** Where a file is dropped, for whoever may send one. */
function NewImport() {
  const { me } = useRouteContext({ from: '/office' });
  if (kindsFor(me).length === 0) return null;
  return (
    <Link to="/imports/new" className="btn primary">
      <IconUpload size={15} stroke={1.7} aria-hidden />
      {say('office.imports.new')}
    </Link>
  );
}

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
    {
      id: 'file',
      label: 'office.imports.file',
      cell: ({ id, fileName }) => (
        <Link to="/imports/$id" params={{ id }} search={{}} className="id">
          {fileName}
        </Link>
      ),
    },
    { id: 'kind', label: 'office.imports.kind', cell: kindInWords },
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
    <Link to="/imports/$id" params={{ id: row.id }} search={{}}>
      <span className="between">
        <span className="medium cut">{row.fileName}</span>
        <StateOf row={row} />
      </span>
      <span className="muted small num">{`${kindInWords(row)} · ${number(row.done)} / ${number(row.total)}`}</span>
    </Link>
  ),
  usePage: (search) => {
    const variables = { ...pageOf(search), filter: {}, orderBy: sortBy(search, ['CREATED_AT']) };
    return usePageOf(ImportsDocument, variables, { name: 'imports', pick: ({ imports }) => imports });
  },
  useViews: () => [],
  filters: () => <NewImport />,
  hrefOf: ({ id }) => `/imports/${id}`,
  exported: null,
};

export const ImportsPage = () => <DefinedList list={IMPORTS} search={useSearch({ from: '/office/imports' })} />;
