import { contrast } from './colour.ts';
import { NEUTRAL, NIGHT, scale, solid, WHITE } from './palette.ts';

/** Two colours that stand on each other. */
export interface Pair {
  /** "button", "link", "tint": what it is of. */
  readonly what: 'button' | 'hover' | 'link' | 'tint';
  readonly scheme: 'light' | 'dark';
  readonly text: string;
  readonly ground: string;
  /** WCAG's ratio, 1 to 21; text needs 4.5. */
  readonly ratio: number;
}

/** What WCAG 2.2 AA asks of text. */
export const LEAST_CONTRAST = 4.5;

/** What a brand's colour becomes and where it stands, in both schemes. */
export function contrastsOf(accent: string): readonly Pair[] {
  const steps = scale(accent);
  const { fill, hover, on } = solid(accent);
  const pair = (what: Pair['what'], scheme: Pair['scheme'], [text, ground]: readonly [string, string]): Pair => ({
    ...{ what, scheme, text, ground, ratio: contrast(text, ground) },
  });
  return [
    pair('button', 'light', [on, fill]),
    pair('hover', 'light', [on, hover]),
    pair('link', 'light', [steps[6], WHITE]),
    pair('link', 'light', [steps[6], NEUTRAL[0]]),
    pair('tint', 'light', [steps[7], steps[1]]),
    pair('button', 'dark', [on, fill]),
    pair('link', 'dark', [steps[3], NIGHT[7]]),
    pair('link', 'dark', [steps[3], NIGHT[8]]),
  ];
}
