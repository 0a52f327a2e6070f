import { z } from 'zod';
import type { Prisma, Quote, TariffPrice } from '#prisma';
import { addDays, toDbDate, todayIn } from '../kernel/clock.ts';
import { type Ctx, inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { transformed } from '../kernel/hooks.ts';
import { Decimal } from '../kernel/money.ts';
import { energyBlock, type TariffTerms } from '../pricing/energy-block.ts';
import { plainUsage } from '../pricing/usage.ts';
import { priceComponents } from '../tariffs/tariff.components.ts';
import { type OfferDraft, priceQuote, type QuoteDraft, type QuoteRequest } from './quote.points.ts';
import { firstYearCents, runningYearCents, storedBlock, storedResult } from './quote.result.ts';

/** How long a quote is kept open. */
const VALID_DAYS = 14;
const MAX_KWH = 100_000;
/** How far ahead prices are told: as far as supply may start. */
const FORESIGHT_DAYS = 365;

const wish = z.object({
  commodity: z.string().max(40),
  segment: z.enum(['HOUSEHOLD', 'BUSINESS']),
  postcode: z
    .string()
    .trim()
    .regex(/^[0-9A-Z -]{3,10}$/i, 'is not a postcode; write it as on a letter'),
  municipality: z.string().trim().min(1).max(100).nullable(),
  annualKwh: z
    .number()
    .int('write whole kWh')
    .min(1, 'must be above 0')
    .max(MAX_KWH, `more than ${MAX_KWH} kWh are metered by load and quoted by hand`),
  pricesAsOf: z.iso.date('is not a day; write YYYY-MM-DD').nullable(),
});

export type QuoteWish = z.input<typeof wish>;

/** Prices an address: the brand's own tariffs that are on sale, completed by plugins, saved so that an order can refer to it. */
export async function askQuote(ctx: Ctx, given: QuoteWish): Promise<Quote> {
  const request = readWish(ctx, given);
  const own = await tariffsOnSale(ctx, request);
  const draft = await transformed(priceQuote, startDraft(request, own), ctx);
  return saveQuote(ctx, draft);
}

function readWish(ctx: Ctx, given: QuoteWish): QuoteRequest {
  const parsed = wish.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    throw new DomainError('QUOTE_INVALID', problems.map(({ field, message }) => `${field}: ${message}`).join('; '), { problems });
  }
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const { pricesAsOf } = parsed.data;
  if (pricesAsOf !== null && pricesAsOf > addDays(today, FORESIGHT_DAYS)) {
    const message = `lies more than ${FORESIGHT_DAYS} days ahead, where nobody knows the prices; choose an earlier day`;
    throw new DomainError('QUOTE_INVALID', `pricesAsOf: ${message}`, { problems: [{ field: 'pricesAsOf', message }] });
  }
  return { ...parsed.data, pricesAsOf: pricesAsOf ?? today };
}

type PricedTariff = Prisma.TariffPriceGetPayload<{ include: { tariff: true } }>;

function tariffsOnSale(ctx: Ctx, { commodity, segment, pricesAsOf }: QuoteRequest): Promise<PricedTariff[]> {
  const day = toDbDate(pricesAsOf);
  const today = toDbDate(todayIn(ctx.clock, ctx.brand.timeZone));
  return ctx.db.tariffPrice.findMany({
    where: {
      state: 'PUBLISHED',
      validFrom: { lte: day },
      OR: [{ validTo: null }, { validTo: { gt: day } }],
      tariff: { commodity, segment, saleFrom: { lte: today }, OR: [{ saleTo: null }, { saleTo: { gt: today } }] },
    },
    include: { tariff: true },
    orderBy: { id: 'asc' },
  });
}

const termsOf = ({ basis, components, vatRate }: TariffPrice): TariffTerms => ({
  basis,
  vatRate: vatRate ?? new Decimal(0),
  components: priceComponents.parse(components),
});

const bonusConditionOf = ({ components }: TariffPrice): string | null =>
  priceComponents.parse(components).flatMap((part) => (part.kind === 'bonus' ? (part.condition ?? []) : []))[0] ?? null;

function startDraft(request: QuoteRequest, own: readonly PricedTariff[]): QuoteDraft {
  const usage = plainUsage(request.annualKwh);
  const offers = own.map(
    (price): OfferDraft => ({
      tariffPriceId: price.id,
      supplier: null,
      name: price.tariff.name,
      isGreen: price.tariff.isGreen,
      guaranteeMonths: price.guaranteeMonths,
      minimumTermMonths: price.minimumTermMonths,
      bonusCondition: bonusConditionOf(price),
      terms: termsOf(price),
      blocks: [energyBlock(termsOf(price), usage)],
    }),
  );
  return { request, usage, place: null, questions: [], offers, marketOffers: [], projections: [], sources: [] };
}

/** Quote and offers are saved as they are shown: the price sold is the price shown. */
function saveQuote(ctx: Ctx, draft: QuoteDraft): Promise<Quote> {
  const { request } = draft;
  const now = ctx.clock.now();
  return inTransaction(ctx, async ({ tx, viewer }) => {
    const quote = await tx.quote.create({
      data: {
        partnerId: viewer.partnerId,
        createdAt: now,
        createdBy: viewer.name,
        commodity: request.commodity,
        segment: request.segment,
        postcode: request.postcode,
        municipality: request.municipality,
        annualKwh: request.annualKwh,
        pricesAsOf: toDbDate(request.pricesAsOf),
        validUntil: new Date(now.getTime() + VALID_DAYS * 86_400_000),
        result: storedResult(draft),
      },
    });
    await tx.quoteOffer.createMany({ data: ranked(draft.offers).map((offer, rank) => offerRow(quote.id, offer, rank + 1)) });
    return quote;
  });
}

const ranked = (offers: readonly OfferDraft[]): OfferDraft[] =>
  [...offers].sort((a, b) => firstYearCents(a) - firstYearCents(b) || a.name.localeCompare(b.name));

function offerRow(quoteId: string, offer: OfferDraft, rank: number): Prisma.QuoteOfferCreateManyInput {
  if (offer.tariffPriceId === null) throw new Error(`The offer "${offer.name}" is in the brand's own offers but has no price version`);
  return {
    quoteId,
    tariffPriceId: offer.tariffPriceId,
    rank,
    firstYearCents: firstYearCents(offer),
    runningYearCents: runningYearCents(offer),
    breakdown: offer.blocks.map(storedBlock),
  };
}
