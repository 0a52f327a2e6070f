import { type Rows, writeRows } from '../db/write-rows.sql.ts';
import type { Prepared } from './activation.ts';
import { asBrandLazily, brandWide, type Ctx, type TxCtx } from './context.ts';
import { DomainError } from './errors.ts';
import { limitStatements, unlimitStatements } from './kernel.sql.ts';
import { observe, observeNowAndThen, timed } from './metrics.ts';
import { beginRun, type Noted, notedAt, noteRun } from './plugin-health.ts';
import { withTimeout } from './timeout.ts';

export type Order = 'early' | 'normal' | 'late';
type Awaitable<T> = T | Promise<T>;

/** A plugin's answer to "may this happen?". */
export type Decision =
  | { readonly kind: 'allow' }
  /**
   * Not sure yet: the order waits until the plugin asks core to check again. `reason` is a locale key. `rows` are written with
   * what is decided, or not at all.
   */
  | { readonly kind: 'pend'; readonly reason: string; readonly rows?: readonly Rows[] }
  /** `code` begins with the plugin's id; `message` is for people. */
  | { readonly kind: 'deny'; readonly code: string; readonly message: string };

const ALLOW: Decision = { kind: 'allow' };
export const allow = (): Decision => ALLOW;
export const pend = (reason: string, rows?: readonly Rows[]): Decision => ({ kind: 'pend', reason, ...(rows && { rows }) });
export const deny = (code: string, message: string): Decision => ({ kind: 'deny', code, message });

/** "May this happen?" Inside the transaction: fails closed, never calls the network. */
export interface DecisionPoint<In> {
  readonly kind: 'decision';
  readonly name: string;
  readonly timeoutMs: number;
  /** For the type checker only. */
  readonly input?: (input: In) => void;
}

/** "What should the value be?" Before the transaction, one plugin after the other. */
export interface TransformPoint<T> {
  readonly kind: 'transform';
  readonly name: string;
  readonly timeoutMs: number;
  /** Whether a plugin that fails ends the operation or is left out. Fixed here: the owner of the operation knows what is safe. */
  readonly onError: 'abort' | 'skip';
  readonly value?: (value: T) => T;
}

/** "What does everybody say?" Outside of any transaction. */
export interface CollectPoint<In, Out> {
  readonly kind: 'collect';
  readonly name: string;
  readonly timeoutMs: number;
  /** Whether a plugin that fails is left out and logged, or ends the operation. */
  readonly onError: 'abort' | 'skip';
  readonly input?: (input: In) => Out;
}

/**
 * Until a plugin must have answered. Generous, because the clock runs while a busy process serves others in between:
 * half a second failed healthy plugins when forty orders came at once.
 */
const ANSWER_MS = 2_000;

export const decision = <In>(name: string, timeoutMs = ANSWER_MS): DecisionPoint<In> => ({ kind: 'decision', name, timeoutMs });

export const transform = <T>(
  name: string,
  { onError, timeoutMs = ANSWER_MS }: { onError: 'abort' | 'skip'; timeoutMs?: number },
): TransformPoint<T> => ({
  kind: 'transform',
  name,
  timeoutMs,
  onError,
});

export const collect = <In, Out>(name: string, timeoutMs = ANSWER_MS, onError: 'abort' | 'skip' = 'skip'): CollectPoint<In, Out> => ({
  kind: 'collect',
  name,
  timeoutMs,
  onError,
});

export interface HookHandler {
  readonly point: string;
  readonly order: Order;
  readonly run: (input: never, ctx: never) => unknown;
}

/** Speaks at a point. The point's kind decides what is asked and which context there is. */
export function hook<In>(point: DecisionPoint<In>, run: (input: In, ctx: TxCtx) => Awaitable<Decision>, order?: Order): HookHandler;
export function hook<T>(point: TransformPoint<T>, run: (value: T, ctx: Ctx) => Awaitable<T>, order?: Order): HookHandler;
export function hook<In, Out>(point: CollectPoint<In, Out>, run: (input: In, ctx: Ctx) => Awaitable<Out>, order?: Order): HookHandler;
export function hook(point: { readonly name: string }, run: HookHandler['run'], order: Order = 'normal'): HookHandler {
  return { point: point.name, order, run };
}

/** What all active plugins say together. `pend` names who is not sure. */
export type Verdict =
  | { readonly kind: 'allow' }
  | { readonly kind: 'pend'; readonly pending: readonly { readonly pluginId: string; readonly reason: string }[] }
  | { readonly kind: 'deny'; readonly pluginId: string; readonly code: string; readonly message: string };

/** What decisions of one transaction share: the brand's view of it, and whether statements are limited at the moment. */
interface Asking {
  readonly ctx: TxCtx;
  timeoutMs: number;
  limited: Promise<unknown> | null;
}
const askings = new WeakMap<TxCtx, Asking>();

/**
 * The first refusal wins, then any doubt, then consent. Plugins see the whole brand, not the caller's rows. Before a plugin's
 * first statement the time of statements is limited; a plugin that needs none costs no statement.
 */
export async function decide<In>(point: DecisionPoint<In>, input: In, ctx: TxCtx): Promise<Verdict> {
  const handlers = ctx.activation.handlers(point.name);
  if (handlers.length === 0) return CONSENT;

  const asking = askings.get(ctx) ?? newAsking(ctx);
  asking.timeoutMs = point.timeoutMs;
  const { verdict, rows } = await heard(point, handlers, { input, ctx: asking.ctx });
  const { limited } = asking;
  asking.limited = null; // after a refusal the limit stays until the transaction ends, or until the next decision sets its own
  if (limited && verdict.kind !== 'deny') await unlimitStatements(ctx.tx);
  if (rows.length > 0) await writeRows({ db: ctx.tx, scope: ctx.scope }, rows);
  return verdict;
}

/** What a caller is told while a plugin is not sure. */
interface Pending {
  readonly code: string;
  readonly message: string;
}

/** As `decide`, for what happens now or not at all: fails with what a plugin denies, and with `pending` where one is not sure. */
export async function demandConsent<In>(
  point: DecisionPoint<In>,
  input: In,
  { ctx, pending }: { readonly ctx: TxCtx; readonly pending: Pending },
): Promise<void> {
  const verdict = await decide(point, input, ctx);
  if (verdict.kind === 'deny') throw new DomainError(verdict.code, verdict.message, { pluginId: verdict.pluginId });
  if (verdict.kind === 'pend') throw new DomainError(pending.code, pending.message, { pending: verdict.pending });
}

/** A verdict, and the rows that are to be written with it. */
interface Heard {
  readonly verdict: Verdict;
  readonly rows: readonly Rows[];
}

/** What plugins say that need not look into the database. Null = one of them wants to: ask all of them by `decide` in a transaction. */
export async function decideAtOnce<In>(point: DecisionPoint<In>, input: In, ctx: Ctx): Promise<Heard | null> {
  const handlers = ctx.activation.handlers(point.name);
  if (handlers.length === 0) return { verdict: CONSENT, rows: [] };
  return withoutLooking(ctx, (blind) => heard(point, handlers, { input, ctx: blind }));
}

/**
 * Work of plugins, with the whole brand before them, that usually needs no look into the database: then a transaction need not
 * be opened. Null = it wants to. It was stopped before its first statement, so nothing happened: do it again in a transaction.
 */
export async function withoutLooking<T>(ctx: Ctx, work: (blind: TxCtx) => Promise<T>): Promise<T | null> {
  let isLooking = false;
  const { db: _db, ...here } = brandWide(ctx);
  const blind: TxCtx = {
    ...here,
    get tx(): never {
      isLooking = true;
      throw new NeedsTransaction();
    },
  };
  try {
    const answer = await work(blind);
    return isLooking ? null : answer;
  } catch (cause) {
    if (isLooking) return null;
    throw cause;
  }
}

class NeedsTransaction extends Error {}

async function heard<In>(
  point: DecisionPoint<In>,
  handlers: readonly Prepared[],
  asked: { readonly input: In; readonly ctx: TxCtx },
): Promise<Heard> {
  const pending: { pluginId: string; reason: string }[] = [];
  const rows: Rows[] = [];
  for (const prepared of handlers) {
    const reply = ask(point, prepared, asked);
    const answer = reply instanceof Promise ? await reply : reply;
    if (answer.kind === 'deny') return { verdict: { pluginId: prepared.pluginId, ...answer }, rows };
    if (answer.kind !== 'pend') continue;
    pending.push({ pluginId: prepared.pluginId, reason: answer.reason });
    rows.push(...(answer.rows ?? []));
  }
  return { verdict: pending.length > 0 ? { kind: 'pend', pending } : CONSENT, rows };
}

const CONSENT: Verdict = { kind: 'allow' };

type Decide<In> = (input: In, ctx: TxCtx) => Awaitable<Decision>;

function newAsking(ctx: TxCtx): Asking {
  const asking: Asking = {
    ctx: asBrandLazily(ctx, () => {
      asking.limited ??= limitStatements(ctx.tx, asking.timeoutMs);
      return asking.limited;
    }),
    timeoutMs: 0,
    limited: null,
  };
  askings.set(ctx, asking);
  return asking;
}

/** One plugin's turn at a decision. */
interface Turn {
  readonly point: DecisionPoint<never>;
  readonly prepared: Prepared;
  readonly ctx: TxCtx;
  readonly noted: Noted;
  /** ms of the process's own clock. */
  readonly start: number;
}

/** An answer that is there is given back as it is: only promises are waited for. */
function ask<In>(point: DecisionPoint<never>, prepared: Prepared, { input, ctx }: { input: In; ctx: TxCtx }): Awaitable<Decision> {
  prepared.noted ??= notedAt({ brandId: ctx.brand.id, pluginId: prepared.pluginId, place: point.name });
  const turn = { point, prepared, ctx, noted: prepared.noted, start: performance.now() };
  try {
    const reply = (prepared.handler.run as Decide<In>)(input, ctx);
    if (!(reply instanceof Promise)) return sound(reply, turn, false);
    return withTimeout(reply, point.timeoutMs)
      .then((answer) => sound(answer, turn, true))
      .catch((cause: unknown) => failed(cause, turn));
  } catch (cause) {
    return failed(cause, turn);
  }
}

function sound(answer: Decision, { prepared: { tally }, noted, start }: Turn, isAwaited: boolean): Decision {
  const { kind } = answer;
  if (kind !== 'allow' && kind !== 'pend' && kind !== 'deny') throw new Error('answered none of allow, pend and deny');
  observeNowAndThen('hook', { tally, seconds: noteRun(noted, start) / 1_000, isAwaited });
  return answer;
}

function failed(cause: unknown, { point, prepared: { pluginId, tally }, ctx, noted, start }: Turn): never {
  if (cause instanceof NeedsTransaction) throw cause;
  observe('hook', noteRun(noted, start, cause) / 1_000, { ...tally.labels, outcome: 'error' });
  ctx.log.error({ pluginId, point: point.name, err: cause }, 'decision failed');
  throw hookFailed(pluginId, point.name);
}

/** Each plugin gets the value of the one before. */
export async function transformed<T>(point: TransformPoint<T>, initial: T, ctx: Ctx): Promise<T> {
  const handlers = ctx.activation.handlers(point.name);
  if (handlers.length === 0) return initial;

  const brandCtx = brandWide(ctx);
  let value = initial;
  for (const { pluginId, handler } of handlers) {
    const ended = beginRun({ brandId: ctx.brand.id, pluginId, place: point.name });
    try {
      const reply = timed('hook', { plugin: pluginId, point: point.name }, () =>
        (handler.run as (value: T, ctx: Ctx) => Awaitable<T>)(value, brandCtx),
      );
      value = reply instanceof Promise ? await withTimeout(reply, point.timeoutMs) : reply;
      ended();
    } catch (cause) {
      ended(cause);
      if (cause instanceof DomainError && point.onError === 'abort') throw cause;
      ctx.log.error({ pluginId, point: point.name, err: cause }, 'transform failed');
      if (point.onError === 'abort') throw hookFailed(pluginId, point.name);
    }
  }
  return value;
}

/** Every active plugin's contribution, in their order. The answer is shown to the viewer, so plugins see the viewer's rows only. */
export async function collected<In, Out>(point: CollectPoint<In, Out>, input: In, ctx: Ctx): Promise<{ pluginId: string; value: Out }[]> {
  const results: { pluginId: string; value: Out }[] = [];
  for (const { pluginId, handler } of ctx.activation.handlers(point.name)) {
    const ended = beginRun({ brandId: ctx.brand.id, pluginId, place: point.name });
    try {
      const reply = timed('hook', { plugin: pluginId, point: point.name }, () =>
        (handler.run as (input: In, ctx: Ctx) => Awaitable<Out>)(input, ctx),
      );
      results.push({ pluginId, value: reply instanceof Promise ? await withTimeout(reply, point.timeoutMs) : reply });
      ended();
    } catch (cause) {
      ended(cause);
      ctx.log.error({ pluginId, point: point.name, err: cause }, 'contribution failed');
      if (point.onError === 'abort') throw hookFailed(pluginId, point.name);
    }
  }
  return results;
}

const hookFailed = (pluginId: string, point: string): DomainError =>
  new DomainError(
    'HOOK_FAILED',
    `The plugin "${pluginId}" failed in "${point}"; nothing was changed. Try again, or ask the operator to look at its log`,
    {
      pluginId,
      point,
    },
  );
