import '../../kit/parts/field.css';
import './list.css';
import { IconDownload, IconSearch, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ApiError } from '../../api/ask.ts';
import { brand } from '../../kit/page-facts.ts';
import { IconButton } from '../../kit/parts/button.tsx';
import { say } from '../../kit/text.ts';
import { ColumnMenu, shownColumns } from './column-menu.tsx';
import { type Column, type ListSearch, narrowed } from './list.types.ts';
import { ListRows } from './list-rows.tsx';
import { ErrorState, FirstUse, NoMatch } from './list-states.tsx';
import { type PageInfo, Pager } from './pager.tsx';
import { PickBar, type PickingOf, usePicks } from './picks.tsx';
import { useNarrow } from './use-narrow.ts';
import { ViewMenu } from './view-menu.tsx';

export interface ListPageProps<Row extends { readonly id: string }> {
  readonly name: string;
  readonly title: string;
  /** "48,211"; null while it is counted. */
  readonly total: string | null;
  readonly action?: ReactNode;
  readonly columns: readonly Column<Row>[];
  readonly search: ListSearch;
  readonly onSearch: (search: ListSearch) => void;
  readonly rows: readonly Row[] | null;
  readonly info: PageInfo | null;
  readonly isFetching: boolean;
  readonly error: ApiError | null;
  readonly onRetry: () => void;
  /** Null where a row leads nowhere. */
  readonly open: ((row: Row) => void) | null;
  /** What a phone shows of a row. */
  readonly line: (row: Row) => ReactNode;
  /** Null where nothing is searched. */
  readonly placeholder: string | null;
  readonly views?: ReactNode;
  readonly filters?: ReactNode;
  /** Whether anything narrows the list: then an empty one is "no match". */
  readonly isFiltered: boolean;
  readonly onClear: () => void;
  readonly firstUse: { readonly icon: ReactNode; readonly title: string; readonly text: string; readonly action?: ReactNode };
  /** Whether the reader may keep views. */
  readonly isKept: boolean;
  /** Null = nothing can be done with several rows. */
  readonly picking: PickingOf<Row> | null;
  /** Null = may not export. */
  readonly exportHref: string | null;
}

/** The frame of every list: title with count, views, search and filters, table, pages; and what stands there instead of rows. */
export function ListPage<Row extends { readonly id: string }>(props: ListPageProps<Row>) {
  const { name, title, total, columns, search, onSearch, rows, info, error, isFiltered } = props;
  const isNarrow = useNarrow();
  const picks = usePicks(rows, props.picking);
  const shown = shownColumns(name, columns, search.cols);
  const body = () => {
    if (error) return <ErrorState title={say('office.list.failed', { list: title })} error={error} onRetry={props.onRetry} />;
    if (rows?.length === 0 && isFiltered) return <NoMatch q={search.q} onClear={props.onClear} />;
    if (rows?.length === 0) return <FirstUse {...props.firstUse} />;
    return <ListRows {...{ name, title, rows, search, onSearch, isNarrow, columns: shown, open: props.open, line: props.line, picks }} />;
  };
  return (
    <>
      <title>{`${title} · ${brand.name}`}</title>
      <div className="page-head">
        <div className="row">
          <h1 tabIndex={-1}>{title}</h1>
          <span className="muted num" role="status" aria-label={total === null ? undefined : say('office.list.count', { total })}>
            {total}
          </span>
        </div>
        {props.action}
      </div>
      {props.views}
      <search className="bar">
        {props.placeholder !== null && (
          <SearchBox
            key={search.q ?? ''}
            value={search.q ?? ''}
            placeholder={props.placeholder}
            onValue={(q) => onSearch(narrowed(search, { q }))}
          />
        )}
        {props.filters}
        <span className="grow" />
        {!isNarrow && <ColumnMenu name={name} columns={columns} shown={shown} onChange={(cols) => onSearch({ ...search, cols })} />}
        {!isNarrow && props.isKept && <ViewMenu name={name} search={search} />}
        {props.exportHref !== null && (
          <a className="btn plain" href={props.exportHref} download>
            <IconDownload size={15} stroke={1.7} aria-hidden />
            {say('office.list.export')}
          </a>
        )}
      </search>
      {picks && !isNarrow && <PickBar picks={picks} />}
      <div className={`list${props.isFetching && rows ? ' refreshing' : ''}`}>{body()}</div>
      {rows && rows.length > 0 && info && <Pager info={info} search={search} onSearch={onSearch} count={rows.length} total={total} />}
    </>
  );
}

const PAUSE_MS = 350;

function SearchBox({
  value,
  placeholder,
  onValue,
}: {
  readonly value: string;
  readonly placeholder: string;
  readonly onValue: (q: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onValue(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onValue]);
  useEffect(() => {
    if (value !== '') box.current?.focus();
  }, [value]);
  return (
    <div className="search-box">
      <IconSearch size={14} stroke={1.7} aria-hidden />
      <input
        ref={box}
        type="search"
        id="list-search"
        className="input small-bar"
        aria-label={placeholder}
        placeholder={placeholder}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        // Whoever clicks a row at once has left the field: a search that came later would take them back.
        onBlur={() => typed !== value && onValue(typed.trim())}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      {typed !== '' && (
        <IconButton label={say('office.list.clearSearch')} onClick={() => setTyped('')}>
          <IconX size={13} stroke={2} />
        </IconButton>
      )}
    </div>
  );
}
