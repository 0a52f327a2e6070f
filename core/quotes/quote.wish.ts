import { z } from 'zod';
import { isByPiece } from '../commodities/commodity.ts';
import { addDays, todayIn } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import { Decimal } from '../kernel/money.ts';
import type { Commodity } from '../kernel/plugin.ts';
import { invalid, type Problem, problemsOf } from '../kernel/problems.ts';
import type { StreetAddress } from '../places/address-check.ts';
import { postcodeKey } from '../places/postcode.ts';
import { LOAD_PROFILES } from '../pricing/load-profile.ts';
import { commodityProblem } from '../tariffs/tariff.service.ts';
import { quoteLimit } from './quote.limits.ts';
import type { QuoteRequest } from './quote.points.ts';

/** How far ahead prices are told: as far as supply may start. */
const FORESIGHT_DAYS = 365;

const price = z.string().regex(/^\d{1,6}(\.\d{1,10})?$/, 'NUMBER_INVALID');

const lastBill = z.strictObject({
  /** Gross, of a whole year, without bonuses. */
  amountCents: z.int('WHOLE_NUMBER_INVALID').min(1, 'NOT_ABOVE_ZERO').max(100_000_000, 'BILL_TOO_LARGE'),
  /** As on the bill: ct/kWh with everything in it. */
  energyPrice: price.nullish(),
  /** As on the bill: EUR a month with everything in it. */
  baseFee: price.nullish(),
});

const postcode = z
  .string()
  .trim()
  .regex(/^[0-9A-Z -]{3,10}$/i, 'POSTCODE_SHAPE_INVALID');
const line = (maximum: number) => z.string().trim().min(1, 'REQUIRED').max(maximum, 'TOO_LONG');

/** The place of supply to the door: kept with the quote, and where the order begins. */
const address = z.strictObject({ street: line(100), houseNumber: line(20), postcode, city: line(80) });

const wish = z.object({
  commodity: z.string().max(40),
  segment: z.enum(['HOUSEHOLD', 'BUSINESS']),
  postcode: postcode.nullish(),
  address: address.nullish(),
  municipality: z.string().trim().min(1).max(100).nullable(),
  annualKwh: z.int('WHOLE_NUMBER_INVALID').min(1, 'NOT_ABOVE_ZERO').nullish(),
  householdSize: z.int('WHOLE_NUMBER_INVALID').min(1, 'NOT_ABOVE_ZERO').max(12, 'HOUSEHOLD_TOO_LARGE').nullish(),
  lastBill: lastBill.nullish(),
  lowRateKwh: z.int('WHOLE_NUMBER_INVALID').min(0, 'NEGATIVE').nullish(),
  lowRateShare: z
    .string()
    .regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/, 'SHARE_INVALID')
    .nullish(),
  loadProfile: z.enum(LOAD_PROFILES).nullish(),
  isNewCustomer: z.boolean().nullish(),
  rankBy: z.enum(['FIRST_YEAR', 'RUNNING_YEAR']).nullish(),
  pricesAsOf: z.iso.date('DATE_INVALID').nullable(),
});

export type QuoteWish = z.input<typeof wish>;
/** What was asked, sound as far as nobody has to be asked. */
export type SoundWish = Omit<z.output<typeof wish>, 'pricesAsOf' | 'postcode' | 'address'> & {
  readonly pricesAsOf: string;
  readonly postcode: string;
  readonly address: QuoteAddress | null;
};

/** A place of supply, with its id in the official register that confirms it; null where none does. */
export interface QuoteAddress extends StreetAddress {
  readonly registerId: string | null;
}

/** Reads what was asked. Throws QUOTE_INVALID with every problem at once. */
export function readWish(ctx: Pick<Ctx, 'clock' | 'brand' | 'activation'>, given: QuoteWish): SoundWish {
  const parsed = wish.safeParse(given);
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const commodity = ctx.activation.commodities.get(given.commodity);
  const problems = [
    ...(parsed.success ? [] : problemsOf(parsed.error)),
    ...(commodity ? limitProblems(given, commodity) : [commodityProblem(given.commodity)]),
    ...consumptionProblems(given, isByPiece(commodity)),
    ...placeProblems(given),
    ...(given.pricesAsOf !== null && given.pricesAsOf > addDays(today, FORESIGHT_DAYS) ? [tooFarAhead] : []),
  ];
  if (!parsed.success || problems.length > 0) throw invalid('QUOTE_INVALID', problems);
  const { annualKwh, householdSize, lastBill, address } = parsed.data;
  const isOnePiece = annualKwh == null && householdSize == null && lastBill == null;
  return {
    ...parsed.data,
    ...{ pricesAsOf: parsed.data.pricesAsOf ?? today, annualKwh: isOnePiece ? 1 : annualKwh },
    ...{ postcode: address?.postcode ?? parsed.data.postcode ?? '', address: address ? { ...address, registerId: null } : null },
  };
}

/** Where it is, is said once. */
function placeProblems({ postcode, address }: QuoteWish): Problem[] {
  if (postcode == null && address == null) return [{ field: 'postcode', code: 'PLACE_MISSING', values: {} }];
  if (postcode == null || address == null || postcodeKey(postcode) === postcodeKey(address.postcode)) return [];
  return [{ field: 'address.postcode', code: 'POSTCODE_CONTRADICTS', values: { postcode } }];
}

function limitProblems({ annualKwh }: QuoteWish, { code, unit }: Commodity): Problem[] {
  const { most, problem } = quoteLimit(code, unit);
  return annualKwh != null && annualKwh > most ? [{ field: 'annualKwh', code: problem, values: { most } }] : [];
}

const tooFarAhead: Problem = { field: 'pricesAsOf', code: 'PRICES_TOO_FAR_AHEAD', values: { days: FORESIGHT_DAYS } };

/** How much is used is said in one way, and its part at the low rate too. */
function consumptionProblems(given: QuoteWish, isPieces: boolean): Problem[] {
  const { segment, annualKwh, householdSize, lastBill, lowRateKwh, lowRateShare } = given;
  const ways = [annualKwh, householdSize, lastBill].filter((way) => way != null).length;
  const checks: [boolean, string, string][] = [
    [ways > 1 || (ways === 0 && !isPieces), 'annualKwh', 'CONSUMPTION_ONE_WAY'],
    [householdSize != null && segment === 'BUSINESS', 'householdSize', 'HOUSEHOLD_OF_BUSINESS'],
    [lowRateKwh != null && lowRateShare != null, 'lowRateShare', 'LOW_RATE_TWICE'],
    [lowRateKwh != null && annualKwh != null && lowRateKwh > annualKwh, 'lowRateKwh', 'LOW_RATE_EXCEEDS_TOTAL'],
    [lowRateKwh != null && (householdSize != null || lastBill != null), 'lowRateKwh', 'LOW_RATE_OF_UNKNOWN'],
  ];
  return checks.filter(([isWrong]) => isWrong).map(([, field, code]) => ({ field, code, values: { total: annualKwh } }));
}

/** What was asked, with a consumption, as it is priced; beside the market's offers unless said otherwise. */
export function requestFor(wish: SoundWish, annualKwh: number, isCompared = true): QuoteRequest {
  const { commodity, segment, postcode, municipality, address, pricesAsOf, lowRateKwh, lowRateShare } = wish;
  const share = lowRateShare == null ? null : new Decimal(lowRateShare).times(annualKwh).round().toNumber();
  return {
    commodity,
    segment,
    postcode,
    municipality,
    place: address?.city ?? null,
    annualKwh,
    pricesAsOf,
    lowRateKwh: lowRateKwh ?? share,
    loadProfile: wish.loadProfile ?? (segment === 'HOUSEHOLD' ? 'H25' : 'G25'),
    isNewCustomer: wish.isNewCustomer ?? true,
    isCompared,
  };
}

const asked = z.object({ address: address.extend({ registerId: z.string().nullable() }).nullish().catch(null) });

/** The address in what was asked, as a quote keeps it; null where a postcode was asked for. */
export const addressOf = (request: unknown): QuoteAddress | null => asked.safeParse(request).data?.address ?? null;
