const PARTS = [1, 3, 5] as const;
const PAPER = 1.05;

const linear = (share: number): number => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);

/** Relative luminance of "#rrggbb" by WCAG 2.2, 0 to 1. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = PARTS.map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of a colour to white paper, 1 to 21. */
export const contrastOnPaper = (colour: string): number => PAPER / (luminance(colour) + 0.05);

/** The colour as ink: darkened until text in it can be read on paper, 4.5 to 1. A letter in a bright yellow is an empty one. */
export function inkOf(colour: string): string {
  for (let share = 1; share > 0; share -= 0.02) {
    const ink = `#${PARTS.map((at) => Math.round(Number.parseInt(colour.slice(at, at + 2), 16) * share))
      .map((part) => part.toString(16).padStart(2, '0'))
      .join('')}`;
    if (contrastOnPaper(ink) >= 4.5) return ink;
  }
  return '#000000';
}
