import type { Operation } from '../../api/ask.ts';
import { useAsk } from '../use-ask.ts';
import type { Loaded } from './defined-list.tsx';
import type { ListSearch } from './list.types.ts';
import type { PageInfo } from './pager.tsx';

interface Connection<Row> {
  readonly edges: readonly { readonly node: Row }[];
  readonly pageInfo: PageInfo;
  readonly total?: { readonly label: string };
}

/** A page of a list of the API, as a definition gives it on. */
export function usePageOf<Result, Variables extends object, Row>(
  operation: Operation<Result, Variables>,
  variables: Variables,
  { name, pick }: { readonly name: string; readonly pick: (data: Result) => Connection<Row> },
): Loaded<Row> {
  const { data, error, isFetching, refetch } = useAsk(name, operation, variables);
  const page = data === undefined ? null : pick(data);
  return {
    rows: page?.edges.map(({ node }) => node) ?? null,
    info: page?.pageInfo ?? null,
    total: page?.total?.label ?? null,
    isFetching,
    error,
    retry: () => void refetch(),
  };
}

type Direction = 'ASC' | 'DESC';

/** What "-NAME" asks the API for: one of the fields that it sorts by, else the first one. */
export function sortBy<Field extends string>({ sort }: ListSearch, fields: readonly [Field, ...Field[]], usual: Direction = 'DESC') {
  const field = fields.find((one) => one === sort?.replace('-', ''));
  const direction: Direction = field === undefined ? usual : sort?.startsWith('-') ? 'DESC' : 'ASC';
  return { field: field ?? fields[0], direction };
}

/** One of the values that a field knows; undefined for anything that somebody wrote into an address. */
export const oneOf = <Value extends string>(text: string | undefined, values: readonly Value[]): Value | undefined =>
  values.find((value) => value === text);
