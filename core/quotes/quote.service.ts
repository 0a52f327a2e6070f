import type { Quote, QuoteOffer } from '#prisma';
import { type PlainDate, toDbDate, todayIn } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { invalid } from '../kernel/problems.ts';
import { checkAddress, type StreetAddress } from '../places/address-check.ts';
import { knownPostcode } from '../places/place.service.ts';
import { onSale, type PriceRow, type PublishedPrice, priceList } from '../tariffs/price-list.ts';
import { type Asked, detailsOf, laterVersions } from './offer.details.ts';
import { withConsumption } from './quote.consumption.ts';
import { type StoredMarket, storedMarket } from './quote.market.ts';
import type { OfferDraft } from './quote.points.ts';
import { type PricedQuote, pricedQuote } from './quote.pricing.ts';
import {
  breakdownText,
  firstYearCents,
  monthlyCents,
  runningYearCents,
  type StoredBlock,
  type StoredQuote,
  storedBreakdown,
  storedResult,
} from './quote.result.ts';
import { insertQuote } from './quote.sql.ts';
import { usageFor } from './quote.usage.ts';
import { type QuoteWish, readWish, type SoundWish } from './quote.wish.ts';

/** How long a quote is kept open. */
const VALID_DAYS = 14;

/** A quote as it was written, with what was shown: nobody has to read it again. */
export type SavedQuote = Omit<Quote, 'result'> & {
  readonly result: StoredQuote;
  readonly market: StoredMarket | null;
  readonly offers: readonly SavedOffer[];
};
export type SavedOffer = Omit<QuoteOffer, 'breakdown'> & { readonly breakdown: StoredBlock[]; readonly tariffPrice: PriceRow };

/**
 * Prices an address: the brand's own tariffs that are on sale, completed by plugins, saved so that an order can refer to it.
 * `tariffCode`: this tariff alone and no market beside it, for whoever has chosen already; null = all.
 * Throws QUOTE_INVALID with every problem at once, QUOTE_CONSUMPTION_UNKNOWN, and what plugins refuse.
 */
export async function askQuote(ctx: Ctx, given: QuoteWish, tariffCode: string | null = null): Promise<SavedQuote> {
  const wish = await atKnownPlace(ctx, readWish(ctx, given));
  const prices = await priceList(ctx);
  const onSaleNow = onSale(prices, wish, todayIn(ctx.clock, ctx.brand.timeZone));
  const sold = tariffCode === null ? onSaleNow : onSaleNow.filter(({ row }) => row.tariff.code === tariffCode);
  const asking = await withConsumption(ctx, wish, sold);
  const { consumption } = asking;
  const request = { ...asking.request, isCompared: tariffCode === null };
  const priced = await pricedQuote(ctx, request, sold);
  const asked = await askedOf(ctx, priced, prices);
  const market = storedMarket(ctx.brand.id, priced.draft.marketOffers);
  const { quote, offers } = rows(ctx, { wish, priced, asked, market, result: storedResult(priced.draft, consumption) });
  await insertQuote(ctx, {
    quote: { ...quote, request: JSON.stringify(quote.request), result: JSON.stringify(quote.result) },
    offers: offers.map(({ offer, row }) => ({ ...row, breakdown: breakdownText(offer), details: JSON.stringify(row.details) })),
    market,
  });
  return { ...quote, market, offers: offers.map(({ row }) => row) };
}

/** What known changes are told from. Later versions may ask for what those on sale do not: a profile, a market. */
async function askedOf(ctx: Ctx, { draft, prices: priced }: PricedQuote, prices: readonly PublishedPrice[]): Promise<Asked> {
  const { request, place, usage } = draft;
  const asked = { request, prices, usage, country: ctx.brand.country, gridArea: place?.gridArea ?? null };
  const later = [...priced.values()].flatMap((price) => laterVersions(price, asked));
  return later.length === 0 ? asked : { ...asked, usage: await usageFor(ctx, request, [...priced.values(), ...later]) };
}

/** Where postcodes are known, one that is not given out is refused: a grid area would be guessed. */
async function atKnownPlace(ctx: Ctx, wish: SoundWish): Promise<SoundWish> {
  const { country } = ctx.brand;
  const postcode = await knownPostcode(ctx, { country, postcode: wish.postcode });
  if (postcode !== null) return wish.address ? atKnownAddress(ctx, { ...wish, postcode }, wish.address) : { ...wish, postcode };
  const field = wish.address ? 'address.postcode' : 'postcode';
  throw invalid('QUOTE_INVALID', [{ field, code: 'POSTCODE_UNKNOWN', values: { postcode: wish.postcode, country } }]);
}

/** A town that lies elsewhere would be priced by the wrong grid, and supplied nowhere. */
async function atKnownAddress(ctx: Ctx, wish: SoundWish, given: StreetAddress): Promise<SoundWish> {
  const address = { ...given, postcode: wish.postcode };
  const { registerId, placesInstead } = await checkAddress(ctx, address, ctx.brand.country);
  if (placesInstead === null) return { ...wish, address: { ...address, registerId } };
  const there = placesInstead.slice(0, SHOWN_PLACES).join(', ');
  const values = { city: address.city, postcode: wish.postcode, there };
  throw invalid('QUOTE_INVALID', [{ field: 'address.city', code: 'CITY_DIFFERS', values }]);
}

/** Of the places with a postcode, in an error. */
const SHOWN_PLACES = 8;

interface Answer {
  readonly wish: SoundWish;
  readonly priced: PricedQuote;
  readonly asked: Asked;
  readonly market: StoredMarket | null;
  readonly result: StoredQuote;
}

/** Quote and offers as they are saved and shown: the price sold is the price shown. */
function rows({ brand, viewer, clock }: Ctx, { wish, priced, asked, market, result }: Answer) {
  const { request } = priced.draft;
  const now = clock.now();
  const quote = {
    id: newId(),
    brandId: brand.id,
    partnerId: viewer.partnerId,
    createdAt: now,
    createdBy: viewer.name,
    commodity: request.commodity,
    segment: request.segment,
    postcode: request.postcode,
    municipality: request.municipality,
    annualKwh: request.annualKwh,
    request: JSON.parse(JSON.stringify(wish)) as Quote['request'],
    pricesAsOf: toDbDate(request.pricesAsOf),
    validUntil: validUntil(request.pricesAsOf, { now, today: todayIn(clock, brand.timeZone) }),
    result,
    marketId: market?.id ?? null,
  };
  const offers = ranked(priced.draft.offers, wish.rankBy ?? 'FIRST_YEAR').map((offer, index) => {
    const price = priced.prices.get(offer.tariffPriceId ?? '');
    if (!price) throw new Error(`The offer "${offer.name}" is in the brand's own offers but has no price version`);
    const running = runningYearCents(offer);
    const row: SavedOffer = {
      id: newId(),
      brandId: brand.id,
      quoteId: quote.id,
      tariffPriceId: price.row.id,
      rank: index + 1,
      firstYearCents: firstYearCents(offer),
      runningYearCents: running,
      monthlyCents: monthlyCents(running),
      breakdown: storedBreakdown(offer),
      details: detailsOf(offer, price, asked),
      tariffPrice: price.row,
    };
    return { offer, row };
  });
  return { quote, offers };
}

/** Prices of a former day are shown, and sold no more: they could be ordered until that day began. */
const validUntil = (pricesAsOf: PlainDate, { now, today }: { now: Date; today: PlainDate }): Date =>
  pricesAsOf < today ? toDbDate(pricesAsOf) : new Date(now.getTime() + VALID_DAYS * 86_400_000);

function ranked(offers: readonly OfferDraft[], by: 'FIRST_YEAR' | 'RUNNING_YEAR'): OfferDraft[] {
  const [cost, other] = by === 'FIRST_YEAR' ? [firstYearCents, runningYearCents] : [runningYearCents, firstYearCents];
  const keyed = offers.map((offer) => ({ offer, first: cost(offer), second: other(offer) }));
  return keyed
    .sort((a, b) => a.first - b.first || a.second - b.second || byText.compare(a.offer.name, b.offer.name))
    .map(({ offer }) => offer);
}

const byText = new Intl.Collator('de');
