import { Decimal, invalid, type PlainDate, type Problem, problemsOf, z } from '#core';

/** As many lines as one letter holds. */
const MOST = 50;
/** EUR 10 million: more is a slip of the hand. */
const MOST_CENTS = 1_000_000_000;

const cost = z.strictObject({
  text: z.string().trim().min(1).max(200),
  /** Whole cents, without value added tax. */
  netCents: z.number().int().min(1).max(MOST_CENTS),
  /** A share: "0.2" is 20 %. */
  vatRate: z.string().regex(/^0(\.\d{1,4})?$/),
});

const offer = z.strictObject({
  validUntil: z.iso.date(),
  costs: z.array(cost).min(1).max(MOST),
});

export interface Cost {
  readonly text: string;
  readonly netCents: number;
  readonly vatRate: string;
  readonly grossCents: number;
}
export interface CostOffer {
  /** Last day on which it is accepted in time. */
  readonly validUntil: PlainDate;
  readonly costs: readonly Cost[];
}

/** Net and its value added tax, in whole cents, halves upwards. */
export const grossOf = (netCents: number, vatRate: string): number =>
  new Decimal(netCents).times(new Decimal(1).plus(vatRate)).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();

/** What is offered. Fails with E_SIGNATURE_COSTS_INVALID and every problem at once. */
export function readOffer(given: object, today: PlainDate): CostOffer {
  const parsed = offer.safeParse(given);
  const problems = [...(parsed.success ? [] : problemsOf(parsed.error)), ...dayProblems(given, today)];
  if (!parsed.success || problems.length > 0) throw invalid('E_SIGNATURE_COSTS_INVALID', problems);
  const { validUntil, costs } = parsed.data;
  return { validUntil, costs: costs.map((one) => ({ ...one, grossCents: grossOf(one.netCents, one.vatRate) })) };
}

const Day = z.object({ validUntil: z.iso.date() });

function dayProblems(given: object, today: PlainDate): Problem[] {
  const { data } = Day.safeParse(given);
  return data && data.validUntil < today ? [{ field: 'validUntil', code: 'E_SIGNATURE_DAY_OVER', values: { today } }] : [];
}

/** Sums of what is offered, or of what was accepted of it. */
export const sumOf = (
  costs: readonly Pick<Cost, 'netCents' | 'grossCents'>[],
): { readonly netCents: number; readonly grossCents: number } => ({
  netCents: costs.reduce((sum, { netCents }) => sum + netCents, 0),
  grossCents: costs.reduce((sum, { grossCents }) => sum + grossCents, 0),
});

/** "0.2" -> "20". */
export const percent = (vatRate: string): string => new Decimal(vatRate).times(100).toString();
