import { type LetterDrawing, z } from '#core';

/** A signature has some hundred points. More is a mistake or an attack: each is drawn into a file. */
const LINES_MAX = 200;
const POINTS_MAX = 5_000;
const SIDE_MAX = 4_000;
/** A dot or a dash is no signature: the smallest length of all lines together, in parts of the box's width. */
const LENGTH_MIN = 0.08;

const side = z.number().min(20).max(SIDE_MAX);
const coordinate = z
  .number()
  .min(-SIDE_MAX)
  .max(2 * SIDE_MAX);
const drawing = z.strictObject({
  width: side,
  height: side,
  lines: z
    .array(
      z
        .array(z.strictObject({ x: coordinate, y: coordinate }))
        .min(1)
        .max(POINTS_MAX),
    )
    .min(1)
    .max(LINES_MAX),
});

export type DrawingFault = 'unreadable' | 'too-large' | 'too-small';

/** A drawn signature as it came over the line: points alone, so nothing that could run anywhere. */
export function readDrawing(given: unknown): LetterDrawing | DrawingFault {
  const parsed = drawing.safeParse(given);
  if (!parsed.success) return parsed.error.issues.some(({ code }) => code === 'too_big') ? 'too-large' : 'unreadable';
  const { width, height, lines } = parsed.data;
  if (lines.reduce((sum, line) => sum + line.length, 0) > POINTS_MAX) return 'too-large';
  const inside = lines.map((line) => line.map(({ x, y }) => ({ x: between(x, width), y: between(y, height) })));
  return lengthOf(inside) < LENGTH_MIN * width ? 'too-small' : { width, height, lines: inside };
}

/** Hands slip over the edge: what is drawn beyond it is drawn at it. Tenths are finer than any finger. */
const between = (value: number, maximum: number): number => Math.round(Math.min(Math.max(value, 0), maximum) * 10) / 10;

const lengthOf = (lines: LetterDrawing['lines']): number =>
  lines.reduce(
    (sum, line) =>
      sum + line.slice(1).reduce((length, { x, y }, index) => length + Math.hypot(x - (line[index]?.x ?? x), y - (line[index]?.y ?? y)), 0),
    0,
  );
