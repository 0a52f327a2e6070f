import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startingRules } from './band-defaults.ts';
import { BAND_OUTCOMES, type BandRule, bandOutcome, bandRules, outcomeRank, problemsOfRules } from './band-rules.ts';
import { BUREAU_CODES } from './providers/bureau.ts';
import { BUREAUS, scaleOf } from './providers/catalog.ts';

const rule = (changes: Partial<BandRule> = {}): BandRule => ({
  ...{ bureau: 'creditreform', product: null, segment: null, commodity: null, fromCents: 0 },
  bands: [
    { from: 100, outcome: 'accept' },
    { from: 300, outcome: 'reject' },
  ],
  ...changes,
});
const flat = (outcome: BandRule['bands'][number]['outcome'], changes: Partial<BandRule> = {}) =>
  rule({ bands: [{ from: 100, outcome }], ...changes });
const facts = { bureau: 'creditreform', product: 'compact', segment: 'BUSINESS', commodity: 'GAS', valueCents: 500_000 } as const;
const problems = (...rules: BandRule[]) => problemsOfRules(rules).map(({ field, code }) => `${field} ${code}`);

describe('bands', () => {
  it('give each score the outcome of the band in which it lies, whichever end of the scale is good', () => {
    const conditions = rule({
      bands: [
        { from: 100, outcome: 'accept' },
        { from: 200, outcome: 'direct-debit' },
        { from: 250, outcome: 'deposit' },
        { from: 300, outcome: 'review' },
        { from: 600, outcome: 'reject' },
      ],
    });
    expect([100, 199, 200, 250, 299, 300, 599, 600].map((score) => bandOutcome([conditions], facts, score))).toEqual([
      'accept',
      'accept',
      'direct-debit',
      'deposit',
      'deposit',
      'review',
      'review',
      'reject',
    ]);
    expect(problems(conditions)).toEqual([]);
  });

  it('are those that say most about the order: product, then segment, then commodity, then value', () => {
    const rules = [
      flat('reject'),
      flat('review', { fromCents: 400_000 }),
      flat('prepayment', { commodity: 'GAS' }),
      flat('deposit', { segment: 'BUSINESS' }),
      flat('accept', { product: 'compact' }),
    ];
    const outcomes = rules.map((_, count) => bandOutcome(rules.slice(0, count + 1), facts, 300));
    expect(outcomes).toEqual(['reject', 'review', 'prepayment', 'deposit', 'accept']);
    expect(bandOutcome(rules.toReversed(), facts, 300)).toBe('accept');
  });

  it('for large orders hold from their value on', () => {
    const rules = [flat('accept'), flat('review', { fromCents: 500_000 }), flat('reject', { fromCents: 500_001 })];
    expect(bandOutcome(rules, facts, 300)).toBe('review');
    expect(bandOutcome(rules, { ...facts, valueCents: 499_999 }, 300)).toBe('accept');
    expect(bandOutcome(rules, { ...facts, valueCents: null }, 300)).toBe('accept');
  });

  it('of others say nothing', () => {
    for (const other of [
      flat('accept', { bureau: 'schufa' }),
      flat('accept', { segment: 'HOUSEHOLD' }),
      flat('accept', { product: 'full' }),
    ])
      expect(bandOutcome([other], facts, 300)).toBe(null);
  });

  it('that a better score would fare worse with are refused, with everything else that is wrong at once', () => {
    expect(
      problems(
        rule({
          bands: [
            { from: 100, outcome: 'reject' },
            { from: 300, outcome: 'accept' },
          ],
        }),
      ),
    ).toEqual(['rules.0.bands.1.outcome CREDIT_CHECK_BAND_WORSE_FOR_BETTER']);
    expect(
      problems(
        rule({
          bureau: 'schufa',
          bands: [
            { from: 0, outcome: 'accept' },
            { from: 300, outcome: 'reject' },
          ],
        }),
      ),
    ).toEqual(['rules.0.bands.1.outcome CREDIT_CHECK_BAND_WORSE_FOR_BETTER']);
    const wrong = rule({
      bands: [
        { from: 101, outcome: 'accept' },
        { from: 101, outcome: 'accept' },
        { from: 700, outcome: 'reject' },
      ],
    });
    expect(problems(rule(), rule(), wrong, rule({ product: 'none' }), rule({ bureau: 'boniversum' }))).toEqual([
      'rules.1 CREDIT_CHECK_BAND_TWICE',
      'rules.2.bands.0.from CREDIT_CHECK_BAND_FIRST_NOT_MINIMUM',
      'rules.2.bands.1.from CREDIT_CHECK_BAND_NOT_ASCENDING',
      'rules.2.bands.2.from CREDIT_CHECK_BAND_OUTSIDE_SCALE',
      'rules.2 CREDIT_CHECK_BAND_TWICE',
      'rules.3.product CREDIT_CHECK_BAND_PRODUCT_UNKNOWN',
      'rules.4.product CREDIT_CHECK_BAND_PRODUCT_UNKNOWN',
    ]);
  });

  it('never let a better score fare worse, on any scale, if they are not refused', () => {
    const anyRule = fc.constantFrom(...BUREAU_CODES).chain((bureau) =>
      fc.constantFrom(...BUREAUS[bureau].products).chain(({ code, scale: { minimum, maximum } }) =>
        fc.record({
          ...{ bureau: fc.constant(bureau), product: fc.constant(code), segment: fc.constant(null), commodity: fc.constant(null) },
          fromCents: fc.constant(0),
          bands: fc
            .uniqueArray(fc.integer({ min: minimum + 1, max: maximum }), { maxLength: 5 })
            .chain((limits) =>
              fc
                .array(fc.constantFrom(...BAND_OUTCOMES), { minLength: limits.length + 1, maxLength: limits.length + 1 })
                .map((outcomes) =>
                  [minimum, ...limits.sort((a, b) => a - b)].map((from, index) => ({ from, outcome: outcomes[index] ?? 'review' })),
                ),
            ),
        }),
      ),
    );
    let taken = 0;
    fc.assert(
      fc.property(anyRule, fc.nat(20_000), fc.nat(20_000), (one, a, b) => {
        if (problemsOfRules([one]).length > 0) return;
        taken++;
        const scale = scaleOf(one.bureau, one.product);
        if (!scale) throw new Error('no scale');
        const { better, minimum, maximum } = scale;
        const [low, high] = [a, b].map((point) => minimum + (point % (maximum - minimum + 1))).sort((x, y) => x - y);
        const rank = (score: number) =>
          outcomeRank(bandOutcome([one], { ...facts, bureau: one.bureau, product: one.product }, score) ?? 'review');
        const step = rank(high ?? 0) - rank(low ?? 0);
        expect(better === 'higher' ? step >= 0 : step <= 0).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it('with which a brand starts are sound, and cover every product', () => {
    const rules = startingRules({ acceptFromScore: 500, reviewFromScore: 300 });
    expect(problemsOfRules(bandRules.parse(rules))).toEqual([]);
    for (const bureau of BUREAU_CODES)
      for (const { code, scale } of BUREAUS[bureau].products)
        expect([bureau, code, bandOutcome(rules, { ...facts, bureau, product: code }, scale.minimum)]).not.toContain(null);
  });
});
