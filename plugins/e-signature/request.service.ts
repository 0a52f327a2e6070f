import { addDays, audit, type Ctx, DomainError, enqueue, inTransaction, type TxCtx, toDbDate, todayIn } from '#core';
import { prepareDocument } from './e-signature.jobs.ts';
import { mailInvitation } from './invitation.ts';
import { settings } from './settings.ts';
import { signersOf } from './signers.ts';

/** What can still become a signature. */
export const OPEN_STATES = ['PREPARING', 'OPEN', 'SEALING'] as const;
export const REASON_MAX = 500;

/** Asks for the signature of a contract, unless it is signed or asked for already; the request's id. Safe to call twice. */
export async function askForSignature(ctx: TxCtx, contractId: string): Promise<string | null> {
  const contract = await ctx.tx.contract.findUnique({
    where: { id: contractId },
    select: { partnerId: true, kind: true, customer: { include: { persons: { orderBy: { position: 'asc' } } } } },
  });
  if (!contract?.customer || contract.kind === 'REFUSED' || contract.kind === 'ENDED') return null;
  if (
    await ctx.tx.eSignatureRequest.findFirst({
      where: { contractId, kind: 'CONTRACT', state: { in: [...OPEN_STATES, 'DONE'] } },
      select: { id: true },
    })
  )
    return null;
  const { partnerId, customer } = contract;
  const lastDay = addDays(todayIn(ctx.clock, ctx.brand.timeZone), ctx.activation.settings(settings).validDays + 1);
  const data = {
    ...{ contractId, partnerId, openContractId: contractId, language: customer.language ?? ctx.brand.language },
    ...{ expiresAt: toDbDate(lastDay), createdAt: ctx.clock.now(), createdBy: ctx.viewer.name },
  };
  const { count } = await ctx.tx.eSignatureRequest.createMany({ data: [data], skipDuplicates: true });
  if (count === 0) return null; // asked for at the same moment
  const { id } = await ctx.tx.eSignatureRequest.findFirstOrThrow({ where: { openContractId: contractId }, select: { id: true } });
  await ctx.tx.eSignatureSigner.createMany({
    data: signersOf(customer).map((signer) => ({ ...signer, requestId: id, contractId, partnerId })),
  });
  await enqueue(ctx, prepareDocument, { requestId: id }, { uniqueKey: id });
  return id;
}

/** A person asks by hand. Fails with E_SIGNATURE_NOT_POSSIBLE where there is nothing to ask. */
export const requestByHand = (ctx: Ctx, contractId: string): Promise<string> =>
  inTransaction(ctx, async (ctx) => {
    const id = await askForSignature(ctx, contractId);
    if (id !== null) return id;
    throw new DomainError(
      'E_SIGNATURE_NOT_POSSIBLE',
      'contractId: this contract is signed, is being signed or is over already; look at its signatures',
      { field: 'contractId' },
    );
  });

interface Ending {
  readonly state: 'DECLINED' | 'REVOKED' | 'EXPIRED';
  readonly reason: string | null;
}

/** Ends a request that nobody has sealed yet; false = it was over already. Links lead to a page that says so from now on. */
export async function endRequest(ctx: TxCtx, id: string, { state, reason }: Ending): Promise<boolean> {
  const { count } = await ctx.tx.eSignatureRequest.updateMany({
    where: { id, state: { in: ['PREPARING', 'OPEN'] } },
    data: { state, openContractId: null, endedAt: ctx.clock.now(), endedBy: ctx.viewer.name, endReason: reason },
  });
  if (count === 0) return false;
  await audit(ctx, { action: `e-signature.${state.toLowerCase()}`, subject: id });
  return true;
}

/** Takes a request back. Fails with E_SIGNATURE_REASON_MISSING, _NOT_FOUND and _CLOSED. */
export const revokeRequest = (ctx: Ctx, { id, reason }: { readonly id: string; readonly reason: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const given = reason.trim();
    if (given === '' || given.length > REASON_MAX) {
      throw new DomainError('E_SIGNATURE_REASON_MISSING', `reason: say in 1 to ${REASON_MAX} characters why`, {
        field: 'reason',
        maximum: REASON_MAX,
      });
    }
    const request = await ctx.tx.eSignatureRequest.findUnique({ where: { id }, select: { state: true } });
    if (!request) throw notFound('requestId');
    if (!(await endRequest(ctx, id, { state: 'REVOKED', reason: given }))) throw closed(request.state);
  });

/** Sends a new link to a signer whose turn it is; the former link ends. Fails with E_SIGNATURE_NOT_FOUND and _NOT_ASKED. */
export const resendLink = (ctx: Ctx, signerId: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const signer = await ctx.tx.eSignatureSigner.findUnique({ where: { id: signerId } });
    if (!signer) throw notFound('signerId');
    const request = await ctx.tx.eSignatureRequest.findUniqueOrThrow({ where: { id: signer.requestId } });
    const { count } = await ctx.tx.eSignatureSigner.updateMany({
      where: { id: signerId, state: 'ASKED', linkRound: signer.linkRound },
      data: { linkRound: signer.linkRound + 1 },
    });
    if (request.state !== 'OPEN' || count === 0) {
      throw new DomainError('E_SIGNATURE_NOT_ASKED', 'signerId: it is not the turn of this person; look at who is asked', {
        field: 'signerId',
      });
    }
    await mailInvitation(ctx, { request, signer: { ...signer, linkRound: signer.linkRound + 1 }, mail: 'invitation' });
  });

export const notFound = (field: string): DomainError =>
  new DomainError('E_SIGNATURE_NOT_FOUND', `${field}: there is no such signature among yours; look at the contract`, { field });

export const closed = (state: string): DomainError =>
  new DomainError('E_SIGNATURE_CLOSED', `request: it is over (${state}); ask for the signature anew`, { field: 'request', state });
