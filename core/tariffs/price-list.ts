import type { Prisma } from '#prisma';
import { fromDbDate, type PlainDate, todayIn } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import { Decimal } from '../kernel/money.ts';
import { type PriceArea, priceAreas } from './tariff.areas.ts';
import { type PriceComponent, priceComponents } from './tariff.components.ts';

export type PriceRow = Prisma.TariffPriceGetPayload<{ include: { tariff: true } }>;

/** A published version, read and parsed once. */
export interface PublishedPrice {
  readonly row: PriceRow;
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
  readonly saleFrom: PlainDate;
  readonly saleTo: PlainDate | null;
  readonly components: readonly PriceComponent[];
  readonly areas: readonly PriceArea[];
  /** null = the statutory rate of the day. */
  readonly vatRate: Decimal | null;
}

const byTariff = new WeakMap<readonly PublishedPrice[], ReadonlyMap<string, readonly PublishedPrice[]>>();

/** The versions of one tariff in a list, oldest first. A list is sorted by tariff once, however many quotes ask. */
export function versionsOf(prices: readonly PublishedPrice[], tariffId: string): readonly PublishedPrice[] {
  const known = byTariff.get(prices) ?? sortedByTariff(prices);
  byTariff.set(prices, known);
  return known.get(tariffId) ?? [];
}

function sortedByTariff(prices: readonly PublishedPrice[]): ReadonlyMap<string, readonly PublishedPrice[]> {
  const sorted = new Map<string, PublishedPrice[]>();
  for (const price of [...prices].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1)))
    sorted.set(price.row.tariffId, [...(sorted.get(price.row.tariffId) ?? []), price]);
  return sorted;
}

/** All published versions of the brand, oldest id first; kept in memory until a tariff of the brand changes. */
export const priceList = (ctx: Pick<Ctx, 'db' | 'brand' | 'remember'>): Promise<readonly PublishedPrice[]> =>
  ctx.remember(`prices:${ctx.brand.id}`, async () => {
    const rows = await ctx.db.tariffPrice.findMany({ where: { state: 'PUBLISHED' }, include: { tariff: true }, orderBy: { id: 'asc' } });
    return rows.map(publishedPrice);
  });

/** Codes of the commodities of which something is on sale today, in their order. */
export async function commoditiesOnSale(ctx: Pick<Ctx, 'db' | 'brand' | 'remember' | 'clock'>): Promise<readonly string[]> {
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const sold = (await priceList(ctx)).filter(({ saleFrom, saleTo }) => holdsOn(saleFrom, saleTo, today));
  return [...new Set(sold.map(({ row }) => row.tariff.commodity))].sort();
}

/** A version as it is priced, whether it is published yet or not. */
export const publishedPrice = (row: PriceRow): PublishedPrice => ({
  row,
  validFrom: fromDbDate(row.validFrom),
  validTo: row.validTo && fromDbDate(row.validTo),
  saleFrom: fromDbDate(row.tariff.saleFrom),
  saleTo: row.tariff.saleTo && fromDbDate(row.tariff.saleTo),
  components: priceComponents.parse(row.components),
  areas: priceAreas.parse(row.areas),
  vatRate: row.vatRate && new Decimal(row.vatRate.toString()),
});

/** Whether a day lies in [from, to). */
export const holdsOn = (from: PlainDate, to: PlainDate | null, day: PlainDate): boolean => from <= day && (to === null || day < to);

export interface SaleQuestion {
  readonly commodity: string;
  readonly segment: 'HOUSEHOLD' | 'BUSINESS';
  readonly pricesAsOf: PlainDate;
}

/** What is sold to a segment today, at the prices of a day. */
export const onSale = (
  prices: readonly PublishedPrice[],
  { commodity, segment, pricesAsOf }: SaleQuestion,
  today: PlainDate,
): PublishedPrice[] =>
  prices.filter(
    ({ row: { tariff }, validFrom, validTo, saleFrom, saleTo }) =>
      tariff.commodity === commodity &&
      tariff.segment === segment &&
      holdsOn(validFrom, validTo, pricesAsOf) &&
      holdsOn(saleFrom, saleTo, today),
  );

/** Whether a consumption lies in its band. */
export const isForUse = ({ row: { consumptionFrom, consumptionTo } }: PublishedPrice, annualKwh: number): boolean =>
  annualKwh >= (consumptionFrom ?? 0) && (consumptionTo === null || annualKwh < consumptionTo);
