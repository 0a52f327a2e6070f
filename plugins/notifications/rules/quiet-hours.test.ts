import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietUntil } from './quiet-hours.ts';

const night = { from: '21:00', to: '08:00', timeZone: 'Europe/Vienna' };
const until = (now: string, hours = night) => quietUntil(new Date(now), hours)?.toISOString() ?? null;

describe('quiet hours', () => {
  it('hold from the evening until the morning, as clocks of the brand show it', () => {
    expect(until('2026-08-24T18:59:00Z')).toBe(null); // 20:59
    expect(until('2026-08-24T19:00:00Z')).toBe('2026-08-25T06:00:00.000Z');
    expect(until('2026-08-25T05:59:59Z')).toBe('2026-08-25T06:00:00.000Z');
    expect(until('2026-08-25T06:00:00Z')).toBe(null);
  });

  it('end by the clock in the nights when it is changed', () => {
    expect(until('2027-03-27T21:00:00Z')).toBe('2027-03-28T06:00:00.000Z');
    expect(until('2026-10-24T21:00:00Z')).toBe('2026-10-25T07:00:00.000Z');
  });

  it('may lie within a day, and there are none where they begin when they end', () => {
    expect(until('2026-08-24T11:00:00Z', { ...night, from: '12:00', to: '14:00' })).toBe('2026-08-24T12:00:00.000Z');
    expect(until('2026-08-24T02:00:00Z', { ...night, from: '00:00', to: '00:00' })).toBe(null);
  });

  it('end later, and within a day', () => {
    const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
    const zone = fc.constantFrom('Europe/Vienna', 'Europe/Warsaw', 'America/New_York', 'Asia/Kolkata');
    fc.assert(
      fc.property(fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }), time, time, zone, (seconds, from, to, timeZone) => {
        const now = new Date(seconds * 1_000);
        const end = quietUntil(now, { from, to, timeZone });
        if (end === null) return;
        expect(end.getTime()).toBeGreaterThan(now.getTime());
        expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
      }),
    );
  });
});
