import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ImportPageDocument, type ImportPageQuery, WatchImportDocument } from '../../../generated/admin/graphql.ts';
import { ApiError } from '../../api/ask.ts';
import { watch } from '../../api/watch.ts';
import { useAsk } from '../use-ask.ts';
import { isMoving } from './import.facts.ts';

/** Before a stream that ended is opened again, ms. */
const PAUSE_MS = 2_000;
export const importKey = (id: string) => ['import', { id }] as const;
export const ROWS_KEY = ['import-rows'] as const;

/** An import with its figures, which move while it does: whoever comes back finds it where it is by then. */
export function useImport(id: string) {
  const queries = useQueryClient();
  const asked = useAsk('import', ImportPageDocument, { id });
  const { state } = asked.data?.importRun ?? {};
  const moves = state !== undefined && isMoving(state);
  useEffect(() => {
    if (!moves) return;
    const over = new AbortController();
    void follow(queries, id, over.signal);
    return () => over.abort();
  }, [moves, queries, id]);
  return asked;
}

async function follow(queries: QueryClient, id: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const { importChanged } of watch(WatchImportDocument, { id }, signal)) {
        const note = (known: ImportPageQuery | undefined): ImportPageQuery | undefined =>
          known?.importRun ? { importRun: { ...known.importRun, ...importChanged } } : known;
        queries.setQueryData<ImportPageQuery>(importKey(id), note);
        // What it rests at has other rows to mend.
        if (!isMoving(importChanged.state)) await queries.invalidateQueries({ queryKey: ROWS_KEY });
      }
    } catch (cause) {
      if (signal.aborted) return;
      if (!(cause instanceof ApiError)) throw cause;
    }
    if (signal.aborted) return;
    await queries.invalidateQueries({ queryKey: importKey(id) });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
