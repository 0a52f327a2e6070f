import { z } from 'zod';
import { todayIn } from '../kernel/clock.ts';
import { inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { type Job, type JobCtx, job } from '../kernel/jobs.ts';
import { CALENDAR, type CalendarStep } from './contract.calendar.ts';
import { besideOthers } from './contract.point.ts';
import { lockedContract, stateSet } from './contract.service.ts';
import type { DuePage } from './contract.sql.ts';

const PAGE = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Does what a day brings, in the brand's time zone. Looks every hour, so that a missed night is made up for. */
export const runCalendar: Job<Record<string, never>> = job({
  name: 'core.run-calendar',
  input: z.strictObject({}),
  schedule: '5 * * * *',
  timeoutMs: 600_000,
  run: async (_input, ctx) => {
    let failed = 0;
    for (const step of CALENDAR) failed += await runStep(ctx, step);
    if (failed > 0) throw new Error(`${failed} contract(s) could not be moved by the calendar; see the log`);
  },
});

/** One step for every contract it is due for, each in a transaction of its own: one that cannot move keeps no other from moving. */
async function runStep(ctx: JobCtx, step: CalendarStep): Promise<number> {
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  let failed = 0;
  for (let page: DuePage = { after: FIRST, limit: PAGE }; ; ) {
    const due = await inTransaction(ctx, async (tx) => step.due(tx, { today, page, set: await stateSet(tx) }));
    for (const { id } of due) if (!(await runOne(ctx, step, { id, today }))) failed += 1;
    const last = due.at(-1);
    if (!last || due.length < PAGE) return failed;
    page = { ...page, after: last.id };
  }
}

async function runOne(ctx: JobCtx, { name, act }: CalendarStep, { id, today }: { id: string; today: string }): Promise<boolean> {
  try {
    await besideOthers(() => inTransaction(ctx, async (tx) => act(tx, await lockedContract(tx, id), { today, set: await stateSet(tx) })));
    return true;
  } catch (cause) {
    const isExpected = cause instanceof DomainError;
    ctx.log[isExpected ? 'warn' : 'error']({ step: name, contractId: id, err: cause }, 'the calendar left a contract where it is');
    return isExpected; // what is expected is looked at again in an hour; a bug makes the job fail
  }
}
