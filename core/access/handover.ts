import { z } from 'zod';
import { asBrand, type BrandFacts, type Ctx, inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Vault } from '../kernel/vault.ts';
import { mayEnter } from './members.ts';
import { randomToken, sha256 } from './tokens.ts';

/** Two redirects' time. */
const SECONDS = 60;
/** Used and dead codes are kept for a day, then they go. */
const KEEP_MS = 24 * 3_600_000;

interface Leaving {
  readonly userId: string;
  /** Of the session at the brand that is left: it holds at the other one too, and ends for both. */
  readonly sessionToken: string;
  readonly there: Pick<BrandFacts, 'id' | 'tenantId' | 'archivedAt'>;
}

/**
 * Takes a session along to another brand of the tenant, whose host gets no cookie of this one: returns a code that works there,
 * once, within a minute. Sealed, because it carries the session's token. Fails with BRAND_NOT_FOUND where the user has no access.
 */
export async function startHandover(ctx: Ctx, { userId, sessionToken, there }: Leaving): Promise<string> {
  const isMember =
    there.tenantId === ctx.brand.tenantId && (await ctx.db.user.findFirst({ where: { id: userId, ...mayEnter(there) } })) !== null;
  if (!isMember) throw new DomainError('BRAND_NOT_FOUND', 'brandId: there is no such brand where you work; choose one of the menu', {});
  const token = randomToken();
  const now = ctx.wallClock.now();
  await inTransaction(ctx, async (ctx) => {
    const { tx } = asBrand(ctx);
    await tx.loginToken.deleteMany({ where: { userId, purpose: 'HANDOVER', expiresAt: { lt: new Date(now.getTime() - KEEP_MS) } } });
    await tx.loginToken.create({
      data: {
        ...{ userId, purpose: 'HANDOVER', tokenHash: hashFor(there.id, token) },
        ...{ createdAt: now, expiresAt: new Date(now.getTime() + SECONDS * 1_000) },
      },
      select: { id: true },
    });
  });
  return ctx.vault.encrypt(JSON.stringify({ token, sessionToken }));
}

/** The session's token that a code brings along; null where it was used, is too old, made up or another brand's. */
export async function takeHandover(ctx: Ctx, code: string): Promise<string | null> {
  const given = opened(ctx.vault, code);
  if (!given) return null;
  const now = ctx.wallClock.now();
  return inTransaction(ctx, async ({ tx }) => {
    const { count } = await tx.loginToken.updateMany({
      where: { tokenHash: hashFor(ctx.brand.id, given.token), purpose: 'HANDOVER', usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    return count === 0 ? null : given.sessionToken;
  });
}

const hashFor = (brandId: string, token: string): string => sha256(`${brandId} ${token}`);

const Sealed = z.object({ token: z.string(), sessionToken: z.string() });

function opened({ decrypt }: Vault, code: string): z.output<typeof Sealed> | null {
  try {
    return Sealed.parse(JSON.parse(decrypt(code)));
  } catch {
    return null; // whoever made it up learns nothing about how
  }
}
