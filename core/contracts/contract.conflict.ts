import type { Contract } from '#prisma';
import { fromDbDate } from '../kernel/clock.ts';
import type { TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** What happened since is told, but not a novel. */
const TOLD = 50;

/**
 * Refuses what was decided on an older version, and says all that a dialog needs: what the caller asked for, how the contract
 * stands now, and who did what meanwhile.
 */
export async function checkVersion(
  ctx: TxCtx,
  contract: Contract,
  { seen, asked }: { readonly seen: number | null; readonly asked: Readonly<Record<string, unknown>> },
): Promise<void> {
  if (seen === null || seen === contract.version) return;
  throw new DomainError(
    'CONTRACT_CHANGED',
    `expectedVersion: the contract is at version ${contract.version} now; load it again and repeat your change`,
    {
      seen,
      current: contract.version,
      asked,
      contract: stateOf(contract),
      since: await stepsSince(ctx, contract, seen),
    },
  );
}

const day = (date: Date | null) => date && fromDbDate(date);

/** What can be changed of a contract, as it stands. */
export const stateOf = (contract: Contract) => ({
  id: contract.id,
  version: contract.version,
  status: contract.status,
  kind: contract.kind,
  requestedStartOn: day(contract.requestedStartOn),
  confirmedStartOn: day(contract.confirmedStartOn),
  suppliedFrom: day(contract.suppliedFrom),
  endsOn: day(contract.endsOn),
  paymentMethod: contract.paymentMethod,
  bankAccountId: contract.bankAccountId,
  costCentre: contract.costCentre,
  annualKwh: contract.annualKwh,
  tariffId: contract.tariffId,
  agreementId: contract.agreementId,
});

async function stepsSince({ tx }: TxCtx, { id }: Contract, seen: number) {
  const steps = await tx.contractHistory.findMany({
    where: { contractId: id, version: { gt: seen } },
    orderBy: { version: 'asc' },
    take: TOLD,
  });
  return steps.map(({ at, by, transition, reason, reasonCode, before, after, version, changes }) => ({
    at: at.toISOString(),
    ...{ by, transition, reason, reasonCode, before, after, version, changes },
  }));
}
