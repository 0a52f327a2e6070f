import { z } from 'zod';
import { todayIn } from '../kernel/clock.ts';
import { inTransaction, type TxCtx } from '../kernel/context.ts';
import { type Job, type JobCtx, job } from '../kernel/jobs.ts';
import { moveContract } from './contract.service.ts';
import { dueContracts } from './contract.sql.ts';
import { activated } from './transition-dates.ts';

const BATCH = 200;

/** Starts and ends supply on the day, in the brand's time zone. Looks every hour, so that a missed night is made up for. */
export const runCalendar: Job<Record<string, never>> = job({
  name: 'core.run-calendar',
  input: z.strictObject({}),
  schedule: '5 * * * *',
  timeoutMs: 600_000,
  run: async (_input, ctx) => {
    await untilNone(ctx, activateDue);
    await untilNone(ctx, endDue);
  },
});

async function untilNone(ctx: JobCtx, step: (ctx: TxCtx, today: string) => Promise<number>): Promise<void> {
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  while ((await inTransaction(ctx, (tx) => step(tx, today))) > 0);
}

async function activateDue(ctx: TxCtx, today: string): Promise<number> {
  const due = await dueContracts(ctx, { status: 'confirmed', column: 'confirmed_start_on', today, limit: BATCH });
  const contracts = await ctx.tx.contract.findMany({ where: { id: { in: due.map(({ id }) => id) } } });
  for (const contract of contracts) {
    await moveContract(ctx, contract, { transition: 'activate', reason: 'the confirmed day has come', data: activated(contract, today) });
  }
  return contracts.length;
}

async function endDue(ctx: TxCtx, today: string): Promise<number> {
  const due = await dueContracts(ctx, { status: 'terminating', column: 'ends_on', today, limit: BATCH });
  const contracts = await ctx.tx.contract.findMany({ where: { id: { in: due.map(({ id }) => id) } } });
  for (const contract of contracts) await moveContract(ctx, contract, { transition: 'end', reason: 'the last day of supply is over' });
  return contracts.length;
}
