import { z } from 'zod';
import { event } from '../kernel/events.ts';

const count = z.int().min(0);

/**
 * All valid rows of an import were gone through. Told each time: rows that were mended since are a further run of it. `done`: rows
 * that were taken over, of all runs; `failed` and `invalid`: rows that still wait for a person.
 */
export const importFinished = event(
  'import.finished',
  z.object({ importId: z.uuid(), done: count, failed: count, invalid: count }),
  'importId',
);
