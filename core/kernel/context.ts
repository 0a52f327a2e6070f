import type { Logger } from 'pino';
import type { PrismaClient } from '#prisma';
import { Scope } from '../access/scope.ts';
import { systemViewer, type Viewer } from '../access/viewer.ts';
import { type Before, type Db, rescoped, scopedDb, transactionOf } from '../db/client.ts';
import type { Activation } from './activation.ts';
import type { Clock } from './clock.ts';
import type { Texts } from './i18n.ts';
import type { Mailer } from './mailer.ts';
import type { Vault } from './vault.ts';

export type Log = Logger;

/** The brand in whose name code runs. */
export interface BrandFacts {
  readonly id: string;
  readonly tenantId: string;
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly language: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly isAcceptanceAutomatic: boolean;
  /** How many weeks before a price guarantee or a term ends it is announced. */
  readonly announcementWeeks: number;
  /** Whether customers may order for themselves, without an account. */
  readonly isSelfService: boolean;
  /** Hosts whose pages may show the order flow in a frame: see core/brands/order-page.ts. */
  readonly embeddingHosts: readonly string[];
  /** Before each of its numbers; "" = nothing. */
  readonly numberPrefix: string;
  /** Since when it sells no more; null = it sells. */
  readonly archivedAt: Date | null;
  /** Where people reach the brand, without a slash at the end. */
  readonly url: string;
}

/**
 * What was loaded under this key, or what `load` gives; kept in memory until rows of the brand's tariffs, facts or switches
 * change, 30 s at most. The key is "<what>:<brand>": what one brand's is, no other one gets.
 */
export type Remember = <T>(key: `${string}:${string}`, load: () => Promise<T>) => Promise<T>;

/** What all code that acts for a brand receives: one snapshot per request, delivery or job. */
export interface Ctx {
  readonly brand: BrandFacts;
  readonly viewer: Viewer;
  readonly scope: Scope;
  readonly db: Db;
  readonly activation: Activation;
  /** The business day: in the demo it can be put forward. */
  readonly clock: Clock;
  /** Real time, for sessions, codes, keys and links: what the outside world's clocks agree with. */
  readonly wallClock: Clock;
  /** Whether this installation shows invented customers: what must never meet a real one asks. */
  readonly isDemo: boolean;
  readonly mailer: Mailer;
  readonly vault: Vault;
  /** Core's and plugins' texts for people. */
  readonly texts: Texts;
  readonly remember: Remember;
  readonly log: Log;
}

/** Inside a transaction there is no other way to the database than `tx`. */
export interface TxCtx extends Omit<Ctx, 'db'> {
  readonly tx: Db;
}

export type Surroundings = Pick<
  Ctx,
  'brand' | 'activation' | 'clock' | 'wallClock' | 'isDemo' | 'mailer' | 'vault' | 'texts' | 'remember' | 'log'
>;

export function createCtx(root: PrismaClient, viewer: Viewer, around: Surroundings): Ctx {
  const scope = new Scope(viewer);
  return { ...around, viewer, scope, db: scopedDb(root, scope) };
}

/** Runs `work` in one transaction: all of it or nothing. Database work only: no network, no waiting. */
export const inTransaction = <T>({ db, ...ctx }: Ctx, work: (ctx: TxCtx) => Promise<T>): Promise<T> =>
  transactionOf(db, ctx.scope, (tx) => work({ ...ctx, tx }));

/**
 * The same transaction, seen by the brand instead of the caller: for rules that hold for the whole brand
 * ("no open order at this metering point") and for plugins' decisions, whose answer must not depend on who asks.
 */
export function asBrand(ctx: TxCtx): TxCtx {
  const viewer = systemViewer(ctx.brand, ctx.viewer.name);
  const scope = new Scope(viewer);
  return { ...ctx, viewer, scope, tx: rescoped(ctx.tx, scope) };
}

/** As `asBrand`, made where somebody looks at it: most decisions need no more than what they are asked. `before` precedes the first statement. */
export function asBrandLazily(ctx: TxCtx, before: Before): TxCtx {
  let made: TxCtx | null = null;
  const brand = (): TxCtx => {
    made ??= asBrand(ctx);
    return made;
  };
  let tx: Db | null = null;
  return {
    ...ctx,
    get viewer() {
      return brand().viewer;
    },
    get scope() {
      return brand().scope;
    },
    get tx() {
      tx ??= rescoped(ctx.tx, brand().scope, before);
      return tx;
    },
  };
}

/** The same transaction in the name of another brand of the tenant: a tenant's default reaches all of its brands. */
export function asOtherBrand(ctx: TxCtx, brand: BrandFacts): TxCtx {
  if (brand.tenantId !== ctx.brand.tenantId) throw new Error(`Brand ${brand.id} belongs to another tenant`);
  const viewer = systemViewer(brand, ctx.viewer.name);
  const scope = new Scope(viewer);
  return { ...ctx, brand, viewer, scope, tx: rescoped(ctx.tx, scope) };
}

/** As `asBrand`, outside of a transaction. */
export function brandWide(ctx: Ctx): Ctx {
  const viewer = systemViewer(ctx.brand, ctx.viewer.name);
  const scope = new Scope(viewer);
  return { ...ctx, viewer, scope, db: rescoped(ctx.db, scope) };
}
