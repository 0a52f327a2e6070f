import { type BrandFacts, type Ctx, inBrands } from '#core';

/** What a brand did in some days, counted in that brand alone. */
export interface BrandFigures {
  readonly brand: BrandFacts;
  /** Orders that were handed in. */
  readonly orders: number;
  /** Contracts that came of them, and how many were refused. */
  readonly contracts: number;
  readonly refused: number;
  /** As it is now. */
  readonly inSupply: number;
  readonly waiting: number;
}

/** The brands that the viewer may report on, side by side. `from` and `before`: instants, the second one exclusive. */
export async function figuresOfBrands(ctx: Ctx, { from, before }: { readonly from: Date; readonly before: Date }): Promise<BrandFigures[]> {
  const brands = (await inBrands(ctx)).filter(({ ctx: { viewer } }) => viewer.permissions.has('order.read') && viewer.rows.kind === 'all');
  return Promise.all(
    brands.map(async ({ ctx: { db, brand } }) => {
      const submittedAt = { gte: from, lt: before };
      const [orders, ofOrders, now] = await Promise.all([
        db.order.count({ where: { submittedAt } }),
        db.contract.groupBy({ by: ['kind'], where: { order: { submittedAt } }, _count: { _all: true } }),
        db.contract.groupBy({ by: ['kind'], _count: { _all: true } }),
      ]);
      const count = (rows: typeof now, kinds: readonly string[]): number =>
        rows.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { _count }) => sum + _count._all, 0);
      const kinds = ofOrders.map(({ kind }) => kind);
      return {
        ...{ brand, orders, contracts: count(ofOrders, kinds), refused: count(ofOrders, ['REFUSED']) },
        ...{ inSupply: count(now, ['SUPPLY']), waiting: count(now, ['REVIEW', 'WAITING']) },
      };
    }),
  );
}
