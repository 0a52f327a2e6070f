import type { Contract } from '#prisma';
import { fromDbDate, type PlainDate, toDbDate } from '../kernel/clock.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { lockPoint } from './contract.sql.ts';
import type { Step } from './contract.states.ts';

/**
 * At a metering point one contract is supplied at a time. Supply is confirmed and begins only for days that no other contract of
 * the brand supplies; a notice is taken back only while no other contract waits for its end. Fails with POINT_SUPPLIED or POINT_TAKEN.
 */
export async function demandFreePoint(
  ctx: TxCtx,
  contract: Contract,
  { step, effectiveOn }: { readonly step: Step; readonly effectiveOn: PlainDate | null },
): Promise<void> {
  if (contract.meteringPointId === null) return;
  const { id, meteringPointId } = contract;
  const at = { meteringPointId, id: { not: id } };
  const { tx } = asBrand(ctx);
  const from = startOf(contract, { step, effectiveOn });
  if (from !== null) {
    await lockPoint(ctx, meteringPointId);
    const still = { OR: [{ endsOn: null }, { endsOn: { gt: toDbDate(from) } }] };
    const other = await tx.contract.findFirst({ where: { ...at, kind: 'SUPPLY', ...still } });
    if (other)
      throw new DomainError(
        'POINT_SUPPLIED',
        `effectiveOn: contract ${other.number} still supplies this point on ${from}; end it by then, or choose a later day`,
        {
          number: other.number,
          day: from,
        },
      );
  }
  const goesOn = step.from === 'terminating' && step.kind === 'SUPPLY' && step.to !== 'terminating';
  if (!goesOn) return;
  await lockPoint(ctx, meteringPointId);
  const next = await tx.contract.findFirst({ where: { ...at, kind: { in: ['REVIEW', 'WAITING', 'SUPPLY'] } } });
  if (next)
    throw new DomainError('POINT_TAKEN', `transition: contract ${next.number} is to supply this point next; cancel it first`, {
      number: next.number,
    });
}

/** First day of supply that a step decides about; null = it decides about none. */
function startOf({ confirmedStartOn }: Contract, { step, effectiveOn }: { step: Step; effectiveOn: PlainDate | null }): PlainDate | null {
  if (step.to === 'confirmed') return effectiveOn;
  return step.transition === 'activate' && confirmedStartOn ? fromDbDate(confirmedStartOn) : null;
}
