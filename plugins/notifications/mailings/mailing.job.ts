import { setTimeout as pause } from 'node:timers/promises';
import { type Ctx, DomainError, enqueue, goOn, inTransaction, type JobCtx, job, z } from '#core';
import { advertisingConsent, TryLater } from '../channels/channel.ts';
import { channelsOf } from '../channels/channels.ts';
import { deliver, deliverMessage, giveUp } from '../deliver.job.ts';
import { claimMessage, claimsEnd, domainOf, type StoredMessage } from '../message.store.ts';
import { settings } from '../settings.ts';
import { Audience, contractsOf, customersOf } from './audience.ts';
import { allowed, budgets, type Due } from './throttle.ts';

/** Customers for whom messages are written at once. */
const PAGE = 500;
/** Messages that are looked at and sent before somebody looks whether the mailing is still to run. */
const BATCH = 200;
/** Messages that are handed over at the same moment. */
const LANES = 10;
/** A slice ends after this time: others have their turn. */
const SLICE_MS = 4_000;
const MINUTE_MS = 60_000;

/**
 * A mailing, slice by slice: first each customer's message is written, then they are sent. Whoever is killed leaves messages that
 * are claimed in the name of the mailing and its round: the next run takes them up first, under the same numbers; after a pause
 * once nobody can be at them any more. `round` ends a run of before a pause.
 */
export const runMailing = job({
  name: 'notifications.mailing',
  input: z.object({ mailingId: z.uuid(), round: z.int() }),
  attempts: 200,
  timeoutMs: 300_000,
  run: async ({ mailingId, round }, ctx) => {
    const mailing = await ctx.db.notificationsMailing.findUnique({ where: { id: mailingId } });
    if (mailing?.state !== 'RUNNING' || mailing.round !== round) return;
    const isOver = mailing.isGathered ? await sendSlice(ctx, mailing) : await gather(ctx, mailing);
    if (isOver) await finish(ctx, mailingId);
    else goOn(ctx, runMailing, { mailingId, round });
  },
});

interface Gathering {
  readonly id: string;
  readonly templateId: string;
  readonly channel: string;
  readonly isMarketing: boolean;
  readonly audience: unknown;
  readonly gatheredTo: string | null;
}

/** Writes the messages of the next customers, and how far it came, in one transaction. Never over: sending comes after it. */
async function gather(ctx: JobCtx, { id: mailingId, templateId, channel, isMarketing, audience, gatheredTo }: Gathering): Promise<false> {
  const wanted = Audience.parse(audience);
  const template = await ctx.db.notificationsTemplate.findUniqueOrThrow({ where: { id: templateId } });
  const advertisingBy = isMarketing ? advertisingConsent((await channelsOf(ctx)).get(channel)) : null;
  const customers = await ctx.db.customer.findMany({
    where: { ...customersOf(wanted, advertisingBy), ...(gatheredTo !== null && { id: { gt: gatheredTo } }) },
    select: {
      id: true,
      email: true,
      contracts: { where: contractsOf(wanted), select: { id: true, orderId: true }, orderBy: { id: 'desc' }, take: 1 },
    },
    orderBy: { id: 'asc' },
    take: PAGE,
  });
  const data = customers.map(({ id, email, contracts: [contract] }) => ({
    ...{
      uniqueKey: `mailing ${mailingId} ${id}`,
      mailingId,
      templateId,
      channel,
      customerId: id,
      domain: domainOf(email),
      event: 'notifications.mailing',
    },
    ...{
      subjectKind: template.subjectKind,
      contractId: contract?.id ?? null,
      orderId: contract?.orderId ?? null,
      createdAt: ctx.wallClock.now(),
    },
  }));
  await inTransaction(ctx, async ({ tx }) => {
    await tx.notificationsMessage.createMany({ data, skipDuplicates: true });
    const last = customers.at(-1)?.id;
    await tx.notificationsMailing.updateMany({
      where: { id: mailingId },
      data: { ...(last !== undefined && { gatheredTo: last }), isGathered: customers.length < PAGE },
    });
  });
  return false;
}

/** Sends for a while. Answers whether there is nothing left to send. */
async function sendSlice(ctx: JobCtx, { id: mailingId, round }: { readonly id: string; readonly round: number }): Promise<boolean> {
  const until = performance.now() + SLICE_MS;
  const claim = `${claimOf(mailingId)}${round}`;
  await sendAll(ctx, claim, await leftBehind(ctx, mailingId, claim));
  while (performance.now() < until) {
    const { due, isNothingLeft } = await nextOf(ctx, mailingId);
    if (isNothingLeft) return true;
    if (due.length === 0) return waitALittle();
    await sendAll(ctx, claim, due);
    if (!(await isStillRunning(ctx, mailingId))) return false;
  }
  return false;
}

/** Every domain has what it may get in a minute. */
async function waitALittle(): Promise<false> {
  await pause(1_000);
  return false;
}

const isStillRunning = async ({ db }: JobCtx, id: string): Promise<boolean> =>
  (await db.notificationsMailing.count({ where: { id, state: 'RUNNING' } })) > 0;

/** What claims of a mailing begin with, whichever its round. */
const claimOf = (mailingId: string): string => `mailing ${mailingId} `;

/** Messages that a run is at, or was when it was killed; not those that have a job of their own. */
const claimed = (mailingId: string) => ({ mailingId, state: 'SENDING' as const, claim: { startsWith: claimOf(mailingId) } });

/** What an earlier run had claimed when it was killed: of this round, and of an earlier one that may not be at it any more. */
const leftBehind = ({ db }: JobCtx, mailingId: string, claim: string): Promise<Due[]> =>
  db.notificationsMessage.findMany({
    where: { ...claimed(mailingId), OR: [{ claim }, { claimedAt: { lt: claimsEnd() } }] },
    select: { id: true, domain: true },
  });

async function nextOf(ctx: JobCtx, mailingId: string): Promise<{ due: Due[]; isNothingLeft: boolean }> {
  const { mostAMinutePerDomain } = ctx.activation.settings(settings);
  const since = new Date(ctx.wallClock.now().getTime() - MINUTE_MS);
  const sent = await ctx.db.notificationsMessage.groupBy({
    by: ['domain'],
    where: { mailingId: { not: null }, sentAt: { gte: since } },
    _count: { _all: true },
  });
  const budgetOf = budgets(
    sent.map(({ domain, _count }) => ({ domain, count: _count._all })),
    mostAMinutePerDomain,
  );
  const full = sent.flatMap(({ domain }) => (domain !== null && budgetOf(domain) === 0 ? [domain] : []));
  const open = { mailingId, state: 'WAITING' as const };
  const waiting = await ctx.db.notificationsMessage.findMany({
    where: { ...open, OR: [{ domain: null }, { domain: { notIn: full } }] },
    select: { id: true, domain: true },
    orderBy: { id: 'asc' },
    take: BATCH,
  });
  const left = { OR: [open, claimed(mailingId)] };
  const isNothingLeft = waiting.length === 0 && (await ctx.db.notificationsMessage.count({ where: left, take: 1 })) === 0;
  return { due: allowed(waiting, budgetOf), isNothingLeft };
}

/** Several at once; the first failure of the server ends it, and the job comes again. */
async function sendAll(ctx: JobCtx, claim: string, due: readonly Due[]): Promise<void> {
  const queue = [...due];
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await sendOne(ctx, claim, next.id);
  };
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const failed = lanes.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

async function sendOne(ctx: JobCtx, claim: string, messageId: string): Promise<void> {
  const message = await claimMessage(ctx, messageId, claim);
  if (!message) return;
  try {
    await deliver(ctx, message);
  } catch (cause) {
    if (cause instanceof TryLater) return leaveToItself(ctx, message);
    if (!(cause instanceof DomainError)) {
      await letGo(ctx, messageId, claim);
      throw cause;
    }
    await giveUp(ctx, message, cause.code);
  }
}

/** Whoever goes on, of this round or after a pause, takes it as any other. */
async function letGo({ db }: JobCtx, id: string, claim: string): Promise<void> {
  await db.notificationsMessage.updateMany({ where: { id, state: 'SENDING', claim }, data: { state: 'WAITING', claim: null } });
}

/** One address that is busy keeps nobody: its message gets a job of its own. */
const leaveToItself = (ctx: Ctx, { id }: StoredMessage): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    await tx.tx.notificationsMessage.updateMany({ where: { id, state: 'SENDING' }, data: { state: 'HELD', claim: null } });
    await enqueue(tx, deliverMessage, { messageId: id }, { uniqueKey: id });
  });

async function finish({ db, wallClock }: JobCtx, id: string): Promise<void> {
  await db.notificationsMailing.updateMany({ where: { id, state: 'RUNNING' }, data: { state: 'DONE', finishedAt: wallClock.now() } });
}
