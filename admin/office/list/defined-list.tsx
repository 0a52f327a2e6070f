import { useNavigate, useRouteContext } from '@tanstack/react-router';
import { type ReactNode, useCallback } from 'react';
import { ApiError } from '../../api/ask.ts';
import { language, say, type TextKey } from '../../kit/text.ts';
import { usePluggedColumns } from '../plugged/plugged-columns.tsx';
import { may } from '../session.ts';
import type { ListPath } from '../shell/navigation.ts';
import type { Column, ListSearch } from './list.types.ts';
import { ListPage } from './list-page.tsx';
import { NoPermission } from './list-states.tsx';
import { ListViews, type ViewOf } from './list-views.tsx';
import type { PageInfo } from './pager.tsx';

/** A page of rows, as a query gives it. */
export interface Loaded<Row> {
  readonly rows: readonly Row[] | null;
  readonly info: PageInfo | null;
  readonly total: string | null;
  readonly isFetching: boolean;
  readonly error: unknown;
  readonly retry: () => void;
}

/** All that makes one list different from the others. */
export interface ListDefinition<Row extends { readonly id: string }, Search extends ListSearch> {
  readonly name: string;
  readonly path: ListPath;
  readonly permission: string;
  readonly title: TextKey;
  /** What can be typed into the search; null = nothing is searched. */
  readonly find: TextKey | null;
  readonly none: { readonly title: TextKey; readonly text: TextKey; readonly icon: ReactNode; readonly action?: ReactNode };
  /** What one can do here first: stands at the right of the title. */
  readonly action?: ReactNode;
  readonly columns: readonly Column<Row>[];
  readonly line: (row: Row) => ReactNode;
  readonly usePage: (search: Search) => Loaded<Row>;
  /** Views are addresses. */
  readonly useViews: () => readonly ViewOf<Search>[];
  readonly filters?: (search: Search, onSearch: (search: Search) => void) => ReactNode;
  /** What the export is asked for; null = this list is not exported. */
  readonly exported: ((search: Search) => { readonly filter: object; readonly orderBy?: object }) | null;
  /** Where a row leads; left out where it leads nowhere. */
  readonly hrefOf?: (row: Row) => string;
  /** What can be done with rows that the reader picks, and with all that the list shows; left out where nothing can. */
  readonly picking?: Picking<Row, Search>;
}

export interface Picking<Row, Search> {
  readonly permission: string;
  /** How a row is called, for who does not see it. */
  readonly nameOf: (row: Row) => string;
  readonly acts: (picked: readonly Row[], search: Search) => ReactNode;
}

interface Props<Row extends { readonly id: string }, Search extends ListSearch> {
  readonly list: ListDefinition<Row, Search>;
  readonly search: Search;
}

/** The list of a definition, for whoever may see it. */
export function DefinedList<Row extends { readonly id: string }, Search extends ListSearch>(props: Props<Row, Search>) {
  const { me } = useRouteContext({ from: '/office' });
  const { permission, title } = props.list;
  return may(me, permission) ? <Shown {...props} /> : <NoPermission me={me} title={say(title)} />;
}

function Shown<Row extends { readonly id: string }, Search extends ListSearch>({ list, search }: Props<Row, Search>) {
  const { me } = useRouteContext({ from: '/office' });
  const navigate = useNavigate();
  const onSearch = useCallback((next: ListSearch) => void navigate({ to: list.path, search: next, replace: true }), [navigate, list.path]);
  const page = list.usePage(search);
  const added = usePluggedColumns({ list: list.name, cols: search.cols }, page.rows);
  const views = list.useViews();
  const { hrefOf, exported, none, picking } = list;
  const { sort: _sort, after: _after, before: _before, cols: _cols, ...narrowing } = search;
  return (
    <ListPage<Row>
      name={list.name}
      title={say(list.title)}
      total={page.total}
      action={list.action}
      columns={added.length > 0 ? [...list.columns, ...added] : list.columns}
      search={search}
      onSearch={onSearch}
      rows={page.rows}
      info={page.info}
      isFetching={page.isFetching}
      error={page.error instanceof ApiError ? page.error : null}
      onRetry={page.retry}
      open={hrefOf ? (row) => void navigate({ href: hrefOf(row) }) : null}
      line={list.line}
      placeholder={list.find === null ? null : say(list.find)}
      views={<ListViews name={list.name} path={list.path} views={views} search={search} />}
      filters={list.filters?.(search, onSearch)}
      isKept={may(me, 'view.write')}
      picking={picking && may(me, picking.permission) ? { nameOf: picking.nameOf, acts: (picked) => picking.acts(picked, search) } : null}
      isFiltered={Object.keys(narrowing).length > 0}
      onClear={() => onSearch({})}
      firstUse={{ icon: none.icon, title: say(none.title), text: say(none.text), action: none.action }}
      exportHref={exported && may(me, 'export.read') ? exportHref(list.name, exported(search)) : null}
    />
  );
}

function exportHref(name: string, { filter, orderBy }: { readonly filter: object; readonly orderBy?: object }): string {
  const query = new URLSearchParams({ filter: JSON.stringify(filter), locale: language });
  if (orderBy) query.set('orderBy', JSON.stringify(orderBy));
  return `/exports/${name}.csv?${query}`;
}
