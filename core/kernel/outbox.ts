import { reasonOf } from '../db/faults.ts';
import { activationRows, holdSwitches } from './activation.sql.ts';
import { Activation } from './activation.ts';
import { type Ctx, inTransaction, type TxCtx } from './context.ts';
import { backOffSeconds } from './jobs.ts';
import { limitStatements } from './kernel.sql.ts';
import { type Kernel, systemContext } from './kernel.ts';
import { timed } from './metrics.ts';
import { claimBrand, heldSubjects, knownDeliveries, mark, newEvents, type OutboxRow, publish, readyRetries } from './outbox.sql.ts';
import type { Plugin } from './plugin.ts';
import { beginRun } from './plugin-health.ts';
import { withTimeout } from './timeout.ts';

const BATCH = 5_000;
const ATTEMPTS = 8;
const HANDLER_MS = 5_000;
/** A transaction ends after this time of handlers: one that runs into its own limit would lose, and repeat, all that it did. */
const SLICE_MS = 2_000;

/** Delivers one batch of one brand. Returns how many deliveries it looked at; 0 = nothing to do. */
export const relayEvents = (kernel: Kernel): Promise<number> =>
  kernel.root.$transaction(
    async (claim) => {
      const brandId = await claimBrand(claim);
      if (!brandId) return 0;

      await holdSwitches(claim, brandId);
      const activation = new Activation(kernel.registry, await activationRows(claim, brandId, kernel.registry), kernel.vault);
      const ctx = await systemContext(kernel, brandId, { name: 'events', activation });
      const fresh = await newEvents(kernel.root, brandId, BATCH);
      const retries = await readyRetries(claim, brandId, BATCH);
      const known = await knownDeliveries(claim, brandId, fresh);

      for (const plugin of kernel.registry.all) {
        await deliver(
          { ctx, plugin, held: new Set() },
          retries.filter(({ pluginId }) => pluginId === plugin.id),
        );
        const news = unmarked(plugin, fresh, known);
        // A retry before this line may have failed again: who is held back is asked afterwards.
        const held = news.length === 0 ? new Set<string>() : await heldSubjects(claim, { brandId, pluginId: plugin.id, events: news });
        await deliver({ ctx, plugin, held }, news);
      }
      await publish(claim, fresh);
      return fresh.length + retries.length;
    },
    { timeout: 120_000, maxWait: 10_000 },
  );

/** What this plugin listens to and did not get before the relay crashed. */
function unmarked({ id, events = [] }: Plugin, fresh: readonly OutboxRow[], known: ReadonlySet<string>): OutboxRow[] {
  const types = new Set(events.map(({ type }) => type));
  return fresh.filter((event) => types.has(event.type) && !known.has(`${event.id} ${id}`));
}

interface Target {
  readonly ctx: Ctx;
  readonly plugin: Plugin;
  /** Subjects whose later events wait behind a failed one. */
  readonly held: Set<string>;
}

async function deliver(target: Target, events: readonly OutboxRow[]): Promise<void> {
  const { ctx, plugin, held } = target;
  if (events.length === 0) return;
  const addressed = (rows: readonly OutboxRow[]) => ({ brandId: ctx.brand.id, pluginId: plugin.id, events: rows });
  if (!ctx.activation.isActive(plugin.id)) {
    if (ctx.activation.isParked(plugin.id)) await mark(ctx.db, addressed(events), { state: 'PARKED' });
    return;
  }

  const waiting = events.filter(({ subject }) => held.has(subject));
  const free = events.filter(({ subject }) => !held.has(subject));
  if (waiting.length > 0) await mark(ctx.db, addressed(waiting), { state: 'DUE' });
  if (free.length === 0) return;

  let later: readonly OutboxRow[] = [];
  const ended = beginRun({ brandId: ctx.brand.id, pluginId: plugin.id, place: 'events' });
  try {
    const count = await timed('event', { plugin: plugin.id }, () =>
      inTransaction(ctx, async (tx) => {
        await limitStatements(tx.tx, HANDLER_MS);
        const handed = await handInTime(free, plugin, tx);
        const marked = await mark(tx.tx, addressed(handed), { state: 'DONE' });
        if (marked !== handed.length) throw new Error('delivered by another relay');
        return marked;
      }),
    );
    ended();
    later = free.slice(count);
  } catch (cause) {
    const [only] = free;
    if (free.length === 1) ended(cause); // of more than one it is not known yet whose fault it is
    if (free.length === 1 && only) return fail(target, only, cause);
    const half = free.length >> 1; // halves until the culprit stands alone; the others go on
    await deliver(target, free.slice(0, half));
    await deliver(target, free.slice(half));
  }
  await deliver(target, later);
}

/** Gives events to a plugin for a while. Returns those that it got, at least one. */
async function handInTime(events: readonly OutboxRow[], plugin: Plugin, tx: TxCtx): Promise<readonly OutboxRow[]> {
  const until = performance.now() + SLICE_MS;
  for (const [place, event] of events.entries()) {
    await hand(event, plugin, tx);
    if (performance.now() > until) return events.slice(0, place + 1);
  }
  return events;
}

/** Gives an event to the plugin's handlers. Who is done at once is not waited for. */
async function hand({ id, type, payload }: OutboxRow, { events = [] }: Plugin, tx: TxCtx): Promise<void> {
  for (const handler of events) {
    const done = handler.type === type ? handler.run(payload, { ...tx, eventId: String(id) }) : undefined;
    if (done) await withTimeout(done, HANDLER_MS);
  }
}

async function fail({ ctx, plugin, held }: Target, event: OutboxRow, cause: unknown): Promise<void> {
  ctx.log.error({ pluginId: plugin.id, eventId: String(event.id), type: event.type, err: cause }, 'event handler failed');
  const before = await ctx.db.eventDelivery.findFirst({ where: { eventId: event.id, pluginId: plugin.id } });
  const attempt = (before?.attempt ?? 0) + 1;
  const isDead = attempt >= ATTEMPTS;
  if (!isDead) held.add(event.subject);
  await mark(
    ctx.db,
    { brandId: ctx.brand.id, pluginId: plugin.id, events: [event] },
    {
      state: isDead ? 'DEAD' : 'DUE',
      error: reasonOf(cause),
      retryInSeconds: backOffSeconds(attempt),
    },
  );
}
