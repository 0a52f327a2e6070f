import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateLimiter } from './rate-limit.ts';

const at = (ms: number) => new Date(Date.parse('2026-03-02T09:00:00Z') + ms);

describe('the rate limiter', () => {
  it('lets a minute full of calls through and refuses the next', () => {
    const limiter = createRateLimiter();
    expect(Array.from({ length: 4 }, () => limiter.take('k', 3, at(0)) > 0)).toEqual([false, false, false, true]);
  });

  it('slides: the former minute fades out instead of being forgotten at its end', () => {
    const limiter = createRateLimiter();
    for (let n = 0; n < 10; n++) limiter.take('k', 10, at(59_000));
    expect(limiter.take('k', 10, at(60_000))).toBeGreaterThan(0);
    const granted = Array.from({ length: 10 }, () => limiter.take('k', 10, at(90_000))).filter((wait) => wait === 0);
    expect(granted).toHaveLength(5);
    expect(limiter.take('k', 10, at(180_000))).toBe(0);
  });

  it('counts each caller alone', () => {
    const limiter = createRateLimiter();
    limiter.take('k', 1, at(0));
    expect(limiter.take('k', 1, at(0))).toBeGreaterThan(0);
    expect(limiter.take('other', 1, at(0))).toBe(0);
  });

  it('names a wait after which a call is let through, and before which it is not', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), pauses, (limit, gaps) => {
        const limiter = createRateLimiter();
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          const wait = limiter.take('k', limit, at(now));
          if (wait === 0) continue;
          if (wait > 2) expect(limiter.take('k', limit, at(now + wait - 2))).toBeGreaterThan(0);
          now += wait;
          expect(limiter.take('k', limit, at(now))).toBe(0);
        }
      }),
    );
  });

  it('never lets more than twice the limit through in any minute, also at the border of two windows', () => {
    const limiter = createRateLimiter();
    const granted: number[] = [];
    for (let ms = 0; ms < 240_000; ms += 500) if (limiter.take('k', 20, at(ms)) === 0) granted.push(ms);
    for (const start of granted) expect(granted.filter((ms) => ms >= start && ms < start + 60_000).length).toBeLessThanOrEqual(40);
    expect(granted.length).toBeGreaterThan(60);
  });

  it('forgets callers that were silent for two minutes, when there are very many', () => {
    const limiter = createRateLimiter();
    const fill = (minute: number) => {
      for (let n = 0; n < 12_000; n++) limiter.take(`${minute}:${n}`, 10, at(minute * 60_000));
    };
    fill(0);
    fill(3);
    expect(limiter.size()).toBe(12_000);
  });
});
