import { z } from 'zod';
import { isByPiece } from '../commodities/commodity.ts';
import { addDays, todayIn } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import { type InputProblem, inputProblems, invalidInput } from '../kernel/invalid.ts';
import { Decimal } from '../kernel/money.ts';
import type { Commodity } from '../kernel/plugin.ts';
import type { StreetAddress } from '../places/address-check.ts';
import { postcodeKey } from '../places/postcode.ts';
import { LOAD_PROFILES } from '../pricing/load-profile.ts';
import { commodityProblem } from '../tariffs/tariff.service.ts';
import { quoteLimit } from './quote.limits.ts';
import type { QuoteRequest } from './quote.points.ts';

/** How far ahead prices are told: as far as supply may start. */
const FORESIGHT_DAYS = 365;

const price = z.string().regex(/^\d{1,6}(\.\d{1,10})?$/, 'is not a price; write it like "31.90"');

const lastBill = z.strictObject({
  /** Gross, of a whole year, without bonuses. */
  amountCents: z.int('write whole cents').min(1, 'must be above 0').max(100_000_000, 'is more than a year costs; write cents'),
  /** As on the bill: ct/kWh with everything in it. */
  energyPrice: price.nullish(),
  /** As on the bill: EUR a month with everything in it. */
  baseFee: price.nullish(),
});

const postcode = z
  .string()
  .trim()
  .regex(/^[0-9A-Z -]{3,10}$/i, 'is not a postcode; write it as on a letter');
const line = (maximum: number) =>
  z.string().trim().min(1, 'is empty; write it as on a letter').max(maximum, `is longer than ${maximum} letters`);

/** The place of supply to the door: kept with the quote, and where the order begins. */
const address = z.strictObject({ street: line(100), houseNumber: line(20), postcode, city: line(80) });

const wish = z.object({
  commodity: z.string().max(40),
  segment: z.enum(['HOUSEHOLD', 'BUSINESS']),
  postcode: postcode.nullish(),
  address: address.nullish(),
  municipality: z.string().trim().min(1).max(100).nullable(),
  annualKwh: z.int('write a whole number').min(1, 'must be above 0').nullish(),
  householdSize: z.int('write whole persons').min(1, 'must be above 0').max(12, 'is more than 12; give annualKwh').nullish(),
  lastBill: lastBill.nullish(),
  lowRateKwh: z.int('write whole kWh').min(0, 'cannot be negative').nullish(),
  lowRateShare: z
    .string()
    .regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/, 'is a share from 0 to 1; write 24 % as "0.24"')
    .nullish(),
  loadProfile: z.enum(LOAD_PROFILES).nullish(),
  isNewCustomer: z.boolean().nullish(),
  rankBy: z.enum(['FIRST_YEAR', 'RUNNING_YEAR']).nullish(),
  pricesAsOf: z.iso.date('is not a day; write YYYY-MM-DD').nullable(),
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
    ...(parsed.success ? [] : inputProblems(parsed.error)),
    ...(commodity ? limitProblems(given, commodity) : [commodityProblem(given.commodity)]),
    ...consumptionProblems(given, isByPiece(commodity)),
    ...placeProblems(given),
    ...(given.pricesAsOf !== null && given.pricesAsOf > addDays(today, FORESIGHT_DAYS) ? [tooFarAhead] : []),
  ];
  if (!parsed.success || problems.length > 0) throw invalidInput('QUOTE_INVALID', problems);
  const { annualKwh, householdSize, lastBill, address } = parsed.data;
  const isOnePiece = annualKwh == null && householdSize == null && lastBill == null;
  return {
    ...parsed.data,
    ...{ pricesAsOf: parsed.data.pricesAsOf ?? today, annualKwh: isOnePiece ? 1 : annualKwh },
    ...{ postcode: address?.postcode ?? parsed.data.postcode ?? '', address: address ? { ...address, registerId: null } : null },
  };
}

/** Where it is, is said once. */
function placeProblems({ postcode, address }: QuoteWish): InputProblem[] {
  if (postcode == null && address == null) return [{ field: 'postcode', message: 'is missing; give a postcode, or an address' }];
  if (postcode == null || address == null || postcodeKey(postcode) === postcodeKey(address.postcode)) return [];
  return [{ field: 'address.postcode', message: `is not ${postcode}, which is asked for as well; leave one of them out` }];
}

function limitProblems({ annualKwh }: QuoteWish, { code, unit }: Commodity): InputProblem[] {
  const { most, problem } = quoteLimit(code, unit);
  return annualKwh != null && annualKwh > most ? [{ field: 'annualKwh', message: problem }] : [];
}

const tooFarAhead: InputProblem = {
  field: 'pricesAsOf',
  message: `lies more than ${FORESIGHT_DAYS} days ahead, where nobody knows the prices; choose an earlier day`,
};

/** How much is used is said in one way, and its part at the low rate too. */
function consumptionProblems(given: QuoteWish, isPieces: boolean): InputProblem[] {
  const { segment, annualKwh, householdSize, lastBill, lowRateKwh, lowRateShare } = given;
  const ways = [annualKwh, householdSize, lastBill].filter((way) => way != null).length;
  const checks: [boolean, string, string][] = [
    [ways > 1 || (ways === 0 && !isPieces), 'annualKwh', 'give one of annualKwh, householdSize and lastBill'],
    [householdSize != null && segment === 'BUSINESS', 'householdSize', 'is asked of households alone; give annualKwh'],
    [lowRateKwh != null && lowRateShare != null, 'lowRateShare', 'goes without lowRateKwh; give one of them'],
    [lowRateKwh != null && annualKwh != null && lowRateKwh > annualKwh, 'lowRateKwh', `is more than annualKwh; write at most ${annualKwh}`],
    [
      lowRateKwh != null && (householdSize != null || lastBill != null),
      'lowRateKwh',
      'is a part of annualKwh, which is not given; give lowRateShare instead',
    ],
  ];
  return checks.filter(([isWrong]) => isWrong).map(([, field, message]) => ({ field, message }));
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
