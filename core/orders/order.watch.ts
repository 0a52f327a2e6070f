import { Repeater } from 'graphql-yoga';
import type { GraphQLContext } from '../graphql/builder.ts';
import { createBell } from '../kernel/bell.ts';
import { type ChangeRow, changesAfter, lastChange } from '../kernel/changes.sql.ts';

/** A stream ends after this time and its client opens a new one: rights that were taken away meanwhile count then. */
const LONGEST_MS = 15 * 60_000;
const PAGE = 200;

/** Ids of orders in the viewer's rows, each time one of them or its contract changes. Ends when the client goes. */
export const watchOrders = (ctx: GraphQLContext, orderId: string | null): AsyncIterable<string> =>
  new Repeater<string>(async (push, stop) => {
    let seen = await lastChange(ctx.db, ctx.brand.id);
    const bell = createBell();
    const unsubscribe = ctx.kernel.signals.subscribe(({ kind, brandId }) => {
      if (kind === 'sequenced' && brandId === ctx.brand.id) bell.ring();
    });
    const deadline = setTimeout(stop, LONGEST_MS);
    let isOver = false;
    // Also when the client goes while nothing happens.
    const ended = stop.then(() => {
      isOver = true;
      clearTimeout(deadline);
      unsubscribe();
      bell.ring();
    });

    while (!isOver) {
      const changes = await changesSince(ctx, seen);
      seen = changes.at(-1)?.seq ?? seen;
      for (const id of await ordersOf(ctx, changes)) if (orderId === null || orderId === id) await push(id);
      if (changes.length === 0) await bell.wait();
    }
    await ended;
  });

const changesSince = ({ db, brand, viewer }: GraphQLContext, after: bigint): Promise<ChangeRow[]> =>
  changesAfter(db, { brandId: brand.id, rows: viewer.rows, after, entities: ['Order', 'Contract'], limit: PAGE });

/** The visible orders behind some changes, each once. */
async function ordersOf({ db }: GraphQLContext, changes: readonly ChangeRow[]): Promise<string[]> {
  if (changes.length === 0) return [];
  const idsOf = (entity: string) => changes.filter((change) => change.entity === entity).map(({ entityId }) => entityId);
  const orders = await db.order.findMany({
    where: { OR: [{ id: { in: idsOf('Order') } }, { contracts: { some: { id: { in: idsOf('Contract') } } } }] },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return orders.map(({ id }) => id);
}
