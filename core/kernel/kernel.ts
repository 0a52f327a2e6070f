import type { PrismaClient } from '#prisma';
import { systemViewer, type Viewer } from '../access/viewer.ts';
import type { CopyRows } from '../db/copy-rows.ts';
import { activationRows } from './activation.sql.ts';
import { Activation } from './activation.ts';
import type { Clock } from './clock.ts';
import { type BrandFacts, type Ctx, createCtx, type Log, type Remember } from './context.ts';
import type { DemoClock } from './demo-clock.ts';
import { DomainError } from './errors.ts';
import type { Texts } from './i18n.ts';
import type { Mailer } from './mailer.ts';
import type { Registry } from './registry.ts';
import type { Signals } from './signals.ts';
import type { Vault } from './vault.ts';

/** What the process has once: everything a context is made of. `root` is the unscoped client; it stays in the kernel and in access. */
export interface Kernel {
  readonly root: PrismaClient;
  readonly registry: Registry;
  /** The business day: in the demo it can be put forward. */
  readonly clock: Clock;
  /** Real time. */
  readonly wallClock: Clock;
  readonly isDemo: boolean;
  /** Null outside of the demo. */
  readonly demoClock: DemoClock | null;
  readonly vault: Vault;
  readonly mailer: Mailer;
  readonly signals: Signals;
  readonly texts: Texts;
  readonly log: Log;
  readonly brands: BrandCache;
  readonly publicUrl: (host: string | null) => string;
  /** The fast way in for many rows of one brand. */
  readonly copyRows: CopyRows;
}

/** Facts, switches and price lists of brands, in memory; dropped on a signal and after 30 s in any case. */
export interface BrandCache {
  readonly facts: (brandId: string) => Promise<BrandFacts>;
  readonly byHost: (host: string) => Promise<string | null>;
  readonly activation: (brandId: string) => Promise<Activation>;
  readonly remember: Remember;
  readonly forget: (brandId?: string) => void;
}

const KEEP_MS = 30_000;
/** Anybody may invent host names: what is remembered is bounded. */
const REMEMBERED = 5_000;

export function createBrandCache({
  root,
  registry,
  vault,
  publicUrl,
}: Pick<Kernel, 'root' | 'registry' | 'vault' | 'publicUrl'>): BrandCache {
  type Entry = { readonly until: number; readonly value: Promise<unknown> };
  const entries = new Map<string, Entry>();

  const remember: Remember = <T>(key: string, load: () => Promise<T>): Promise<T> => {
    const known = entries.get(key);
    if (known && known.until > Date.now()) return known.value as Promise<T>;
    const [oldest] = entries.keys();
    if (entries.size >= REMEMBERED && oldest !== undefined) entries.delete(oldest);
    const value = load();
    entries.set(key, { until: Date.now() + KEEP_MS, value });
    value.catch(() => entries.delete(key));
    return value;
  };

  return {
    remember,
    facts: (brandId) =>
      remember(`facts:${brandId}`, async () => {
        const brand = await root.brand.findUnique({ where: { id: brandId }, include: { hosts: { orderBy: { host: 'asc' }, take: 1 } } });
        if (!brand) throw new DomainError('BRAND_NOT_FOUND', 'There is no such brand', {});
        const { hosts, theme: _theme, relayedAt: _relayedAt, createdAt: _createdAt, ...facts } = brand;
        return { ...facts, url: publicUrl(hosts[0]?.host ?? null) };
      }),
    byHost: (host) => remember(`host:${host}`, async () => (await root.brandHost.findUnique({ where: { host } }))?.brandOf ?? null),
    activation: (brandId) =>
      remember(`activation:${brandId}`, async () => new Activation(registry, await activationRows(root, brandId), vault)),
    forget(brandId) {
      if (brandId === undefined) return entries.clear();
      for (const key of [...entries.keys()]) if (key.endsWith(brandId) || key.startsWith('host:')) entries.delete(key);
    },
  };
}

/** A context for one request, delivery or job. */
export async function contextFor(kernel: Kernel, viewer: Viewer, given: { activation?: Activation; log?: Log } = {}): Promise<Ctx> {
  const [brand, activation] = await Promise.all([
    kernel.brands.facts(viewer.brandId),
    given.activation ?? kernel.brands.activation(viewer.brandId),
  ]);
  return createCtx(kernel.root, viewer, {
    brand,
    activation,
    clock: kernel.clock,
    wallClock: kernel.wallClock,
    isDemo: kernel.isDemo,
    mailer: kernel.mailer,
    vault: kernel.vault,
    texts: kernel.texts,
    remember: kernel.brands.remember,
    log: given.log ?? kernel.log,
  });
}

/** A context of the product itself for a brand. */
export async function systemContext(kernel: Kernel, brandId: string, given: { name?: string; activation?: Activation } = {}): Promise<Ctx> {
  const brand = await kernel.brands.facts(brandId);
  return contextFor(kernel, systemViewer(brand, given.name), given.activation ? { activation: given.activation } : {});
}

/** Whether the database answers. */
export async function isReady({ root, log }: Pick<Kernel, 'root' | 'log'>): Promise<boolean> {
  try {
    await root.tenant.findFirst({ select: { id: true } });
    return true;
  } catch (err) {
    log.error({ err }, 'not ready');
    return false;
  }
}
