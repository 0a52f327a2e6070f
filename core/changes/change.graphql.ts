import { needs } from '../graphql/builder.ts';
import { oneById } from '../graphql/relations.ts';
import type { Shared } from '../graphql/shared.ts';
import { type ChangeRow, changesAfter, lastChange } from '../kernel/changes.sql.ts';

const MAX = 500;
/** Types that are followed; the triggers in the fence migration note them. */
const FOLLOWED = ['Contract', 'Customer', 'Order'] as const;

const byId = {
  Contract: oneById((db) => db.contract),
  Customer: oneById((db) => db.customer),
  Order: oneById((db) => db.order),
};

type Change = ChangeRow & { readonly isRemoved: boolean };

/** What changed since a number: how another system keeps a copy without asking for everything. */
export function changeSchema({ builder }: Shared): void {
  const ChangeType = builder.enumType('ChangeType', {
    description: 'A type whose changes can be followed.',
    values: {
      Contract: { description: 'Contracts.' },
      Customer: { description: 'Customers.' },
      Order: { description: 'Orders.' },
    } as const,
  });
  const ChangeRef = builder.objectRef<Change>('Change');
  ChangeRef.implement({
    description: "A row that changed, or that left the viewer's rows.",
    fields: (t) => ({
      sequence: t.expose('seq', { type: 'BigInt', description: "Position in the brand's sequence." }),
      type: t.exposeString('entity', { description: 'Its type.' }),
      rowId: t.exposeID('entityId', { description: 'Its id.' }),
      isRemoved: t.exposeBoolean('isRemoved', { description: "Whether it is no longer in the viewer's rows." }),
      contract: t.prismaField({
        type: 'Contract',
        nullable: true,
        description: 'As it is now, if it is a contract.',
        resolve: (query, { entity, entityId }, _args, ctx) => byId.Contract(query, entity === 'Contract' ? entityId : null, ctx),
      }),
      customer: t.prismaField({
        type: 'Customer',
        nullable: true,
        description: 'As it is now, if it is a customer.',
        resolve: (query, { entity, entityId }, _args, ctx) => byId.Customer(query, entity === 'Customer' ? entityId : null, ctx),
      }),
      order: t.prismaField({
        type: 'Order',
        nullable: true,
        description: 'As it is now, if it is an order.',
        resolve: (query, { entity, entityId }, _args, ctx) => byId.Order(query, entity === 'Order' ? entityId : null, ctx),
      }),
    }),
  });
  const Changes = builder.objectRef<{ changes: Change[]; sequence: bigint; hasMore: boolean }>('Changes');
  Changes.implement({
    description: 'Changes in their order.',
    fields: (t) => ({
      changes: t.field({
        type: [ChangeRef],
        description: 'Oldest first; of several changes of a row on this page only the last.',
        resolve: ({ changes }) => changes,
      }),
      sequence: t.expose('sequence', { type: 'BigInt', description: 'Give it as `after` of the next call.' }),
      hasMore: t.exposeBoolean('hasMore', { description: 'Whether there are more already.' }),
    }),
  });

  builder.queryField('changes', (t) =>
    t.field({
      type: Changes,
      description: 'Changes after a number. Begin with "0"; a number is never skipped and never comes twice.',
      extensions: needs('contract.read'),
      args: {
        after: t.arg({ type: 'BigInt', required: true, description: '`sequence` of the last call, "0" for the beginning.' }),
        first: t.arg.int({ description: `At most so many; 200 unless said otherwise, ${MAX} at most.` }),
        types: t.arg({ type: [ChangeType], description: 'Only these types.' }),
      },
      resolve: async (_root, { after, first, types }, ctx) => {
        const limit = Math.min(MAX, Math.max(1, first ?? 200));
        const query = { brandId: ctx.brand.id, rows: ctx.viewer.rows, after, entities: types ?? FOLLOWED, limit: limit + 1 };
        const last = await lastChange(ctx.db, ctx.brand.id);
        const rows = await changesAfter(ctx.db, query);
        const page = rows.slice(0, limit);
        const hasMore = rows.length > limit;
        return { changes: await judged(ctx, latest(page)), sequence: reached(hasMore ? after : last, page), hasMore };
      },
    }),
  );

  /** How far the caller has read: the last row of the page, or further when nothing behind it is for them. */
  const reached = (known: bigint, page: readonly ChangeRow[]): bigint => {
    const last = page.at(-1)?.seq ?? known;
    return last > known ? last : known;
  };

  const latest = (rows: readonly ChangeRow[]): ChangeRow[] =>
    [...new Map(rows.map((row) => [`${row.entity} ${row.entityId}`, row])).values()].sort((a, b) => (a.seq < b.seq ? -1 : 1));

  async function judged({ db }: Parameters<(typeof byId)['Order']>[2], rows: readonly ChangeRow[]): Promise<Change[]> {
    const idsOf = (entity: string) => ({ in: rows.filter((row) => row.entity === entity).map(({ entityId }) => entityId) });
    const visible = new Set(
      (
        await Promise.all([
          db.contract.findMany({ where: { id: idsOf('Contract') }, select: { id: true } }),
          db.customer.findMany({ where: { id: idsOf('Customer') }, select: { id: true } }),
          db.order.findMany({ where: { id: idsOf('Order') }, select: { id: true } }),
        ])
      )
        .flat()
        .map(({ id }) => id),
    );
    return rows.map((row) => ({ ...row, isRemoved: !visible.has(row.entityId) }));
  }
}
