import type { ApiKey, PrismaClient } from '#prisma';
import { subtreeIds } from '../access/partner-tree.sql.ts';
import { systemViewer, type Viewer } from '../access/viewer.ts';
import type { CopyRows } from '../db/copy-rows.ts';
import { activationRows } from './activation.sql.ts';
import { Activation } from './activation.ts';
import { BRAND_FACTS, factsOf } from './brand-facts.ts';
import type { Clock } from './clock.ts';
import { type BrandFacts, type Ctx, createCtx, type Log, type Remember } from './context.ts';
import type { DemoClock } from './demo-clock.ts';
import { DomainError } from './errors.ts';
import type { Texts } from './i18n.ts';
import type { Mailer } from './mailer.ts';
import { keepRecent } from './recent.ts';
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

/** Facts, switches and price lists of brands, and who may ask, in memory; dropped on a signal, and after a while in any case. */
export interface BrandCache {
  readonly facts: (brandId: string) => Promise<BrandFacts>;
  readonly byHost: (host: string) => Promise<string | null>;
  /** The brands of a tenant, or of the whole installation, and where people reach them. */
  readonly reached: (tenantId: string | null) => Promise<readonly ReachedBrand[]>;
  readonly activation: (brandId: string) => Promise<Activation>;
  readonly remember: Remember;
  /** An API key by its prefix, whatever became of it: who uses it looks at that. */
  readonly apiKey: (prefix: string) => Promise<ApiKey | null>;
  /** A partner and all below it. */
  readonly subtree: (partner: { readonly tenantId: string; readonly partnerId: string }) => Promise<string[]>;
  readonly forget: (brandId?: string) => void;
}

export interface ReachedBrand {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly archivedAt: Date | null;
}

const KEEP_MS = 30_000;
/** Rights are kept for less: a lost signal must not let a revoked key live on. */
const KEEP_ACCESS_MS = 5_000;
/** Anybody may invent host names: what is remembered is bounded. */
const REMEMBERED = 5_000;

export function createBrandCache({
  root,
  registry,
  vault,
  publicUrl,
  signals,
}: Pick<Kernel, 'root' | 'registry' | 'vault' | 'publicUrl' | 'signals'>): BrandCache {
  type Entry = { readonly until: number; readonly value: Promise<unknown> };
  const entries = new Map<string, Entry>();

  const remember = <T>(key: string, load: () => Promise<T>, keepMs = KEEP_MS): Promise<T> => {
    const known = entries.get(key);
    if (known && known.until > Date.now()) return known.value as Promise<T>;
    const value = load();
    keepRecent(entries, REMEMBERED, [key, { until: Date.now() + keepMs, value }]);
    value.catch(() => entries.delete(key));
    return value;
  };

  const forget = (brandId?: string): void => {
    for (const key of [...entries.keys()]) {
      if (brandId === undefined || key.endsWith(brandId) || key.startsWith('host:')) entries.delete(key);
    }
  };
  const forgetAccess = (): void => {
    for (const key of [...entries.keys()]) if (key.startsWith('key:') || key.startsWith('tree:')) entries.delete(key);
  };
  signals.subscribe(({ kind, brandId }) => {
    if (kind === 'brand') forget(brandId || undefined);
    if (kind === 'access') forgetAccess();
  });

  return {
    remember,
    facts: (brandId) =>
      remember(`facts:${brandId}`, async () => {
        const brand = await root.brand.findUnique({ where: { id: brandId }, select: BRAND_FACTS });
        if (!brand) throw new DomainError('BRAND_NOT_FOUND', 'There is no such brand', {});
        return factsOf(brand, publicUrl);
      }),
    byHost: (host) => remember(`host:${host}`, async () => (await root.brandHost.findUnique({ where: { host } }))?.brandOf ?? null),
    reached: (tenantId) =>
      remember(`host:*:${tenantId ?? ''}`, async () => {
        const brands = await root.brand.findMany({
          where: tenantId === null ? {} : { tenantId },
          select: { id: true, name: true, archivedAt: true, hosts: { select: { host: true }, orderBy: { host: 'asc' }, take: 1 } },
          orderBy: { name: 'asc' },
        });
        return brands.map(({ hosts, ...brand }) => ({ ...brand, url: publicUrl(hosts[0]?.host ?? null) }));
      }),
    activation: (brandId) =>
      remember(`activation:${brandId}`, async () => new Activation(registry, await activationRows(root, brandId, registry), vault)),
    apiKey: (prefix) => remember(`key:${prefix}`, () => root.apiKey.findUnique({ where: { prefix } }), KEEP_ACCESS_MS),
    subtree: ({ tenantId, partnerId }) =>
      remember(`tree:${tenantId}:${partnerId}`, () => subtreeIds(root, { tenantId, partnerId }), KEEP_ACCESS_MS),
    forget,
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
