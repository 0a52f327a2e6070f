import { randomInt } from 'node:crypto';
import type { ApiKey, PrismaClient } from '#prisma';
import type { Clock } from '../kernel/clock.ts';
import type { TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { checkScopes, type ScopeLookup } from './api-scopes.ts';
import { audit } from './audit.ts';
import { checkIpList } from './ip-list.ts';
import { randomToken, sha256 } from './tokens.ts';

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly string[];
  /** Limits the key to this partner's sub-tree; null = the whole brand. */
  readonly partnerId: string | null;
  /** Addresses or CIDR blocks; empty = from anywhere. */
  readonly allowedIps: readonly string[];
  /** Requests a minute. */
  readonly rateLimit: number;
  /** null = until it is revoked. */
  readonly expiresAt: Date | null;
}

export interface ShownApiKey {
  readonly key: ApiKey;
  /** `vk_<prefix>_<secret>`: shown this once, nobody can read it again. */
  readonly text: string;
}

const MAX_RATE = 60_000;
const DEFAULT_OVERLAP_HOURS = 24;
const MAX_OVERLAP_HOURS = 30 * 24;

/** Makes a key for the caller's brand. Errors: API_KEY_SCOPE_INVALID, IP_LIST_INVALID, API_KEY_INVALID, PARTNER_NOT_FOUND. */
export async function createApiKey(ctx: TxCtx, request: NewApiKey, lookup: ScopeLookup): Promise<ShownApiKey> {
  await check(ctx, request, lookup);
  const shown = await store(ctx, request);
  const { scopes, partnerId, allowedIps, rateLimit, expiresAt } = request;
  await audit(ctx, {
    action: 'api-key.created',
    subject: shown.key.id,
    after: {
      prefix: shown.key.prefix,
      scopes: [...scopes],
      partnerId,
      allowedIps: [...allowedIps],
      rateLimit,
      expiresAt: expiresAt?.toISOString() ?? null,
    },
  });
  return shown;
}

/**
 * Makes a key that takes another one's place with the same rights and the same lifetime; the old one works on for the
 * overlap, so that a third party can change over without a gap. Errors: API_KEY_NOT_FOUND, API_KEY_OVER, API_KEY_INVALID.
 */
export async function rotateApiKey(ctx: TxCtx, id: string, overlapHours = DEFAULT_OVERLAP_HOURS): Promise<ShownApiKey> {
  if (!Number.isFinite(overlapHours) || overlapHours < 0 || overlapHours > MAX_OVERLAP_HOURS)
    throw invalid('overlapHours', `must lie between 0 and ${MAX_OVERLAP_HOURS}`);
  const old = await ctx.tx.apiKey.findUnique({ where: { id } });
  if (!old) throw notFound(id);

  const now = ctx.wallClock.now();
  const lifetimeMs = old.expiresAt && old.expiresAt.getTime() - old.createdAt.getTime();
  const shown = await store(ctx, { ...old, expiresAt: lifetimeMs === null ? null : new Date(now.getTime() + lifetimeMs) });
  const overlapEnd = new Date(now.getTime() + overlapHours * 3_600_000);
  const expiresAt = old.expiresAt && old.expiresAt < overlapEnd ? old.expiresAt : overlapEnd;
  // Of two rotations at the same moment one wins, the other's new key is rolled back.
  const { count } = await ctx.tx.apiKey.updateMany({
    where: { id, revokedAt: null, replacedById: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    data: { replacedById: shown.key.id, expiresAt },
  });
  if (count === 0) throw new DomainError('API_KEY_OVER', 'id: this key is revoked, expired or replaced already; create a new one', { id });
  await audit(ctx, { action: 'api-key.rotated', subject: id, after: { replacedById: shown.key.id, expiresAt: expiresAt.toISOString() } });
  return shown;
}

/** Ends a key at once. Revoking it again changes nothing. */
export async function revokeApiKey(ctx: TxCtx, id: string): Promise<void> {
  const { count } = await ctx.tx.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: ctx.wallClock.now() } });
  if (count > 0) return audit(ctx, { action: 'api-key.revoked', subject: id });
  if (!(await ctx.tx.apiKey.findUnique({ where: { id }, select: { id: true } }))) throw notFound(id);
}

/** When a use was last noted or found to be noted, by the key as it was read: one that is kept in memory asks once a minute, too. */
const noted = new WeakMap<ApiKey, Date>();

/** The last use is noted at most once a minute. */
export async function noteUse({ root, wallClock }: { root: PrismaClient; wallClock: Clock }, key: ApiKey): Promise<void> {
  const { id, brandId } = key;
  const now = wallClock.now();
  const minuteAgo = new Date(now.getTime() - 60_000);
  const lastUsedAt = noted.get(key) ?? key.lastUsedAt;
  if (lastUsedAt && lastUsedAt > minuteAgo) return;
  noted.set(key, now);
  await root.apiKey.updateMany({
    where: { id, brandId, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: minuteAgo } }] },
    data: { lastUsedAt: now },
  });
}

async function check(
  { tx, wallClock }: TxCtx,
  { name, scopes, partnerId, allowedIps, rateLimit, expiresAt }: NewApiKey,
  lookup: ScopeLookup,
): Promise<void> {
  if (name.trim() === '' || name.length > 100) throw invalid('name', 'is empty or longer than 100 characters');
  if (!Number.isInteger(rateLimit) || rateLimit < 1 || rateLimit > MAX_RATE)
    throw invalid('rateLimit', `must be a whole number between 1 and ${MAX_RATE}`);
  if (expiresAt && expiresAt <= wallClock.now()) throw invalid('expiresAt', 'lies in the past');
  checkScopes(scopes, lookup);
  checkIpList(allowedIps);
  if (partnerId !== null && !(await tx.partner.findUnique({ where: { id: partnerId }, select: { id: true } }))) {
    throw new DomainError('PARTNER_NOT_FOUND', `partnerId: there is no partner ${partnerId}`, { field: 'partnerId', partnerId });
  }
}

async function store(
  { tx, wallClock, viewer }: TxCtx,
  { name, scopes, partnerId, allowedIps, rateLimit, expiresAt }: NewApiKey,
): Promise<ShownApiKey> {
  const prefix = newPrefix();
  const text = `vk_${prefix}_${randomToken()}`;
  const key = await tx.apiKey.create({
    data: {
      name,
      prefix,
      secretHash: sha256(text),
      scopes: [...scopes],
      partnerId,
      allowedIps: [...allowedIps],
      rateLimit,
      expiresAt,
      createdAt: wallClock.now(),
      createdBy: viewer.name,
    },
  });
  return { key, text };
}

const PREFIX_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const newPrefix = (): string => Array.from({ length: 8 }, () => PREFIX_ALPHABET[randomInt(PREFIX_ALPHABET.length)]).join('');

const invalid = (field: string, problem: string): DomainError =>
  new DomainError('API_KEY_INVALID', `${field}: ${problem}; correct it`, { field });
const notFound = (id: string): DomainError => new DomainError('API_KEY_NOT_FOUND', `id: there is no API key ${id}`, { id });
