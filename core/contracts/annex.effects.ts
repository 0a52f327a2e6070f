import type { Contract, ContractAnnex, Prisma } from '#prisma';
import { fromDbDate } from '../kernel/clock.ts';
import type { TxCtx } from '../kernel/context.ts';
import { demandSound } from './annex.checks.ts';
import { ANNEX_KINDS } from './annex.kinds.ts';
import { writeChange } from './contract.change.ts';
import { tariffChange } from './tariff-change.ts';

/** An annex takes effect: once, with history and event. A contract that is over by then leaves it cancelled. */
export async function applyAnnex(ctx: TxCtx, contract: Contract, annex: ContractAnnex): Promise<ContractAnnex> {
  const isOver = contract.kind === 'ENDED' || contract.kind === 'REFUSED';
  if (isOver) return ctx.tx.contractAnnex.update({ where: { id: annex.id }, data: { state: 'CANCELLED' } });
  await change(ctx, contract, annex);
  return ctx.tx.contractAnnex.update({ where: { id: annex.id }, data: { appliedAt: ctx.clock.now() } });
}

async function change(ctx: TxCtx, contract: Contract, annex: ContractAnnex): Promise<void> {
  const reason = `annex ${annex.number}`;
  if (annex.kind === 'tariff') {
    const { tariffId } = ANNEX_KINDS.tariff.after.parse(annex.after);
    const details = { effectiveOn: fromDbDate(annex.validFrom), newTariff: { tariffId, reason: 'annex' as const } };
    return note(ctx, contract, { data: await tariffChange(ctx, contract, details), reason, annex });
  }
  if (annex.kind === 'customer') {
    await demandSound(ctx, contract, { kind: annex.kind, after: annex.after });
    const { customerId, bankAccountId, paymentMethod } = ANNEX_KINDS.customer.after.parse(annex.after);
    const change = { customerId, bankAccountId, agreementId: null, ...(paymentMethod && { paymentMethod }) };
    await writeChange(ctx, contract, { change, reason, transition: 'annex' });
    return;
  }
  await demandSound(ctx, contract, { kind: 'terms', after: annex.after });
  const { paymentMethod, costCentre, annualKwh } = ANNEX_KINDS.terms.after.parse(annex.after);
  const asked = { paymentMethod, costCentre, annualKwh };
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return note(ctx, contract, { data: {}, reason, annex });
  await writeChange(ctx, contract, { change: given, reason, transition: 'annex' });
}

/** History of an annex that changes no column of its own name. */
async function note(
  ctx: TxCtx,
  { id, status }: Contract,
  { data, reason, annex }: { readonly data: Prisma.ContractUncheckedUpdateInput; readonly reason: string; readonly annex: ContractAnnex },
): Promise<void> {
  const { version } = await ctx.tx.contract.update({ where: { id }, data: { ...data, version: { increment: 1 } } });
  const changes = { annex: { before: annex.before, after: annex.after } } as Prisma.InputJsonObject;
  await ctx.tx.contractHistory.create({
    data: {
      ...{ contractId: id, at: ctx.clock.now(), by: ctx.viewer.name, transition: 'annex', reason },
      ...{ before: status, after: status, version, changes },
    },
  });
}
