import { asBrand, type TxCtx } from '../kernel/context.ts';
import { eventRow } from '../kernel/events.ts';
import { contractChanged } from './contract.points.ts';

/**
 * Contracts that are not over follow their customer's account when another one takes its place, whoever sold them; each with its
 * history. All at once: a customer may have a thousand. Until the new account's first day the former one is used: its `validTo` says.
 */
export async function followAccount(ctx: TxCtx, { from, to }: { readonly from: string; readonly to: string }): Promise<void> {
  const { tx } = asBrand(ctx);
  await tx.contract.updateMany({
    where: { bankAccountId: from, kind: { in: ['REVIEW', 'WAITING', 'SUPPLY'] } },
    data: { bankAccountId: to, version: { increment: 1 } },
  });
  const moved = await tx.contract.findMany({ where: { bankAccountId: to }, select: { id: true, status: true, version: true } });
  const changes = { bankAccountId: { before: from, after: to } };
  await tx.contractHistory.createMany({
    data: moved.map(({ id, status, version }) => ({
      ...{ contractId: id, at: ctx.clock.now(), by: ctx.viewer.name, transition: 'change', reason: null },
      ...{ before: status, after: status, version, changes },
    })),
  });
  await tx.outboxEvent.createMany({
    data: moved.map(({ id }) => eventRow(contractChanged, { contractId: id, fields: ['bankAccountId'] })),
  });
}
