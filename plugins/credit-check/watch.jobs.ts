import {
  contractActivated,
  contractEnded,
  contractReversed,
  type EventHandler,
  enqueue,
  inTransaction,
  type JobCtx,
  job,
  on,
  type TxCtx,
  toDbDate,
  z,
} from '#core';
import { isInBudget } from './inquiry.plan.ts';
import type { BureauAlert, BureauCode, Monitoring } from './providers/bureau.ts';
import { isBureau } from './providers/catalog.ts';
import { bureauOf } from './providers/choose.ts';
import { referenceOf } from './providers/schufa-messages.ts';
import { isSimulated, settings } from './settings.ts';
import {
  findWatch,
  prolongedBy,
  type StoredWatch,
  termEnd,
  untilOf,
  type WatchSource,
  watchesToLookAt,
  watchSourceOf,
} from './watch.store.ts';

/** Begins, prolongs or ends the watch over one customer, as it should be now. Safe to repeat. */
export const lookAtWatch = job({
  name: 'credit-check.watch',
  input: z.object({ customerId: z.uuid() }),
  run: async ({ customerId }, ctx) => {
    const [watch, source] = [await findWatch(ctx.db, customerId), await watchSourceOf(ctx, customerId)];
    if (!source) return watch?.state === 'ACTIVE' ? end(ctx, watch) : undefined;
    const isRunning = watch?.state === 'ACTIVE' && untilOf(watch) > prolongedBy(ctx);
    if (!isRunning) await begin(ctx, customerId, source);
  },
});

/** Each night: what ends soon, whoever is not supplied any more, and whoever is and is not watched yet. */
export const lookAtWatches = job({
  name: 'credit-check.watches',
  input: z.object({}),
  schedule: '40 4 * * *',
  attempts: 3,
  run: async (_input, ctx) => {
    const customerIds = await watchesToLookAt(ctx);
    await inTransaction(ctx, async (tx) => {
      for (const customerId of customerIds) await enqueue(tx, lookAtWatch, { customerId });
    });
  },
});

/** Every hour: what the bureaus told about those whom they watch. Each notice is kept once. */
export const readChanges = job({
  name: 'credit-check.read-changes',
  input: z.object({}),
  schedule: '23 * * * *',
  attempts: 3,
  run: async (_input, ctx) => {
    const active = await ctx.db.creditCheckWatch.findMany({ where: { state: 'ACTIVE' }, select: { bureau: true }, distinct: ['bureau'] });
    for (const { bureau } of active) if (isBureau(bureau)) await readFrom(ctx, bureau);
  },
});

const look = async (ctx: TxCtx, contractId: string): Promise<void> => {
  const contract = await ctx.tx.contract.findUnique({ where: { id: contractId }, select: { customerId: true } });
  if (contract?.customerId) await enqueue(ctx, lookAtWatch, { customerId: contract.customerId });
};

/** A watch lasts as long as supply. */
export const watchEvents: readonly EventHandler[] = [contractActivated, contractEnded, contractReversed].map((type) =>
  on(type, ({ contractId }, ctx) => look(ctx, contractId)),
);

async function begin(ctx: JobCtx, customerId: string, { bureau, reportId, orderId }: WatchSource): Promise<void> {
  const given = ctx.activation.settings(settings);
  const costCents = given.prices[`${bureau}.watch`] ?? 0;
  if (!(await isInBudget(ctx, costCents))) return; // the next night asks again
  const until = termEnd(ctx);
  const monitoring = await monitoringOf(ctx, bureau);
  const watchNumber = await monitoring.watch({ reportId, reference: referenceOf(customerId), until });
  const isKnown = watchNumber !== null;
  const state = isKnown ? ('ACTIVE' as const) : ('FAILED' as const);
  const data = {
    ...{ orderId, bureau, state, watchNumber, legalBasis: given.requestReason, until: toDbDate(until) },
    ...{ costCents: isKnown ? costCents : 0, begunAt: ctx.clock.now(), isSimulated: isSimulated(given, bureau), endedAt: null },
  };
  await ctx.db.creditCheckWatch.upsert({
    where: { customerId },
    create: { customerId, ...data },
    update: data,
    select: { customerId: true },
  });
}

async function end(ctx: JobCtx, { customerId, bureau, watchNumber }: StoredWatch): Promise<void> {
  if (isBureau(bureau) && watchNumber !== null) await (await monitoringOf(ctx, bureau)).end(watchNumber);
  await ctx.db.creditCheckWatch.updateMany({ where: { customerId }, data: { state: 'ENDED', endedAt: ctx.clock.now() } });
}

async function monitoringOf(ctx: JobCtx, code: BureauCode): Promise<Monitoring> {
  const { monitoring } = await bureauOf(ctx, code);
  if (!monitoring) throw new Error(`${code} watches nobody`);
  return monitoring;
}

async function readFrom(ctx: JobCtx, bureau: BureauCode): Promise<void> {
  const last = await ctx.db.creditCheckAlert.findFirst({ where: { bureau }, orderBy: { id: 'desc' }, select: { number: true } });
  const told = await (await monitoringOf(ctx, bureau)).changes(last?.number ?? '');
  const watches = await ctx.db.creditCheckWatch.findMany({
    where: { bureau, watchNumber: { in: told.map(({ watchNumber }) => watchNumber) } },
  });
  const watchOf = new Map(watches.map((watch) => [watch.watchNumber, watch]));
  for (const alert of told) await keep(ctx, alert, watchOf.get(alert.watchNumber));
}

/** One by one: ids grow with time, and the newest one says where to go on. Whom another brand has watched is nobody here. */
async function keep(ctx: JobCtx, { number, kind, day }: BureauAlert, watch: StoredWatch | undefined): Promise<void> {
  if (!watch) return;
  const { customerId, orderId, bureau } = watch;
  const data = { customerId, orderId, bureau, number, kind, happenedOn: toDbDate(day), receivedAt: ctx.clock.now() };
  await ctx.db.creditCheckAlert.createMany({ data, skipDuplicates: true });
  if (kind === 'CLOSED')
    await ctx.db.creditCheckWatch.updateMany({ where: { customerId }, data: { state: 'ENDED', endedAt: ctx.clock.now() } });
}
