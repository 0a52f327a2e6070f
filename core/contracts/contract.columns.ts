import type { Contract, Prisma } from '#prisma';
import { fromDbDate } from '../kernel/clock.ts';
import type { TxCtx } from '../kernel/context.ts';
import { emit } from '../kernel/events.ts';
import { contractChanged } from './contract.points.ts';

/** Writes columns that differ, counts the version up, and leaves history and event: no change without them. */
export async function writeColumns(
  ctx: TxCtx,
  contract: Contract,
  { columns, reason, transition }: { readonly columns: Columns; readonly reason: string | null; readonly transition: string },
): Promise<Contract> {
  const changes = differences(contract, columns);
  const fields = Object.keys(changes);
  if (fields.length === 0) return contract;
  const changed = await ctx.tx.contract.update({ where: { id: contract.id }, data: { ...columns, version: { increment: 1 } } });
  await ctx.tx.contractHistory.create({
    data: {
      ...{ contractId: contract.id, at: ctx.clock.now(), by: ctx.viewer.name, transition, reason },
      ...{ before: contract.status, after: contract.status, version: changed.version, changes },
    },
  });
  await emit(ctx, contractChanged, { contractId: contract.id, fields });
  return changed;
}

/** Columns beside status and kind, which steps change. */
export type Columns = {
  readonly [Name in keyof Omit<
    Contract,
    'id' | 'brandId' | 'status' | 'kind' | 'version' | 'pending' | 'faults' | 'leavingFee'
  >]?: Contract[Name];
};

/** What differs, field by field, before and after. */
function differences(contract: Contract, columns: Columns): Prisma.InputJsonObject {
  const plain = (value: unknown) => (value instanceof Date ? fromDbDate(value) : (value ?? null));
  const entries = Object.entries(columns).flatMap(([field, after]) => {
    const before = plain(contract[field as keyof Columns]);
    return after === undefined || before === plain(after) ? [] : [[field, { before, after: plain(after) }] as const];
  });
  return Object.fromEntries(entries) as Prisma.InputJsonObject;
}
