import { useQueries } from '@tanstack/react-query';
import { useMe } from '../use-me.ts';
import type { AdminPart } from './plugged.types.ts';

/** Every plugin's admin.tsx, as the build found it: by its folder, so that nobody here knows a name. Nothing is loaded yet. */
const ENTRIES = import.meta.glob<{ readonly default: AdminPart }>('../../../plugins/*/admin.tsx');

const entryOf = (id: string) => ENTRIES[`../../../plugins/${id}/admin.tsx`];

export interface Plugged {
  readonly id: string;
  readonly part: AdminPart;
}

export interface PluggedState {
  /** Those that are on and loaded, in the order of the installation. */
  readonly parts: readonly Plugged[];
  readonly isLoading: boolean;
  /** Plugins whose pages did not come. */
  readonly failed: readonly string[];
  readonly retry: () => void;
}

/** What the brand's plugins show. Of one that is off nothing is downloaded; one that does not load keeps nobody waiting. */
export function usePlugged(): PluggedState {
  const { plugins } = useMe();
  const ids = plugins.filter((id) => entryOf(id) !== undefined);
  const loads = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['plugged', id],
      queryFn: () => loaded(id),
      staleTime: Number.POSITIVE_INFINITY,
      structuralSharing: false, // functions have no structure
    })),
  });
  return {
    parts: loads.flatMap(({ data }) => data ?? []),
    isLoading: loads.some(({ isPending }) => isPending),
    failed: ids.filter((_id, at) => loads[at]?.isError),
    retry: () => {
      for (const { isError, refetch } of loads) if (isError) void refetch();
    },
  };
}

async function loaded(id: string): Promise<readonly Plugged[]> {
  const { default: part } = (await entryOf(id)?.()) ?? {};
  if (part === undefined) return [];
  await part.texts.load();
  return [{ id, part }];
}
