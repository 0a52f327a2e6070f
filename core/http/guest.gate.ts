import type { FastifyRequest } from 'fastify';
import { createRateLimiter } from '../access/rate-limit.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Clock } from '../kernel/clock.ts';
import { DomainError } from '../kernel/errors.ts';

/** A minute: what one visit asks at its busiest, and what a large household, a shop or an office behind one address does. */
const PER_VISIT = 90;
const PER_ADDRESS = 400;
/** Orders and drafts a minute from one address: nobody writes faster. */
const WRITES_PER_ADDRESS = 6;
const WRITES = /\b(placeOrder|saveOrder|submitOrder)\b/;

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the operation is one that the surfaces were built with, sent by its id. */
    isStored: boolean;
  }
}

/** Lets nobody else's requests through but a guest's: the order page's own operations, and not too many of them. */
export type GuestGate = (request: FastifyRequest, viewer: Viewer | null) => void;

/**
 * For people without an account. They send the pages' own operations alone, so that nobody can ask past them. Counted in
 * memory and per process. Fails with FORBIDDEN and RATE_LIMITED.
 */
export function createGuestGate(wallClock: Clock): GuestGate {
  const limiter = createRateLimiter();
  const take = (key: string, limit: number): void => {
    const waitMs = limiter.take(key, limit, wallClock.now());
    if (waitMs === 0) return;
    const retryAfterSeconds = Math.ceil(waitMs / 1_000);
    throw new DomainError('RATE_LIMITED', `Too many requests; try again in ${retryAfterSeconds} s`, { retryAfterSeconds });
  };
  return ({ ip, body, isStored }, viewer) => {
    if (viewer?.kind !== 'guest') return;
    take(`all ${ip}`, PER_ADDRESS);
    take(viewer.id, PER_VISIT);
    if (!isStored) throw new DomainError('FORBIDDEN', "query: without an account only the order page's own operations are answered", {});
    if (WRITES.test(String(body))) take(`writes ${ip}`, WRITES_PER_ADDRESS);
  };
}
