import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scaleParts } from './scale.ts';

const scale = { minimum: 100, maximum: 600 };

it('cuts the scale as the bands say, and shows what no band covers', () => {
  const bands = [
    { from: 300, outcome: 'review' },
    { from: 350, outcome: 'reject' },
  ];
  expect(scaleParts([{ from: 100, outcome: 'accept' }, ...bands], scale)).toEqual([
    { from: 100, to: 299, outcome: 'accept' },
    { from: 300, to: 349, outcome: 'review' },
    { from: 350, to: 600, outcome: 'reject' },
  ]);
  expect(scaleParts(bands, scale)[0]).toEqual({ from: 100, to: 299, outcome: null });
  expect(scaleParts([{ from: '3x', outcome: 'accept' }], scale)).toEqual([{ from: 100, to: 600, outcome: null }]);
});

it('always shows the whole scale once, whatever is typed', () => {
  const band = fc.record({
    from: fc.oneof(fc.integer({ min: 0, max: 700 }), fc.constant('')),
    outcome: fc.constantFrom('accept', 'reject'),
  });
  fc.assert(
    fc.property(fc.array(band, { maxLength: 8 }), (bands) => {
      const parts = scaleParts(bands, scale);
      expect(parts[0]?.from).toBe(scale.minimum);
      expect(parts.at(-1)?.to).toBe(scale.maximum);
      for (const [at, { from, to }] of parts.entries()) {
        expect(to).toBeGreaterThanOrEqual(from);
        if (at > 0) expect(from).toBe((parts[at - 1]?.to ?? 0) + 1);
      }
    }),
  );
});
