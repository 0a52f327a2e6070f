import type { Ctx } from '../kernel/context.ts';
import { transformed } from '../kernel/hooks.ts';
import { vatRateOn } from '../rules/rates.ts';
import { isForUse, type PublishedPrice } from '../tariffs/price-list.ts';
import { asksForGridArea, isSoldAt } from '../tariffs/tariff.areas.ts';
import { isOffer, priceOffer } from './offer.draft.ts';
import { type NotOffered, type OfferDraft, priceQuote, type QuoteDraft, type QuoteRequest } from './quote.points.ts';
import { usageFor } from './quote.usage.ts';

export interface PricedQuote {
  readonly draft: QuoteDraft;
  /** The versions that were priced, by id. */
  readonly prices: ReadonlyMap<string, PublishedPrice>;
}

/** Prices what is sold there for this consumption, completed by plugins; nothing is saved. */
export async function pricedQuote(ctx: Ctx, request: QuoteRequest, sold: readonly PublishedPrice[]): Promise<PricedQuote> {
  const { postcode, annualKwh } = request;
  const fitting = sold.filter(
    (price) =>
      isForUse(price, annualKwh) && (isSoldAt(price.areas, { postcode, gridArea: null }) || asksForGridArea(price.areas, postcode)),
  );
  const usage = await usageFor(ctx, request, fitting);
  const vatRate = vatRateOn({ ...request, country: ctx.brand.country, day: request.pricesAsOf })?.rate ?? null;
  const priced = fitting.map((price) => priceOffer(price, usage, vatRate));
  const started: QuoteDraft = {
    request,
    usage,
    place: null,
    questions: [],
    offers: priced.filter(isOffer),
    marketOffers: [],
    projections: [],
    notOffered: priced.filter((one): one is NotOffered => !isOffer(one)),
    sources: [],
  };
  const prices = new Map(fitting.map((price) => [price.row.id, price]));
  return { draft: atItsPlace(await transformed(priceQuote, started, ctx), prices), prices };
}

/** Leaves out what is sold in other grid areas, now that plugins have said which one it is. */
function atItsPlace(draft: QuoteDraft, prices: PricedQuote['prices']): QuoteDraft {
  const gridArea = draft.place?.gridArea ?? null;
  const { postcode } = draft.request;
  const areasOf = ({ tariffPriceId }: OfferDraft) => prices.get(tariffPriceId ?? '')?.areas ?? [];
  const elsewhere = draft.offers.filter((offer) => !isSoldAt(areasOf(offer), { postcode, gridArea }));
  if (elsewhere.length === 0) return draft;
  const unknown = gridArea === null ? elsewhere : [];
  return {
    ...draft,
    offers: draft.offers.filter((offer) => !elsewhere.includes(offer)),
    notOffered: [...draft.notOffered, ...unknown.map(({ name }) => ({ name, code: 'GRID_AREA_UNKNOWN', values: {} }))],
  };
}
