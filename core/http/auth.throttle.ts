import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { normalEmail } from '../access/members.ts';
import { createRateLimiter } from '../access/rate-limit.ts';
import type { Clock } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';

/** Tries a minute. A hash costs 20 MB and some 30 ms, so the counting comes before it; the lock of an account is another thing. */
const PER_ADDRESS = 10;
const PER_CALLER = 60;
const PER_USER = 10;
/** Visits without an account a minute: a shop or an office behind one address. */
const PER_GUEST = 20;
/** Longer than finding a user, a hash and a commit take: what was done does not show in the time of the answer. */
const STEADY_MS = 250;

export interface AuthThrottle {
  /** A caller who names an e-mail address. */
  readonly address: (request: FastifyRequest, email: string) => void;
  readonly caller: (request: FastifyRequest) => void;
  readonly user: (userId: string) => void;
  /** Somebody who wants to order without an account. */
  readonly guest: (request: FastifyRequest) => void;
}

/** Per process and in memory. All of them throw RATE_LIMITED, for known and unknown addresses alike. */
export function createAuthThrottle(wallClock: Clock): AuthThrottle {
  const limiter = createRateLimiter();
  const take = (key: string, limit: number): void => {
    const waitMs = limiter.take(key, limit, wallClock.now());
    if (waitMs === 0) return;
    const retryAfterSeconds = Math.ceil(waitMs / 1_000);
    throw new DomainError('RATE_LIMITED', `Too many tries; try again in ${retryAfterSeconds} s`, { retryAfterSeconds });
  };
  const caller = ({ ip }: FastifyRequest): void => take(ip, PER_CALLER);
  return {
    address: (request, email) => {
      caller(request);
      take(`${request.ip} ${normalEmail(email)}`, PER_ADDRESS);
    },
    caller,
    user: (userId) => take(userId, PER_USER),
    guest: ({ ip }) => take(`guest ${ip}`, PER_GUEST),
  };
}

/** Settles no sooner than after a fixed time, with what the work settled with. */
export async function steadily<T>(work: Promise<T>): Promise<T> {
  const [outcome] = await Promise.allSettled([work, delay(STEADY_MS)]);
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}
