import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDrawing } from './strokes.ts';

const line = (count: number, dx = 10) => Array.from({ length: count }, (_, index) => ({ x: index * dx, y: 20 }));
const box = { width: 300, height: 120 };

describe('a drawn signature', () => {
  it('is taken as points, and what slips over the edge is drawn at it', () => {
    expect(
      readDrawing({
        ...box,
        lines: [
          [
            { x: -5, y: 10.04 },
            { x: 400, y: 500 },
          ],
        ],
      }),
    ).toEqual({
      ...box,
      lines: [
        [
          { x: 0, y: 10 },
          { x: 300, y: 120 },
        ],
      ],
    });
  });

  it('is refused when it is hardly a line, too large, or anything but points', () => {
    expect(readDrawing({ ...box, lines: [[{ x: 10, y: 10 }]] })).toBe('too-small');
    expect(readDrawing({ ...box, lines: [line(2, 5)] })).toBe('too-small');
    expect(readDrawing({ ...box, lines: [line(5_001, 0.01)] })).toBe('too-large');
    expect(readDrawing({ ...box, lines: Array.from({ length: 201 }, () => line(2)) })).toBe('too-large');
    expect(readDrawing({ ...box, lines: [line(3_000, 0.1), line(3_000, 0.1)] })).toBe('too-large');
    for (const given of [
      null,
      '<svg onload="x">',
      [],
      { ...box, lines: [] },
      { ...box, lines: [[{ x: '1', y: 2 }]] },
      { ...box, lines: [line(9)], svg: '<svg/>' },
    ]) {
      expect(readDrawing(given)).toBe('unreadable');
    }
  });

  it('never leaves its box, whatever is sent', () => {
    const point = fc.record({ x: fc.double({ noNaN: false }), y: fc.double() });
    fc.assert(
      fc.property(
        fc.record({
          width: fc.double({ min: 20, max: 4_000 }),
          height: fc.double({ min: 20, max: 4_000 }),
          lines: fc.array(fc.array(point)),
        }),
        (given) => {
          const read = readDrawing(given);
          if (typeof read === 'string') return;
          for (const { x, y } of read.lines.flat()) {
            expect(x >= 0 && x <= read.width + 0.1 && y >= 0 && y <= read.height + 0.1).toBe(true);
          }
        },
      ),
    );
  });
});
