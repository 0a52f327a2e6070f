import { defaultParseSearch, defaultStringifySearch, Link } from '@tanstack/react-router';
import { SavedViewsDocument } from '../../../generated/admin/graphql.ts';
import { say, type TextKey } from '../../kit/text.ts';
import { may } from '../session.ts';
import type { ListPath } from '../shell/navigation.ts';
import { useAsk } from '../use-ask.ts';
import { useMe } from '../use-me.ts';
import type { ListSearch } from './list.types.ts';

export interface ViewOf<Search> {
  readonly label: TextKey;
  readonly search: Search;
  /** "1,802"; left out where nobody counts it. */
  readonly count?: string | undefined;
}

interface ListViewsProps<Search> {
  readonly name: string;
  readonly path: ListPath;
  readonly views: readonly ViewOf<Search>[];
  readonly search: ListSearch;
}

/** What narrows and orders a list, whatever page of it is shown. */
export function withoutPage<Search extends ListSearch>({
  after: _after,
  before: _before,
  ...search
}: Search): Omit<Search, 'after' | 'before'> {
  return search;
}

/** Views are addresses: those that everybody has, one's own, and those that colleagues share. */
export function ListViews<Search extends ListSearch>({ name, path, views, search }: ListViewsProps<Search>) {
  const saved = useSavedViews(name);
  if (views.length + saved.length === 0) return null;
  const { sort: _sort, cols: _cols, ...narrowing } = withoutPage(search);
  const [shown, kept] = [sorted(narrowing), sorted(withoutPage(search))];
  return (
    <nav className="tabs" aria-label={say('office.list.views')}>
      {views.map((view) => (
        <Tab key={view.label} path={path} search={view.search} isShown={sorted(view.search) === shown}>
          {say(view.label)}
          {view.count !== undefined && <span className="num">{view.count}</span>}
        </Tab>
      ))}
      {saved.map(({ id, name, address, isOwn, createdBy }) => {
        const of = defaultParseSearch(address) as ListSearch; // each list checks its own address
        const title = isOwn ? undefined : say('office.view.by', { name: createdBy });
        return (
          <Tab key={id} path={path} search={of} isShown={sorted(of) === kept} title={title}>
            {name}
          </Tab>
        );
      })}
    </nav>
  );
}

export function useSavedViews(list: string) {
  const mayKeep = may(useMe(), 'view.write');
  const { data } = useAsk('saved-views', SavedViewsDocument, { list }, { isAsked: mayKeep });
  return data?.savedViews ?? [];
}

export const addressOf = (search: ListSearch): string => defaultStringifySearch(withoutPage(search)).slice(1);

interface TabProps {
  readonly path: ListPath;
  readonly search: ListSearch;
  readonly isShown: boolean;
  readonly title?: string | undefined;
  readonly children: React.ReactNode;
}

const Tab = ({ path, search, isShown, title, children }: TabProps) => (
  <Link
    to={path}
    search={search}
    className="tab"
    title={title}
    activeProps={{}}
    activeOptions={{ exact: true }} // else the view of everything would seem chosen beside any other
    {...{ 'aria-current': isShown ? 'page' : undefined }}
  >
    {children}
  </Link>
);

const sorted = (search: object): string => JSON.stringify(Object.entries(search).sort());
