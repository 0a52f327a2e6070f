import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelled, ticksTo } from './ticks.ts';

describe('the axis of a chart', () => {
  it('begins at zero, ends at or above the highest value and has few round steps', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), (most) => {
        const ticks = ticksTo(most);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks.every((tick, at) => at === 0 || tick - (ticks[at - 1] ?? 0) === ticks[1])).toBe(true);
        expect(String(ticks[1])).toMatch(/^[125]0*$/);
      }),
    );
  });

  it('labels the first place and some of the others, never more than there is room for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 2, max: 12 }), (count, most) => {
        const places = labelled(count, most);
        expect(places[0]).toBe(0);
        expect(places.length).toBeLessThanOrEqual(most);
        expect(places.every((place) => place < count)).toBe(true);
      }),
    );
  });
});
