import type { Contract, Prisma } from '#prisma';
import { type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { noteAgreement, readAgreement, shortText } from './agreement.service.ts';

interface SeenContract {
  readonly contractId: string;
  /** The contract's version that the caller saw; another one is a conflict. */
  readonly expectedVersion: number;
}

/** Puts a contract on another bill of the same customer. Fails with AGREEMENT_OF_ANOTHER_CUSTOMER and CONTRACT_CHANGED. */
export const moveContractToAgreement = (
  ctx: Ctx,
  { agreementId, ...seen }: SeenContract & { readonly agreementId: string },
): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const contract = await readContract(ctx, seen.contractId);
    const { customerId } = await readAgreement(ctx, agreementId);
    if (contract.customerId !== customerId)
      throw new DomainError('AGREEMENT_OF_ANOTHER_CUSTOMER', 'agreementId: belongs to another customer; choose one of the same customer');
    if (contract.agreementId === agreementId) return;
    await write(ctx, contract, seen, { agreementId });
    const { id: contractId, agreementId: former } = contract;
    await noteAgreement(ctx, customerId, { before: { contractId, agreementId: former }, after: { contractId, agreementId } });
  });

/** Where the customer wants the costs of a contract to belong; null = nowhere. Fails with CONTRACT_CHANGED. */
export const setCostCentre = (ctx: Ctx, { costCentre, ...seen }: SeenContract & { readonly costCentre: string | null }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const contract = await readContract(ctx, seen.contractId);
    const next = shortText('costCentre', costCentre);
    if (contract.costCentre === next) return;
    await write(ctx, contract, seen, { costCentre: next });
    const { id: contractId, customerId, costCentre: former } = contract;
    if (customerId === null) return; // a draft: whose costs they are is not known yet
    await noteAgreement(ctx, customerId, { before: { contractId, costCentre: former }, after: { contractId, costCentre: next } });
  });

async function readContract({ tx }: TxCtx, contractId: string): Promise<Contract> {
  const contract = await tx.contract.findUnique({ where: { id: contractId } });
  if (!contract) throw new DomainError('CONTRACT_NOT_FOUND', `contractId: there is no contract ${contractId}`, { contractId });
  return contract;
}

/** The version in the condition: of two at once, the second finds no row any more. */
async function write(
  { tx }: TxCtx,
  { id, version }: Contract,
  { expectedVersion }: SeenContract,
  data: Prisma.ContractUncheckedUpdateManyInput,
): Promise<void> {
  const { count } = await tx.contract.updateMany({ where: { id, version: expectedVersion }, data: { ...data, version: { increment: 1 } } });
  if (count > 0) return;
  const current = version === expectedVersion ? version + 1 : version;
  throw new DomainError(
    'CONTRACT_CHANGED',
    `expectedVersion: the contract is at version ${current} now; load it again and repeat your change`,
    {
      seen: expectedVersion,
      current,
    },
  );
}
