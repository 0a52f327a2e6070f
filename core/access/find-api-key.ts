import type { ApiKey } from '#prisma';
import { DomainError } from '../kernel/errors.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { noteUse } from './api-keys.ts';
import { isAllowedIp } from './ip-list.ts';
import { createRateLimiter } from './rate-limit.ts';
import { isSameHash, sha256 } from './tokens.ts';

/** Whose request an error refused, for the log alone: the caller is not told. */
const refused = new WeakMap<object, ApiKey>();
const refusal = (key: ApiKey | null, error: DomainError): DomainError => {
  if (key) refused.set(error, key);
  return error;
};

/** The key that sent what this error refused; null where whoever sent it does not have the key's secret. */
export const refusedKey = (error: unknown): ApiKey | null =>
  typeof error === 'object' && error !== null ? (refused.get(error) ?? null) : null;

const SHAPE = /^vk_([a-z0-9]{8})_[A-Za-z0-9_-]{43}$/;
/** Compared with when no key has the prefix. */
const NOBODY = sha256('');
/** A key's requests of the last minute in this process. Keys have ids of their own, so one counter serves all. */
const requests = createRateLimiter();

/**
 * The key behind a text that a caller sent, if it may be used now and from there. UNAUTHENTICATED says nothing of why;
 * whoever has the right secret learns IP_NOT_ALLOWED and RATE_LIMITED (`retryAfterSeconds`).
 */
export async function findApiKey(kernel: Pick<Kernel, 'root' | 'wallClock' | 'brands'>, text: string, ip: string): Promise<ApiKey> {
  const now = kernel.wallClock.now();
  const [, prefix] = SHAPE.exec(text) ?? [];
  const key = prefix === undefined ? null : await kernel.brands.apiKey(prefix);
  const isRight = isSameHash(sha256(text), key?.secretHash ?? NOBODY);
  if (!key || !isRight || key.revokedAt || (key.expiresAt && key.expiresAt <= now)) {
    throw refusal(
      isRight ? key : null,
      new DomainError('UNAUTHENTICATED', 'Authorization: this API key is unknown, expired or revoked; send "Bearer vk_…" with a valid one'),
    );
  }
  if (!isAllowedIp(key.allowedIps, ip)) {
    throw refusal(
      key,
      new DomainError('IP_NOT_ALLOWED', `This API key may not be used from ${ip}; ask for the address to be added to the key`, { ip }),
    );
  }
  const waitMs = requests.take(key.id, key.rateLimit, now);
  if (waitMs > 0) {
    const retryAfterSeconds = Math.ceil(waitMs / 1_000);
    throw refusal(
      key,
      new DomainError('RATE_LIMITED', `This API key may send ${key.rateLimit} requests a minute; try again in ${retryAfterSeconds} s`, {
        retryAfterSeconds,
      }),
    );
  }
  await noteUse(kernel, key);
  return key;
}
