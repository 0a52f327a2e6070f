import '../list/table.css';
import { IconCircleCheck, IconDownload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouteContext, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { ImportRowsDocument, type ImportRowsQuery } from '../../../generated/admin/graphql.ts';
import { ApiError } from '../../api/ask.ts';
import { Empty } from '../../kit/parts/notice.tsx';
import { language, say, sayIfKnown } from '../../kit/text.ts';
import { type ListSearch, PAGE_ROWS } from '../list/list.types.ts';
import { ErrorState } from '../list/list-states.tsx';
import { Pager } from '../list/pager.tsx';
import { useNarrow } from '../list/use-narrow.ts';
import { useAsk } from '../use-ask.ts';
import { type ImportOfPage, mayWork, type RowOfPage, sentenceOf } from './import.facts.ts';
import { ProblemCards, ProblemRows, type ProblemsProps } from './problem-rows.tsx';
import { RowDrawer } from './row-drawer.tsx';
import { importKey } from './use-import.ts';

/** Positions are the cursors: rows never change their places. One row more than a page tells whether there are more. */
const askedFor = (id: string, { after, before }: ListSearch) => ({
  ...{ id, states: ['INVALID', 'FAILED'] as const, first: PAGE_ROWS + 1 },
  ...(before === undefined ? { after: Number(after ?? 0) } : { before: Number(before) }),
});

/** Rows that somebody has to mend: where, what stands there, what is wrong, what to do; mended in place. */
export function ProblemTable({ run }: { readonly run: ImportOfPage }) {
  const { me } = useRouteContext({ from: '/office' });
  const search: ListSearch = useSearch({ from: '/office/imports/$id' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const isNarrow = useNarrow();
  const [opened, setOpened] = useState<RowOfPage | null>(null);
  const { states, ...asked } = askedFor(run.id, search);
  const variables = { ...asked, states: [...states] };
  const { data, error, refetch } = useAsk('import-rows', ImportRowsDocument, variables);
  const onSearch = useCallback(
    (next: ListSearch) => void navigate({ to: '/imports/$id', params: { id: run.id }, search: next, replace: true }),
    [navigate, run.id],
  );
  /** A row that was mended stays where it is and says so; the figures are the server's. */
  const onRow = (row: RowOfPage) => {
    const put = (known: ImportRowsQuery | undefined): ImportRowsQuery | undefined =>
      known && { importRows: known.importRows.map((one) => (one.position === row.position ? row : one)) };
    queries.setQueryData<ImportRowsQuery>(['import-rows', variables], put);
    void queries.invalidateQueries({ queryKey: importKey(run.id) });
  };
  if (error instanceof ApiError) return <ErrorState title={say('office.import.rowsFailed')} error={error} onRetry={() => void refetch()} />;
  const { rows, info } = pageOf(data?.importRows ?? [], search);
  if (data && rows.length === 0) return <NothingToMend run={run} />;
  const shown: ProblemsProps = { run, rows, isWritable: mayWork(me, run.kind), onRow, onOpen: setOpened };
  return (
    <section className="card import-problems" aria-labelledby="problems" aria-busy={data === undefined}>
      <div className="block between wrap">
        <div>
          <h2 id="problems">{say('office.import.problems')}</h2>
          <p className="muted small" role="status">
            {sentenceOf(run)}
          </p>
        </div>
        <a className="btn" href={`/imports/${run.id}/errors.csv?locale=${language}`} download>
          <IconDownload size={15} stroke={1.7} aria-hidden />
          {say('office.imports.errors')}
        </a>
      </div>
      {isNarrow ? <ProblemCards {...shown} /> : <ProblemRows {...shown} />}
      <Pager info={info} search={search} onSearch={onSearch} count={rows.length} total={null} />
      {opened && (
        <RowDrawer
          run={run}
          row={opened}
          onClose={() => setOpened(null)}
          onRow={(row) => {
            onRow(row);
            setOpened(row.state === 'VALID' ? null : row);
          }}
        />
      )}
    </section>
  );
}

function pageOf(found: readonly RowOfPage[], { after, before }: ListSearch) {
  const isMore = found.length > PAGE_ROWS;
  const rows = before === undefined ? found.slice(0, PAGE_ROWS) : found.slice(-PAGE_ROWS);
  const cursorOf = (row: RowOfPage | undefined) => (row ? String(row.position) : null);
  return {
    rows,
    info: {
      hasNextPage: before === undefined ? isMore : true,
      hasPreviousPage: before === undefined ? after !== undefined : isMore,
      startCursor: cursorOf(rows[0]),
      endCursor: cursorOf(rows.at(-1)),
    },
  };
}

const NothingToMend = ({ run }: { readonly run: ImportOfPage }) => (
  <div className="card">
    <Empty
      icon={<IconCircleCheck size={18} stroke={1.7} />}
      title={say(run.valid > 0 ? 'office.import.allValid' : 'office.import.allDone')}
      text={`${sentenceOf(run)} ${(run.valid > 0 && sayIfKnown(`office.import.effect.${run.kind}`)) || ''}`}
    />
  </div>
);
