import { keepPreviousData, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, type Operation } from '../api/ask.ts';

interface Asking<Result> {
  /** Not while this is false; asked unless said otherwise. */
  readonly isAsked?: boolean;
  /** After how many ms it is asked anew, by the last answer; false = not by itself. */
  readonly every?: (data: Result | undefined) => number | false;
}

/** A stored query, kept by the operation and its variables. Rows that are shown stay while newer ones are on their way. */
export const useAsk = <Result, Variables extends object>(
  name: string,
  operation: Operation<Result, Variables>,
  variables: Variables,
  { isAsked = true, every }: Asking<Result> = {},
) =>
  useQuery({
    enabled: isAsked,
    ...(every && { refetchInterval: ({ state }: { readonly state: { readonly data: Result | undefined } }) => every(state.data) }),
    queryKey: [name, variables],
    queryFn: ({ signal }) => ask(operation, variables, { signal }),
    placeholderData: keepPreviousData,
  });

/** After a change: everything that may show it is read again. */
export const refresh = (queries: QueryClient): Promise<void> => queries.invalidateQueries();

/** The same for whoever does not hold the queries. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return () => refresh(queries);
}
