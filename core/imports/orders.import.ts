import { answersOfCells, type Column, columnsOf } from '../forms/form.columns.ts';
import type { Ctx } from '../kernel/context.ts';
import { madeBefore } from '../kernel/idempotency.ts';
import type { Problem } from '../kernel/problems.ts';
import { orderObstacles } from '../orders/order.dry-run.ts';
import { CORE_FIELDS, type OrderAnswers, orderFormParts } from '../orders/order.form.ts';
import { placeOrder } from '../orders/order.service.ts';
import type { ImportKind, RowValues } from './import.kind.ts';
import { createPricing } from './orders.pricing.ts';

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
  required: ['requestedStartOn'],
  // What is sold without a metering point needs neither.
  usual: ['supplyReason', 'meteringPoint.code'],
  uniqueBy: ['meteringPoint.code'],
  columns: async (ctx) => [...PRICED_BY, ...(await formColumns(ctx))],
  open: async (ctx, partnerId) => {
    const columns = await formColumns(ctx);
    const pricing = createPricing(ctx);
    const answersOf = (values: RowValues): OrderAnswers => {
      const { tariffCode } = values;
      const { annualKwh, ...answers } = answersOfCells(columns, values);
      return tariffCode === undefined && annualKwh !== undefined ? { ...answers, annualKwh } : answers;
    };
    return {
      check: async (values) => {
        if (values.offerId !== undefined) return orderObstacles(ctx, { answers: answersOf(values), partnerId, standIn: null });
        const { standIn, problems: ofPrice } = await pricing.look(values);
        const problems = await orderObstacles(ctx, { answers: answersOf(values), partnerId, standIn });
        return [...ofPrice, ...problems.flatMap((problem) => ofFile(problem, standIn !== null))];
      },
      take: async (values, key) => {
        const before = await madeBefore(ctx, key); // a new price would be another order
        if (before !== null) return before;
        const answers = answersOf(values);
        const offerId = values.offerId ?? (await pricing.offerOf(values));
        return (await placeOrder(ctx, { orderId: null, answers: { ...answers, offerId }, partnerId }, key)).id;
      },
    };
  },
};

/** A file that names a tariff knows nothing of offers: what is wrong with the offer is wrong with the tariff. */
const ofFile = (problem: Problem, isPriced: boolean): Problem[] =>
  problem.field !== 'offerId' ? [problem] : isPriced ? [{ ...problem, field: 'tariffCode' }] : [];

async function formColumns(ctx: Ctx): Promise<Column[]> {
  const parts = await orderFormParts(ctx, { offerId: null });
  return [...columnsOf(CORE_FIELDS), ...parts.flatMap(({ pluginId, value }) => columnsOf(value.fields, `plugins.${pluginId}.`))];
}
