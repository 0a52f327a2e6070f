import type { Band, BandOutcome, BandRule } from './band-rules.ts';
import type { BureauCode } from './providers/bureau.ts';

export interface Limits {
  readonly acceptFromScore: number;
  readonly reviewFromScore: number;
}

const rule = (bureau: BureauCode, product: string | null, bands: readonly (readonly [number, BandOutcome])[]): BandRule => ({
  ...{ bureau, product, segment: null, commodity: null, fromCents: 0 },
  bands: bands.map(([from, outcome]) => ({ from, outcome })),
});

/**
 * What holds until a brand has bands of its own: SCHUFA by the two limits of the settings, the others by where their published
 * scales call a risk weak. A start for a table of one's own, not a recommendation: which number means which risk stands in the
 * contract with the bureau.
 */
export const startingRules = ({ acceptFromScore, reviewFromScore }: Limits): BandRule[] => [
  { ...rule('schufa', null, []), bands: limitBands(acceptFromScore, reviewFromScore) },
  rule('creditreform', null, [
    [100, 'accept'],
    [300, 'review'],
    [350, 'reject'],
  ]),
  rule('crif-de', null, HIGHER_OF_THOUSAND),
  rule('crif-at', null, HIGHER_OF_THOUSAND),
  rule('deltavista', null, HIGHER_OF_THOUSAND),
  rule('boniversum', 'negative', YES_NO),
  rule('boniversum', 'score', [
    [563, 'reject'],
    [700, 'review'],
    [820, 'accept'],
  ]),
  rule('boniversum', 'profile', [
    [100, 'accept'],
    [300, 'review'],
    [350, 'reject'],
  ]),
  rule('buergel', 'negative', YES_NO),
  rule('buergel', 'detailed', [
    [10, 'accept'],
    [35, 'review'],
    [45, 'reject'],
  ]),
  rule('ksv1870', null, [
    [100, 'accept'],
    [400, 'review'],
    [550, 'reject'],
  ]),
];

/** Reject below the lower limit, review below the upper one; a limit at the end of the scale leaves its band out. */
function limitBands(acceptFrom: number, reviewFrom: number): Band[] {
  const bands: Band[] = [
    { from: 0, outcome: 'reject' },
    { from: reviewFrom, outcome: 'review' },
    { from: acceptFrom, outcome: 'accept' },
  ];
  return bands.filter(({ from }, index) => from !== bands[index + 1]?.from);
}

const HIGHER_OF_THOUSAND = [
  [0, 'reject'],
  [300, 'review'],
  [500, 'accept'],
] as const satisfies readonly (readonly [number, BandOutcome])[];

/** Something negative is known: a person looks at it. */
const YES_NO = [
  [0, 'review'],
  [1, 'accept'],
] as const satisfies readonly (readonly [number, BandOutcome])[];
