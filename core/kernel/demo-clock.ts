import { z } from 'zod';
import type { PrismaClient } from '#prisma';
import { type Clock, systemClock } from './clock.ts';
import { DomainError } from './errors.ts';
import { announceClock } from './kernel.sql.ts';

const KEY = 'demo-clock';
const stored = z.object({ offsetMs: z.number().int().min(0) });
const MAX_DAYS = 3_660;

/** The demo's clock: real time plus an offset that is kept in the database, so that all processes agree. It only goes forward. */
export interface DemoClock extends Clock {
  readonly reload: () => Promise<void>;
}

export async function createDemoClock(root: PrismaClient): Promise<DemoClock> {
  let offsetMs = 0;
  const reload = async (): Promise<void> => {
    offsetMs = await readOffset(root);
  };
  await reload();
  return { now: () => new Date(systemClock.now().getTime() + offsetMs), reload };
}

/** Puts the demo's clock forward and wakes everybody who waits for a day. */
export async function putForward({ root }: { readonly root: PrismaClient }, days: number): Promise<void> {
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS)
    throw new DomainError('DAYS_INVALID', `days: must be a whole number from 1 to ${MAX_DAYS}`, { days });
  await root.$transaction(async (tx) => {
    const value = { offsetMs: (await readOffset(tx)) + days * 86_400_000 };
    await tx.installation.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
    await announceClock(tx);
  });
}

async function readOffset(db: Pick<PrismaClient, 'installation'>): Promise<number> {
  const row = await db.installation.findUnique({ where: { key: KEY } });
  return row ? stored.parse(row.value).offsetMs : 0;
}
