import type { GraphQLContext } from '../graphql/builder.ts';
import { changesAfter, lastChange } from '../kernel/changes.sql.ts';

/** Ids of orders in the viewer's rows, each time one of them or its contract changes. Ends when the client goes. */
export async function* watchOrders(ctx: GraphQLContext, orderId: string | null): AsyncGenerator<string> {
  let seen = await lastChange(ctx.db, ctx.brand.id);
  let wake: () => void = () => undefined;
  let isAwake = false;
  const unsubscribe = ctx.kernel.signals.subscribe(({ kind, brandId }) => {
    if (kind !== 'sequenced' || brandId !== ctx.brand.id) return;
    isAwake = true;
    wake();
  });
  try {
    while (true) {
      const changes = await changesAfter(ctx.db, {
        brandId: ctx.brand.id,
        rows: ctx.viewer.rows,
        after: seen,
        entities: ['Order', 'Contract'],
        limit: 200,
      });
      seen = changes.at(-1)?.seq ?? seen;
      for (const id of await ordersOf(ctx, changes)) if (orderId === null || orderId === id) yield id;
      if (changes.length === 0 && !isAwake)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      isAwake = false;
    }
  } finally {
    unsubscribe();
  }
}

/** The visible orders behind some changes, each once. */
async function ordersOf({ db }: GraphQLContext, changes: readonly { entity: string; entityId: string }[]): Promise<string[]> {
  if (changes.length === 0) return [];
  const idsOf = (entity: string) => changes.filter((change) => change.entity === entity).map(({ entityId }) => entityId);
  const orders = await db.order.findMany({
    where: { OR: [{ id: { in: idsOf('Order') } }, { contracts: { some: { id: { in: idsOf('Contract') } } } }] },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return orders.map(({ id }) => id);
}
