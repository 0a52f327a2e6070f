import {
  addDays,
  enqueue,
  fromDbDate,
  goOn,
  inTransaction,
  type JobCtx,
  job,
  type PlainDate,
  type TxCtx,
  toDbDate,
  todayIn,
  z,
} from '#core';
import { applyRule } from './apply.ts';
import { DAYS } from './days.ts';
import { readSubject } from './subject.facts.ts';

/** Contracts that are told of in one transaction. */
const PAGE = 50;
const DAY_MS = 86_400_000;

/** Each morning, before what was collected goes out: every rule that reminds of a day looks at the contracts whose day comes. */
export const beginReminders = job({
  name: 'notifications.reminders',
  input: z.strictObject({}),
  schedule: '30 7 * * *',
  run: async (_input, ctx) => {
    const day = todayIn(ctx.clock, ctx.brand.timeZone);
    const rules = await ctx.db.notificationsRule.findMany({
      where: { isActive: true, daysBefore: { not: null } },
      select: { id: true },
      orderBy: { id: 'asc' },
    });
    await inTransaction(ctx, async (tx) => {
      for (const { id } of rules) await enqueue(tx, remindByRule, { ruleId: id, day, after: null }, { uniqueKey: `remind ${id} ${day}` });
    });
  },
});

/** Tells of one rule's days, page by page. Safe to repeat: a contract and its day are told of by a rule once. */
export const remindByRule = job({
  name: 'notifications.remind',
  input: z.object({ ruleId: z.uuid(), day: z.iso.date(), after: z.uuid().nullable() }),
  timeoutMs: 120_000,
  run: async ({ ruleId, day, after }, ctx) => {
    const rule = await ctx.db.notificationsRule.findUnique({ where: { id: ruleId } });
    if (!rule?.isActive || rule.daysBefore === null || !(rule.event in DAYS)) return;
    const due = await dueContracts(ctx, rule, { day, after });
    await inTransaction(ctx, async (tx) => {
      for (const { id } of due) await remind(tx, rule, { contractId: id, day });
      // Nobody changed the rule: when it was last changed stays.
      if (due.length < PAGE)
        await tx.tx.notificationsRule.updateMany({
          where: { id: ruleId },
          data: { remindedTo: toDbDate(day), updatedAt: rule.updatedAt },
        });
    });
    if (due.length === PAGE) goOn(ctx, remindByRule, { ruleId, day, after: due.at(-1)?.id ?? null });
  },
});

type Rule = NonNullable<Awaited<ReturnType<JobCtx['db']['notificationsRule']['findUnique']>>>;

/** Contracts whose day is so many days ahead, and those of mornings that nobody was there: unless their day is over. */
async function dueContracts(
  { db }: JobCtx,
  { event, daysBefore, remindedTo }: Rule,
  { day, after }: { readonly day: PlainDate; readonly after: string | null },
): Promise<{ readonly id: string }[]> {
  const asked = DAYS[event];
  if (!asked || daysBefore === null) return [];
  const missedFrom = addDays(remindedTo ? fromDbDate(remindedTo) : addDays(day, -1), 1 + daysBefore);
  const range = { gte: toDbDate(missedFrom > day ? missedFrom : day), lte: toDbDate(addDays(day, daysBefore)) };
  return db.contract.findMany({
    where: { ...asked.within(range), kind: { in: [...asked.kinds] }, ...(after !== null && { id: { gt: after } }) },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: PAGE,
  });
}

async function remind(
  ctx: TxCtx,
  rule: Rule,
  { contractId, day }: { readonly contractId: string; readonly day: PlainDate },
): Promise<void> {
  const facts = await readSubject({ ...ctx, db: ctx.tx }, { kind: 'contract', id: contractId }, ctx.brand.language);
  const date = facts?.values[DAYS[rule.event]?.path ?? ''];
  if (!facts || typeof date !== 'string') return;
  const daysLeft = Math.round((toDbDate(date).getTime() - toDbDate(day).getTime()) / DAY_MS);
  const said = { 'event.day': date, 'event.daysLeft': daysLeft };
  const happening = { event: rule.event, subject: { kind: 'contract' as const, id: contractId }, said };
  await applyRule(ctx, { rule, happening, facts, cause: `${rule.event} ${date} ${contractId}` });
}
