import { z } from '#core';
import { BUREAU_CODES, type BureauCode } from './providers/bureau.ts';
import { BUREAUS, type Scale, scaleOf } from './providers/catalog.ts';

/** What a score leads to, worst first. The three in the middle accept on a condition. */
export const BAND_OUTCOMES = ['reject', 'review', 'prepayment', 'deposit', 'direct-debit', 'accept'] as const;
export type BandOutcome = (typeof BAND_OUTCOMES)[number];
export type Condition = Extract<BandOutcome, 'prepayment' | 'deposit' | 'direct-debit'>;

const band = z.strictObject({ from: z.number().int(), outcome: z.enum(BAND_OUTCOMES) });

/** Bands for the scores of one product, for some orders. null = any. */
const bandRule = z.strictObject({
  bureau: z.enum(BUREAU_CODES),
  product: z.string().max(40).nullable(),
  segment: z.enum(['HOUSEHOLD', 'BUSINESS']).nullable(),
  commodity: z.string().max(40).nullable(),
  /** From this value of the first year on, cents. */
  fromCents: z.number().int().min(0),
  /** The lowest number of each band, ascending; the first one is the scale's end. */
  bands: z.array(band).min(1).max(20),
});

export const bandRules = z.array(bandRule).min(1).max(200);
export type BandRule = z.infer<typeof bandRule>;
export type Band = BandRule['bands'][number];

/** Which order a score is about. */
export interface BandFacts {
  readonly bureau: BureauCode;
  readonly product: string | null;
  readonly segment: string | null;
  readonly commodity: string | null;
  readonly valueCents: number | null;
}

/** What a score leads to; null = no rule speaks about such an order, so a person decides. */
export function bandOutcome(rules: readonly BandRule[], facts: BandFacts, score: number): BandOutcome | null {
  const rule = ruleFor(rules, facts);
  return rule?.bands.findLast(({ from }) => from <= score)?.outcome ?? null;
}

/** The rule that says most about the order; of equals the one with the higher value. */
function ruleFor(rules: readonly BandRule[], facts: BandFacts): BandRule | undefined {
  const fitting = rules.filter((rule) => fits(rule, facts));
  return fitting.reduce<BandRule | undefined>((best, rule) => (best && weightOf(best) >= weightOf(rule) ? best : rule), undefined);
}

const fits = ({ bureau, product, segment, commodity, fromCents }: BandRule, facts: BandFacts): boolean =>
  bureau === facts.bureau &&
  (product === null || product === productOf(facts)) &&
  (segment === null || segment === facts.segment) &&
  (commodity === null || commodity === facts.commodity) &&
  (fromCents === 0 || fromCents <= (facts.valueCents ?? 0));

/** Product before segment before commodity before value. */
const weightOf = ({ product, segment, commodity, fromCents }: BandRule): number =>
  Number(product !== null) * 4e12 + Number(segment !== null) * 2e12 + Number(commodity !== null) * 1e12 + fromCents;

const productOf = ({ bureau, product }: BandFacts): string | null => product ?? BUREAUS[bureau].products[0]?.code ?? null;

export interface RuleProblem {
  /** Place in the list: "rules.2.bands.0.from". */
  readonly field: string;
  readonly code:
    | 'CREDIT_CHECK_BAND_PRODUCT_UNKNOWN'
    | 'CREDIT_CHECK_BAND_NOT_ASCENDING'
    | 'CREDIT_CHECK_BAND_FIRST_NOT_MINIMUM'
    | 'CREDIT_CHECK_BAND_OUTSIDE_SCALE'
    | 'CREDIT_CHECK_BAND_WORSE_FOR_BETTER'
    | 'CREDIT_CHECK_BAND_TWICE';
  readonly values: Readonly<Record<string, unknown>>;
}

/** Everything that is wrong with bands, at once. */
export const problemsOfRules = (rules: readonly BandRule[]): RuleProblem[] =>
  rules.flatMap((rule, index) => [...problemsOfRule(rule, `rules.${index}`), ...twins(rules, index)]);

function problemsOfRule(rule: BandRule, place: string): RuleProblem[] {
  const products = BUREAUS[rule.bureau].products.filter(({ code }) => rule.product === null || code === rule.product);
  const scale = scaleOf(rule.bureau, rule.product);
  if (products.length === 0 || !scale) {
    const choices = BUREAUS[rule.bureau].products.map(({ code }) => code).join(', ');
    return [{ field: `${place}.product`, code: 'CREDIT_CHECK_BAND_PRODUCT_UNKNOWN', values: { choices } }];
  }
  // Bands for any product hold only where all products count alike.
  const isOneScale = products.every((one) => one.scale.minimum === scale.minimum && one.scale.maximum === scale.maximum);
  if (!isOneScale) {
    return [
      {
        field: `${place}.product`,
        code: 'CREDIT_CHECK_BAND_PRODUCT_UNKNOWN',
        values: { choices: products.map(({ code }) => code).join(', ') },
      },
    ];
  }
  return rule.bands.flatMap((one, index) =>
    problemsOfBand({ one, before: rule.bands[index - 1], scale, field: `${place}.bands.${index}` }),
  );
}

interface BandPlace {
  readonly one: Band;
  readonly before: Band | undefined;
  readonly scale: Scale;
  readonly field: string;
}

function problemsOfBand({ one, before, scale, field }: BandPlace): RuleProblem[] {
  const { minimum, maximum, better } = scale;
  const problems: RuleProblem[] = [];
  if (!before && one.from !== minimum)
    problems.push({ field: `${field}.from`, code: 'CREDIT_CHECK_BAND_FIRST_NOT_MINIMUM', values: { minimum } });
  if (one.from < minimum || one.from > maximum)
    problems.push({ field: `${field}.from`, code: 'CREDIT_CHECK_BAND_OUTSIDE_SCALE', values: { minimum, maximum } });
  if (!before) return problems;
  if (one.from <= before.from)
    problems.push({ field: `${field}.from`, code: 'CREDIT_CHECK_BAND_NOT_ASCENDING', values: { above: before.from } });
  const step = outcomeRank(one.outcome) - outcomeRank(before.outcome);
  if (better === 'higher' ? step < 0 : step > 0)
    problems.push({ field: `${field}.outcome`, code: 'CREDIT_CHECK_BAND_WORSE_FOR_BETTER', values: {} });
  return problems;
}

function twins(rules: readonly BandRule[], index: number): RuleProblem[] {
  const [rule, earlier] = [rules[index], rules.slice(0, index)];
  const isSame = (one: BandRule) =>
    rule !== undefined && (['bureau', 'product', 'segment', 'commodity', 'fromCents'] as const).every((key) => one[key] === rule[key]);
  return earlier.some(isSame) ? [{ field: `rules.${index}`, code: 'CREDIT_CHECK_BAND_TWICE', values: {} }] : [];
}

export const outcomeRank = (outcome: BandOutcome): number => BAND_OUTCOMES.indexOf(outcome);

export const isCondition = (outcome: string): outcome is Condition =>
  outcome === 'prepayment' || outcome === 'deposit' || outcome === 'direct-debit';
