import { Prisma } from '#prisma';
import { addDays, laterOf, toDbDate, todayIn } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import { energyBlock, type TariffTerms } from '../pricing/energy-block.ts';
import { vatRateOn } from '../rules/rates.ts';
import { isForUse, type PriceRow, type PublishedPrice, priceList, publishedPrice } from '../tariffs/price-list.ts';
import { isSoldAt } from '../tariffs/tariff.areas.ts';
import { type PriceForm, soundPrice } from '../tariffs/tariff.form.ts';
import { type ConsumptionGroup, consumptionsOf, placesSupplied } from './price-preview.sql.ts';
import type { NotOffered, OfferDraft, QuoteRequest } from './quote.points.ts';
import { pricedQuote } from './quote.pricing.ts';
import { usageFor } from './quote.usage.ts';
import { readWish, requestFor } from './quote.wish.ts';

/** For whom a version is priced before it is published. */
interface Example {
  readonly postcode: string;
  readonly municipality: string | null;
  readonly annualKwh: number;
}
export type PreviewWish = Example & { readonly id: string };
/** A version that is being written. */
export type DraftWish = Example & { readonly tariffId: string; readonly price: PriceForm };

export interface PricePreview {
  /** null where it has no price there: see `notOffered`. */
  readonly offer: OfferDraft | null;
  /** The published version that it would follow, on the same day at the same place. */
  readonly before: OfferDraft | null;
  readonly notOffered: readonly NotOffered[];
  readonly contracts: Recomputed;
}

/** What the version would change for contracts that run, by their expected consumption: energy alone. */
export interface Recomputed {
  readonly count: number;
  /** Of them with a known consumption in the version's band: what they would pay more in a running year, gross, cents. */
  readonly yearCents: number | null;
}

/** Of more different consumptions the sum is not told: this is a preview, not a bill. */
const MOST_CONSUMPTIONS = 2_000;

/** What a version, published or not, costs somebody, beside the one that it follows. Nothing is saved. Throws TARIFF_PRICE_NOT_FOUND. */
export async function previewPrice(ctx: Ctx, { id, ...asked }: PreviewWish): Promise<PricePreview> {
  const row = await ctx.db.tariffPrice.findUnique({ where: { id }, include: { tariff: true } });
  if (!row) throw new DomainError('TARIFF_PRICE_NOT_FOUND', `id: there is no price ${id}`, { id });
  return previewOf(ctx, row, asked);
}

/** The same for a version that nobody has saved. Throws TARIFF_NOT_FOUND, TARIFF_PRICE_INVALID. */
export async function previewDraft(ctx: Ctx, { tariffId, price, ...asked }: DraftWish): Promise<PricePreview> {
  const tariff = await ctx.db.tariff.findUnique({ where: { id: tariffId } });
  if (!tariff) throw new DomainError('TARIFF_NOT_FOUND', `tariffId: there is no tariff ${tariffId}`, { field: 'tariffId', tariffId });
  return previewOf(ctx, rowOf(ctx, tariff, price), asked);
}

function rowOf({ brand, viewer, clock }: Ctx, tariff: PriceRow['tariff'], given: PriceForm): PriceRow {
  const { commodity, segment } = tariff;
  const { validFrom, validTo, vatRate, components, areas, guaranteeUntil, leavingFee, ...terms } = soundPrice(given, {
    ...{ commodity, segment, country: brand.country },
  });
  const stored: Pick<PriceRow, 'components' | 'areas' | 'leavingFee'> = JSON.parse(
    JSON.stringify({ components, areas, leavingFee: leavingFee ?? null }),
  );
  return {
    ...terms,
    ...{ id: newId(), brandId: brand.id, tariffId: tariff.id, tariff, state: 'DRAFT' },
    validFrom: toDbDate(validFrom),
    validTo: validTo ? toDbDate(validTo) : null,
    vatRate: vatRate ? new Prisma.Decimal(vatRate) : null,
    ...stored,
    consumptionFrom: terms.consumptionFrom ?? null,
    consumptionTo: terms.consumptionTo ?? null,
    guaranteeUntil: guaranteeUntil ? toDbDate(guaranteeUntil) : null,
    ...{ version: 0, createdAt: clock.now(), createdBy: viewer.name, authors: [viewer.id] },
    ...{ handedInAt: null, handedInBy: null, approvedAt: null, approvedBy: null, publishedAt: null, publishedBy: null },
  };
}

async function previewOf(ctx: Ctx, row: PriceRow, asked: Example): Promise<PricePreview> {
  const version = publishedPrice(row);
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const { commodity, segment } = row.tariff;
  const pricesAsOf = laterOf(version.validFrom, today);
  const wish = readWish(ctx, { ...asked, commodity, segment, pricesAsOf });
  const request = requestFor(wish, asked.annualKwh);

  const { draft } = await pricedQuote(ctx, request, [version]);
  const predecessor = predecessorOf(version, await priceList(ctx));
  const before = predecessor && (await pricedQuote(ctx, request, [predecessor])).draft.offers[0];
  return {
    offer: draft.offers[0] ?? null,
    before: before ?? null,
    notOffered: draft.notOffered,
    contracts: await recompute(ctx, { request, version, predecessor: draft.offers[0] && before ? predecessor : null }),
  };
}

/** Of the same regional list, in force on the last day before the version begins. */
function predecessorOf(version: PublishedPrice, prices: readonly PublishedPrice[]): PublishedPrice | null {
  const dayBefore = addDays(version.validFrom, -1);
  const isBefore = ({ row, validFrom, validTo }: PublishedPrice): boolean =>
    row.id !== version.row.id &&
    row.tariffId === version.row.tariffId &&
    row.region === version.row.region &&
    validFrom <= dayBefore &&
    (validTo === null || validTo > dayBefore);
  return prices.find(isBefore) ?? null;
}

interface Change {
  readonly request: QuoteRequest;
  readonly version: PublishedPrice;
  /** null where there is none, or where one of the two has no price. */
  readonly predecessor: PublishedPrice | null;
}

async function recompute(ctx: Ctx, { request, version, predecessor }: Change): Promise<Recomputed> {
  const groups = await reachedBy(ctx, version);
  const count = groups.reduce((sum, { contracts }) => sum + contracts, 0);
  const statutory = vatRateOn({ ...request, country: ctx.brand.country, day: request.pricesAsOf })?.rate ?? null;
  const [now, then] = [predecessor && termsOf(predecessor, statutory), termsOf(version, statutory)];
  if (!now || !then || !predecessor || groups.length > MOST_CONSUMPTIONS) return { count, yearCents: null };

  const usage = await usageFor(ctx, request, [version, predecessor]);
  const yearCents = groups.reduce((sum, { annualKwh, lowRateKwh, contracts }) => {
    if (annualKwh === null || annualKwh < 1 || !isForUse(version, annualKwh)) return sum;
    const known = lowRateKwh !== null && lowRateKwh <= annualKwh ? lowRateKwh : null;
    const theirs = { ...usage, annualKwh, lowRateKwh: known };
    return sum + (energyBlock(then, theirs).runningYearCents - energyBlock(now, theirs).runningYearCents) * contracts;
  }, 0);
  return { count, yearCents };
}

/** Contracts that the version would reach, by their consumption: at its places, and with no guarantee that holds it back. */
async function reachedBy(ctx: Ctx, { row, areas }: PublishedPrice): Promise<ConsumptionGroup[]> {
  const supplied = { tariffId: row.tariffId, from: row.validFrom };
  const places = areas.length === 0 ? null : (await placesSupplied(ctx, supplied)).filter((place) => isSoldAt(areas, place));
  return consumptionsOf(ctx, { ...supplied, places });
}

const termsOf = ({ row, vatRate, components }: PublishedPrice, statutory: TariffTerms['vatRate'] | null): TariffTerms | null => {
  const rate = vatRate ?? statutory;
  return rate && { basis: row.basis, vatRate: rate, components };
};
