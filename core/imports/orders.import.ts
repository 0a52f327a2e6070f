import type { Tariff } from '#prisma';
import { answersOfCells, type Column, columnsOf } from '../forms/form.columns.ts';
import { todayIn } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { madeBefore } from '../kernel/idempotency.ts';
import { invalid, type Problem } from '../kernel/problems.ts';
import { orderObstacles } from '../orders/order.dry-run.ts';
import { CORE_FIELDS, type OrderAnswers, orderFormParts } from '../orders/order.form.ts';
import { placeOrder } from '../orders/order.service.ts';
import { askQuote } from '../quotes/quote.service.ts';
import type { ImportKind, RowValues } from './import.kind.ts';

/** What a file may say instead of an offer: the price of the day is asked for each row, as in the shop. */
const PRICED_BY: readonly Column[] = [
  { path: 'tariffCode', field: { type: 'text', format: 'plain', step: 'supply', maximum: 60 } },
  { path: 'municipality', field: { type: 'text', format: 'plain', step: 'supply', maximum: 100 } },
  { path: 'pricesAsOf', field: { type: 'day', step: 'supply' } },
];

/** Orders: the order form's own fields and checks, plugins' too; priced by an offer, or by tariff, place and consumption. */
export const ordersImport: ImportKind = {
  code: 'orders',
  permission: 'order.write',
  mutation: 'placeOrder',
  required: ['supplyReason', 'requestedStartOn', 'meteringPoint.code'],
  uniqueBy: ['meteringPoint.code'],
  columns: async (ctx) => [...PRICED_BY, ...(await formColumns(ctx))],
  open: async (ctx, partnerId) => {
    const columns = await formColumns(ctx);
    const tariffOf = createTariffs(ctx);
    const offerOf = createPricing(ctx, tariffOf);
    const answersOf = (values: RowValues): OrderAnswers => {
      const { tariffCode } = values;
      const { annualKwh, ...answers } = answersOfCells(columns, values);
      return tariffCode === undefined && annualKwh !== undefined ? { ...answers, annualKwh } : answers;
    };
    return {
      check: async (values) => {
        const problems = await orderObstacles(ctx, answersOf(values));
        if (values.offerId !== undefined) return problems;
        return [...(await pricingProblems(ctx, values, tariffOf)), ...problems.filter(({ field }) => field !== 'offerId')];
      },
      take: async (values, key) => {
        const before = await madeBefore(ctx, key); // a new price would be another order
        if (before !== null) return before;
        const answers = answersOf(values);
        const offerId = values.offerId ?? (await offerOf(values));
        return (await placeOrder(ctx, { orderId: null, answers: { ...answers, offerId }, partnerId }, key)).id;
      },
    };
  },
};

async function formColumns(ctx: Ctx): Promise<Column[]> {
  const parts = await orderFormParts(ctx, { offerId: null });
  return [...columnsOf(CORE_FIELDS), ...parts.flatMap(({ pluginId, value }) => columnsOf(value.fields, `plugins.${pluginId}.`))];
}

const postcodeOf = (values: RowValues): string | undefined => values['meteringPoint.address.postcode'] ?? values['customer.postcode'];

/** What the price needs, before it is asked for. */
async function pricingProblems({ clock, brand }: Ctx, values: RowValues, tariffOf: TariffOf): Promise<Problem[]> {
  const missing = (field: string): Problem => ({ field, code: 'REQUIRED', values: {} });
  const { tariffCode, annualKwh } = values;
  const problems = [
    ...(annualKwh === undefined ? [missing('annualKwh')] : []),
    ...(annualKwh !== undefined && !/^\d{1,9}$/.test(annualKwh) ? [{ field: 'annualKwh', code: 'INVALID', values: {} }] : []),
  ];
  if (tariffCode === undefined) return [...problems, missing('tariffCode')];
  const tariff = await tariffOf(tariffCode);
  if (!tariff) return [...problems, { field: 'tariffCode', code: 'TARIFF_UNKNOWN', values: {} }];
  const today = new Date(`${todayIn(clock, brand.timeZone)}T00:00:00Z`);
  const isOnSale = tariff.saleFrom <= today && (tariff.saleTo === null || tariff.saleTo > today);
  return isOnSale ? problems : [...problems, { field: 'tariffCode', code: 'TARIFF_NOT_ON_SALE', values: {} }];
}

type TariffOf = (code: string) => Promise<Tariff | null>;

/** Tariffs by code, each read once a batch. */
function createTariffs({ db }: Ctx): TariffOf {
  const known = new Map<string, Promise<Tariff | null>>();
  return (code) => {
    const tariff = known.get(code) ?? Promise.resolve(db.tariff.findFirst({ where: { code } }));
    known.set(code, tariff);
    return tariff;
  };
}

/** The tariff's offer for a row. Rows of one batch that ask the same share one quote. */
function createPricing(ctx: Ctx, tariffOf: TariffOf): (values: RowValues) => Promise<string> {
  const quotes = new Map<string, Promise<ReadonlyMap<string, string>>>();
  return async (values) => {
    const { tariffCode = '', municipality = null, pricesAsOf = null, annualKwh = '' } = values;
    const tariff = await tariffOf(tariffCode);
    if (!tariff) throw invalid('IMPORT_ROW_INVALID', [{ field: 'tariffCode', code: 'TARIFF_UNKNOWN', values: {} }]);
    const { commodity, segment } = tariff;
    const wish = { commodity, segment, postcode: postcodeOf(values) ?? '', municipality, annualKwh: Number(annualKwh), pricesAsOf };
    const name = JSON.stringify(wish);
    const known = quotes.get(name) ?? offersOf(ctx, wish);
    quotes.set(name, known);
    const offerId = (await known).get(tariffCode);
    if (offerId === undefined) throw invalid('IMPORT_ROW_INVALID', [{ field: 'tariffCode', code: 'TARIFF_NOT_OFFERED', values: {} }]);
    return offerId;
  };
}

async function offersOf(ctx: Ctx, wish: Parameters<typeof askQuote>[1]): Promise<ReadonlyMap<string, string>> {
  const { id } = await askQuote(ctx, wish);
  const offers = await ctx.db.quoteOffer.findMany({ where: { quoteId: id }, select: { id: true, tariffPriceId: true } });
  const prices = await ctx.db.tariffPrice.findMany({
    where: { id: { in: offers.map(({ tariffPriceId }) => tariffPriceId) } },
    select: { id: true, tariff: { select: { code: true } } },
  });
  const codes = new Map(prices.map(({ id, tariff }) => [id, tariff.code]));
  if (offers.length === 0)
    throw new DomainError('IMPORT_NOT_PRICED', 'tariffCode: nothing is sold there, or the place is not clear; name the municipality');
  return new Map(offers.map((offer) => [codes.get(offer.tariffPriceId) ?? '', offer.id]));
}
