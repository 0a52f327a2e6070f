import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startingRules } from './band-defaults.ts';
import { type CheckFacts, outcomeOf, type Policy } from './bands.ts';

const policyOf = (acceptFromScore: number, reviewFromScore: number, harmlessReservations: readonly string[] = []): Policy => ({
  rules: startingRules({ acceptFromScore, reviewFromScore }),
  harmlessReservations,
  acceptUnansweredBelowCents: 0,
});
const bands = policyOf(500, 300, ['DIFFERENT_ADDRESS_DATA']);
const now = new Date('2026-05-01T12:00:00Z');
const later = new Date('2026-05-31T12:00:00Z');
const ABOUT = { bureau: 'schufa', product: 'energy', segment: 'HOUSEHOLD', commodity: 'ELECTRICITY', valueCents: 90_000 };
const scored = (score: number, changes: Partial<CheckFacts> = {}): CheckFacts => ({
  ...ABOUT,
  state: 'SCORED',
  score,
  problem: null,
  doubts: null,
  validUntil: later,
  decisionAccept: null,
  ...changes,
});

const anyBands = fc
  .tuple(fc.nat(10_000), fc.nat(10_000))
  .map(([a, b]) => ({ acceptFromScore: Math.max(a, b), ...policyOf(Math.max(a, b), Math.min(a, b)) }));
const anyState = fc.constantFrom('WAITING', 'MANUAL', 'AMBIGUOUS', 'SCORED', 'NOT_FOUND', 'NO_SCORE', 'FAILED', 'NOT_NEEDED');
const anyCheck: fc.Arbitrary<CheckFacts> = fc.record({
  ...{ bureau: fc.constantFrom(null, 'simulator', 'schufa'), product: fc.constantFrom(null, 'energy'), problem: fc.constant(null) },
  ...{ segment: fc.constant('HOUSEHOLD'), commodity: fc.constant('GAS'), valueCents: fc.option(fc.nat(1_000_000)) },
  state: anyState,
  score: fc.option(fc.nat(10_000)),
  doubts: fc.option(fc.constantFrom('DIFFERENT_PERSON_DATA', 'DECEASED,FRAUD_MATCH')),
  validUntil: fc.option(fc.constantFrom(now, later, new Date('2026-04-30T12:00:00Z'))),
  decisionAccept: fc.option(fc.boolean()),
});

describe('the outcome of a credit check', () => {
  it('accepts from the upper limit on, asks a person below it and refuses below the lower limit', () => {
    const outcomes = [500, 499, 300, 299].map((score) => outcomeOf(scored(score), bands, now));
    expect(outcomes).toEqual(['accept', 'review', 'review', 'refuse-by-score']);
  });

  it('never gets worse when the score gets better', () => {
    const rank = ['refuse-by-score', 'review', 'accept'];
    fc.assert(
      fc.property(anyBands, fc.nat(10_000), fc.nat(10_000), (limits, a, b) => {
        const [worse, better] = [Math.min(a, b), Math.max(a, b)].map((score) => rank.indexOf(outcomeOf(scored(score), limits, now)));
        expect(worse).toBeGreaterThanOrEqual(0);
        expect(better).toBeGreaterThanOrEqual(worse ?? 0);
      }),
    );
  });

  it('refuses nobody by a score alone where the lower limit is 0', () => {
    fc.assert(fc.property(anyCheck, (check) => outcomeOf(check, policyOf(500, 0), now) !== 'refuse-by-score'));
  });

  it('accepts nobody without a valid, undoubted score or a person who says so', () => {
    fc.assert(
      fc.property(anyCheck, anyBands, (check, limits) => {
        const isGood =
          check.state === 'SCORED' &&
          (check.score ?? -1) >= limits.acceptFromScore &&
          check.doubts === null &&
          (check.validUntil ?? later) > now;
        const isAccepted = check.decisionAccept ?? isGood;
        expect(outcomeOf(check, limits, now) === 'accept').toBe(isAccepted);
      }),
    );
  });

  it('follows a person whatever the bureau says', () => {
    fc.assert(
      fc.property(anyCheck, anyBands, fc.boolean(), (check, limits, decisionAccept) => {
        expect(outcomeOf({ ...check, decisionAccept }, limits, now)).toBe(decisionAccept ? 'accept' : 'refuse-by-person');
      }),
    );
  });

  it('lets a person decide when the bureau doubts who it is, for good and for bad scores', () => {
    for (const score of [900, 100]) expect(outcomeOf(scored(score, { doubts: 'DIFFERENT_PERSON_DATA' }), bands, now)).toBe('review');
    expect(outcomeOf(scored(900, { doubts: 'DIFFERENT_ADDRESS_DATA,FRAUD_MATCH' }), bands, now)).toBe('review');
    expect(outcomeOf(scored(900, { doubts: 'DIFFERENT_ADDRESS_DATA' }), bands, now)).toBe('accept');
  });

  it('waits for the bureau and asks anew what expired or was not needed before', () => {
    const open = { score: null, validUntil: null };
    expect(outcomeOf(scored(0, { ...open, state: 'WAITING' }), bands, now)).toBe('wait');
    expect(outcomeOf(scored(0, { ...open, state: 'MANUAL' }), bands, now)).toBe('wait-for-people');
    expect(outcomeOf(scored(0, { ...open, state: 'NOT_NEEDED' }), bands, now)).toBe('ask-anew');
    expect(outcomeOf(scored(900, { validUntil: now }), bands, now)).toBe('ask-anew');
    expect(outcomeOf(scored(900, { validUntil: new Date(now.getTime() + 1) }), bands, now)).toBe('accept');
  });

  it('lets a person decide when there is no score', () => {
    for (const state of ['NOT_FOUND', 'NO_SCORE', 'FAILED', 'AMBIGUOUS'] as const)
      expect(outcomeOf(scored(0, { state, score: null }), bands, now)).toBe('review');
  });

  it('accepts a small order when nobody answered, if the brand wants that, and no other failure', () => {
    const generous = { ...bands, acceptUnansweredBelowCents: 90_001 };
    const unanswered = scored(0, { state: 'FAILED', score: null, problem: 'NO_ANSWER' });
    expect(outcomeOf(unanswered, generous, now)).toBe('accept');
    expect(outcomeOf({ ...unanswered, valueCents: 90_001 }, generous, now)).toBe('review');
    expect(outcomeOf({ ...unanswered, valueCents: null }, generous, now)).toBe('review');
    expect(outcomeOf({ ...unanswered, problem: 'BUDGET_SPENT' }, generous, now)).toBe('review');
    expect(outcomeOf(unanswered, bands, now)).toBe('review');
  });
});
