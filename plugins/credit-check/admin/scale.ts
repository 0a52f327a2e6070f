export interface ScalePart {
  readonly from: number;
  /** The last score of it. */
  readonly to: number;
  /** null = no band covers it. */
  readonly outcome: string | null;
}

interface Written {
  /** A text = no number yet. */
  readonly from: number | string;
  readonly outcome: string;
}

/** The scale cut into what its bands cover. Bands that are no number yet, or lie outside, are left out: their fields tell of them. */
export function scaleParts(
  bands: readonly Written[],
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): ScalePart[] {
  const starts = bands
    .flatMap(({ from, outcome }) => (typeof from === 'number' && from >= minimum && from <= maximum ? [{ from, outcome }] : []))
    .sort((a, b) => a.from - b.from)
    .filter(({ from }, at, all) => from !== all[at + 1]?.from);
  const first = starts[0]?.from ?? maximum + 1;
  const gap = first > minimum ? [{ from: minimum, to: first - 1, outcome: null }] : [];
  return [...gap, ...starts.map((one, at) => ({ ...one, to: (starts[at + 1]?.from ?? maximum + 1) - 1 }))];
}
