import type { Contract } from '#prisma';
import { type PlainDate, toDbDate } from '../kernel/clock.ts';
import type { TxCtx } from '../kernel/context.ts';

/** Why a slice was made. */
export type SliceReason = 'order' | 'annex' | 'tariff-change' | 'renewal';

/**
 * A new slice from a day on: what ran that day is closed, what was planned for later falls away. A slice is never edited:
 * a change is another slice.
 */
export async function openSlice(
  ctx: TxCtx,
  contract: Pick<Contract, 'id'>,
  { tariffId, validFrom, reason }: { readonly tariffId: string; readonly validFrom: PlainDate; readonly reason: SliceReason },
): Promise<void> {
  await closeSlices(ctx, contract.id, validFrom);
  await ctx.tx.contractTariff.create({
    data: {
      contractId: contract.id,
      tariffId,
      validFrom: toDbDate(validFrom),
      reason,
      createdBy: ctx.viewer.name,
      createdAt: ctx.clock.now(),
    },
  });
}

/** No slice holds a day from `end` on. */
export async function closeSlices({ tx }: TxCtx, contractId: string, end: PlainDate): Promise<void> {
  const on = toDbDate(end);
  await tx.contractTariff.deleteMany({ where: { contractId, validFrom: { gte: on } } });
  await tx.contractTariff.updateMany({ where: { contractId, OR: [{ validTo: null }, { validTo: { gt: on } }] }, data: { validTo: on } });
}

/** Before supply the only slice is a plan: it moves to the first day of supply. */
export async function startSlices({ tx }: TxCtx, contractId: string, start: PlainDate): Promise<void> {
  const first = await tx.contractTariff.findFirst({ where: { contractId }, orderBy: { validFrom: 'asc' } });
  const isOn = first && (first.validTo === null || first.validTo > toDbDate(start));
  if (isOn) await tx.contractTariff.update({ where: { id: first.id }, data: { validFrom: toDbDate(start) } });
}
