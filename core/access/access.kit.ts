import { PrismaPg } from '@prisma/adapter-pg';
import { pino } from 'pino';
import { type Prisma, PrismaClient, type Role, type User } from '#prisma';
import { listenToTidings } from '../db/tidings.ts';
import { type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { createTexts } from '../kernel/i18n.ts';
import { contextFor, createBrandCache, type Kernel, systemContext } from '../kernel/kernel.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createRegistry } from '../kernel/registry.ts';
import { listenToSignals } from '../kernel/signals.ts';
import { createVault } from '../kernel/vault.ts';
import { mailboxMailer } from '../mail/mailbox.ts';
import { createTestDatabase } from '../testing/database.ts';
import { authenticate } from './authenticate.ts';
import { hashPassword } from './passwords.ts';
import { createSession } from './sessions.ts';
import type { Viewer } from './viewer.ts';

export const PASSWORD = 'three grey herons';
/** Made once: the tests of access make many users. */
const passwordHash = await hashPassword(PASSWORD);

/** A plugin with a permission, to see what the roles make of it. */
const counting = definePlugin({
  id: 'counting',
  version: '1.0.0',
  api: 1,
  summary: 'Counts',
  permissions: { 'counting.read': 'See counts' },
});

/** Two tenants on a database of their own: the first has the brands a and b, the second has c. The clock stands still. */
export async function createAccessKit() {
  const database = await createTestDatabase();
  const root = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.connectionString }) });
  const time = { now: new Date('2026-03-02T09:00:00Z') };
  const log = pino({ level: 'silent' });
  const registry = createRegistry(definePlugin({ id: 'core', version: '1.0.0', api: 1, summary: 'Core' }), [counting]);
  const vault = createVault(['first-secret-of-the-tests']);
  const publicUrl = (host: string | null) => `https://${host ?? 'localhost'}`;
  const signals = await listenToSignals(database.connectionString, log);
  listenToTidings(root, signals.tell);
  const brandCache = createBrandCache({ root, registry, vault, publicUrl, signals });
  const kernel: Kernel = {
    root,
    registry,
    vault,
    log,
    publicUrl,
    signals,
    texts: createTexts(registry),
    clock: { now: () => time.now },
    wallClock: { now: () => time.now },
    isDemo: true,
    demoClock: null,
    mailer: mailboxMailer,
    brands: brandCache,
    copyRows: () => Promise.reject(new Error('nothing is copied here')),
  };

  const tenants = { one: await root.tenant.create({ data: { name: 'one' } }), two: await root.tenant.create({ data: { name: 'two' } }) };
  const addBrand = async (tenantId: string, code: string): Promise<string> => {
    const facts = { country: 'DE', currency: 'EUR', timeZone: 'Europe/Berlin', language: 'en', name: `Brand ${code}` };
    const brand = await root.brand.create({ data: { tenantId, code, ...facts } });
    await root.brandHost.create({ data: { tenantId, host: `${code}.example`, brandOf: brand.id } });
    return brand.id;
  };
  const brands = { a: await addBrand(tenants.one.id, 'a'), b: await addBrand(tenants.one.id, 'b'), c: await addBrand(tenants.two.id, 'c') };
  type BrandCode = keyof typeof brands;
  const tenantOf = (brand: BrandCode): string => (brand === 'c' ? tenants.two.id : tenants.one.id);
  const ctx = (brand: BrandCode = 'a'): Promise<Ctx> => systemContext(kernel, brands[brand]);

  let count = 0;
  interface Given {
    readonly brand?: BrandCode;
    readonly role?: Role;
    readonly worksFor?: string | null;
    readonly user?: Partial<Prisma.UserUncheckedCreateInput>;
  }
  /** A user with PASSWORD and one membership. */
  const addUser = async ({ brand = 'a', role = 'BACK_OFFICE', worksFor = null, user = {} }: Given = {}): Promise<User> => {
    const tenantId = tenantOf(brand);
    const data = { tenantId, email: `person${++count}@example.com`, name: `Person ${count}`, passwordHash, ...user };
    const created = await root.user.create({ data });
    await root.membership.create({ data: { tenantId, userId: created.id, memberOf: brands[brand], role, worksFor } });
    return created;
  };
  const viewerWith = (cookieToken: string, brand: BrandCode = 'a'): Promise<Viewer | null> =>
    authenticate(kernel, { cookieToken, authorization: null, brandId: brands[brand], ip: '203.0.113.7' });
  const viewerOf = async ({ id }: Pick<User, 'id'>, brand: BrandCode = 'a'): Promise<Viewer | null> =>
    viewerWith(await createSession((await ctx(brand)).db, { userId: id, now: time.now }), brand);
  const ctxOf = async (user: Pick<User, 'id'>, brand: BrandCode = 'a'): Promise<Ctx> => {
    const viewer = await viewerOf(user, brand);
    if (!viewer) throw new Error('This user may not enter the brand');
    return contextFor(kernel, viewer);
  };

  return {
    kernel,
    root,
    tenants,
    brands,
    addBrand,
    ctx,
    addUser,
    viewerWith,
    /** What a signed-in user is for a brand. */
    viewerOf,
    ctxOf,
    /** Runs `work` as a user would, in one transaction. */
    as: async <T>(user: Pick<User, 'id'>, work: (ctx: TxCtx) => Promise<T>, brand: BrandCode = 'a'): Promise<T> =>
      inTransaction(await ctxOf(user, brand), work),
    addPartner: async (code: string, parentId: string | null = null, brand: BrandCode = 'a'): Promise<string> =>
      (await root.partner.create({ data: { tenantId: tenantOf(brand), code, name: code, parentId } })).id,
    userNow: (id: string): Promise<User> => root.user.findUniqueOrThrow({ where: { id } }),
    mailsTo: (recipient: string) => root.mailMessage.findMany({ where: { recipient }, orderBy: { id: 'asc' } }),
    /** The token in the newest mail to an address. */
    async tokenFor(recipient: string): Promise<string> {
      const mail = await root.mailMessage.findFirst({ where: { recipient }, orderBy: { id: 'desc' } });
      return /\?token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? 'no token';
    },
    audits: (subject: string) =>
      root.auditEntry.findMany({
        where: { subject },
        select: { by: true, action: true, before: true, after: true },
        orderBy: { id: 'asc' },
      }),
    pass: (minutes: number): void => {
      time.now = new Date(time.now.getTime() + minutes * 60_000);
    },
    close: async (): Promise<void> => {
      await signals.close();
      await root.$disconnect();
      await database.drop();
    },
  };
}

/** The code of the DomainError that a promise is refused with; "none" when it is not. */
export const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );
