const NICE = [1, 2, 5] as const;

/** Whole numbers from zero to beyond `most`, six at most, with round steps: 0, 20, 40. */
export function ticksTo(most: number): number[] {
  const step = roundStep(Math.max(1, most) / 4);
  return Array.from({ length: Math.ceil(Math.max(1, most) / step) + 1 }, (_, at) => at * step);
}

/** 1, 2, 5, 10, 20 … and not less than asked. */
function roundStep(least: number): number {
  for (let power = 1; ; power *= 10) {
    const step = NICE.map((nice) => nice * power).find((one) => one >= least);
    if (step !== undefined) return step;
  }
}

/** Of so many places the ones that get a label: the first, and then evenly, `most` at most. */
export function labelled(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => at * step);
}
