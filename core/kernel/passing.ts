import { setTimeout as sleep } from 'node:timers/promises';
import { Prisma } from '#prisma';
import { sqlStateOf } from '../db/faults.ts';
import { DomainError } from './errors.ts';

/** Whether the next try may go well: two at once, too much at once, a plugin that did not answer in time. */
export function isPassing(cause: unknown): boolean {
  if (cause instanceof DomainError) return cause.code === 'HOOK_FAILED' || cause.code === 'TRY_AGAIN';
  if (!(cause instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return PASSING.has(cause.code) || PASSING.has(sqlStateOf(cause) ?? '');
}

interface Patience {
  /** How often at most, the first time among them. */
  readonly tries: number;
  /** Before the second try, twice that before the third, and so on. */
  readonly pauseMs: number;
  /** Whether a failure is worth another try. */
  readonly isWorthIt: (cause: unknown) => boolean;
}

/** Does `work` until it goes well, fails for good, or was tried often enough: then with its last failure. */
export async function patiently<T>(work: () => Promise<T>, { tries, pauseMs, isWorthIt }: Patience): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (cause) {
      if (attempt >= tries || !isWorthIt(cause)) throw cause;
      if (pauseMs > 0) await sleep(pauseMs * attempt);
    }
  }
}

/** Prisma's and PostgreSQL's codes: unique or overlapping at the same moment, no connection or transaction in time, deadlock, lock or time-out. */
const PASSING: ReadonlySet<string> = new Set(['P2002', 'P2024', 'P2028', 'P2034', '23P01', '40001', '40P01', '55P03', '57014']);
