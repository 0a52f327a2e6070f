import { audit, type Ctx, DomainError, enqueue, inTransaction, type TxCtx } from '#core';
import { askCode, proveCode } from './code.ts';
import { networkOf } from './device.ts';
import { sealDocument } from './e-signature.jobs.ts';
import { inviteNext, type StoredRequest, type StoredSigner } from './invitation.ts';
import { type Link, linkInvalid, readToken } from './link.ts';
import { closed, endRequest, REASON_MAX } from './request.service.ts';
import { settings } from './settings.ts';
import { readSignature, type Signature } from './signing.input.ts';

/** Whoever holds a link, and what they are asked. */
export interface Signing {
  readonly link: Link;
  readonly signer: StoredSigner;
  readonly request: StoredRequest;
}

/** Whom a token leads to. Fails with E_SIGNATURE_LINK_INVALID. */
export async function signingOf(ctx: Ctx, token: string): Promise<Signing> {
  const link = readToken(ctx, token);
  const signer = await ctx.db.eSignatureSigner.findUnique({ where: { id: link.signerId } });
  const request = signer && (await ctx.db.eSignatureRequest.findUnique({ where: { id: signer.requestId } }));
  // A tablet keeps its link while a new one is mailed: what was signed on it without network must still arrive.
  if (!request || (link.witness === null && link.round !== signer.linkRound)) throw linkInvalid();
  return { link, signer, request };
}

/** Notes that the page was opened: once, for the evidence. */
export async function noteOpened(ctx: Ctx, { signer }: Signing): Promise<void> {
  if (signer.openedAt !== null || signer.state !== 'ASKED') return;
  await ctx.db.eSignatureSigner.updateMany({ where: { id: signer.id, openedAt: null }, data: { openedAt: ctx.wallClock.now() } });
}

export interface GivenSignature {
  readonly token: string;
  readonly body: unknown;
  /** Of the device; only its network is kept. */
  readonly address: string;
}

/**
 * Signs: once, whatever two tabs, a repeated hand-over or a second device do. Fails with E_SIGNATURE_LINK_INVALID,
 * _INPUT_INVALID, _DOCUMENT_CHANGED, _ALREADY_SIGNED, _CLOSED, _EXPIRED, _NOT_YOUR_TURN and _CODE_MISSING.
 */
export async function signDocument(ctx: Ctx, { token, body, address }: GivenSignature): Promise<void> {
  const signing = await signingOf(ctx, token);
  const signature = readSignature(body, { role: signing.signer.role, now: ctx.wallClock.now(), costs: await costIdsOf(ctx, signing) });
  await inTransaction(ctx, async (ctx) => {
    const request = await lockedRequest(ctx, signing.request);
    if (await isSignedAlready(ctx, signing, signature)) return;
    demandOpen(ctx, request);
    if (signature.documentSha256 !== request.documentSha256) throw documentChanged();
    const { count } = await ctx.tx.eSignatureSigner.updateMany({
      where: { id: signing.signer.id, state: 'ASKED', ...(ctx.activation.settings(settings).needsCode && { codeProvenAt: { not: null } }) },
      data: columnsOf(ctx, signature, { network: networkOf(address), witness: signing.link.witness }),
    });
    if (count === 0) throw await whyNot(ctx, signing);
    if (request.kind === 'COSTS') await noteAccepted(ctx, request.id, signature.acceptedCosts);
    await audit(ctx, {
      action: 'e-signature.signed',
      subject: request.id,
      after: { signerId: signing.signer.id, method: signature.method, sha256: signature.documentSha256 },
    });
    if (await inviteNext(ctx, request.id)) return;
    await ctx.tx.eSignatureRequest.updateMany({ where: { id: request.id }, data: { state: 'SEALING' } });
    await enqueue(ctx, sealDocument, { requestId: request.id }, { uniqueKey: request.id });
  });
}

async function costIdsOf({ db }: Ctx, { request: { id, kind } }: Signing): Promise<string[] | null> {
  if (kind !== 'COSTS') return null;
  return (await db.eSignatureCost.findMany({ where: { requestId: id }, select: { id: true } })).map((cost) => cost.id);
}

async function noteAccepted({ tx }: TxCtx, requestId: string, accepted: readonly string[]): Promise<void> {
  await tx.eSignatureCost.updateMany({ where: { requestId }, data: { isAccepted: false } });
  await tx.eSignatureCost.updateMany({ where: { requestId, id: { in: [...accepted] } }, data: { isAccepted: true } });
}

/** The signer does not want to: the request is over for everybody. Fails as `signDocument`. */
export async function declineDocument(ctx: Ctx, { token, reason }: { readonly token: string; readonly reason: string }): Promise<void> {
  const { signer, request } = await signingOf(ctx, token);
  const declineReason = reason.trim().slice(0, REASON_MAX) || null;
  await inTransaction(ctx, async (ctx) => {
    demandOpen(ctx, await lockedRequest(ctx, request));
    const { count } = await ctx.tx.eSignatureSigner.updateMany({
      where: { id: signer.id, state: 'ASKED' },
      data: { state: 'DECLINED', declineReason },
    });
    if (count === 0) throw notYourTurn();
    await endRequest(ctx, request.id, { state: 'DECLINED', reason: declineReason });
  });
}

/** Sends a code to the signer's telephone. Fails with what `askCode` says, and where it is not the signer's turn. */
export async function requestCode(ctx: Ctx, token: string): Promise<void> {
  const { signer, request } = await signingOf(ctx, token);
  if (request.state !== 'OPEN') throw closed(request.state);
  if (signer.state !== 'ASKED') throw notYourTurn();
  await askCode(ctx, signer);
}

/** Proves the telephone with the code. A call of its own: what is counted there must last, whatever becomes of the signature. */
export async function checkCode(ctx: Ctx, { token, code }: { readonly token: string; readonly code: string }): Promise<void> {
  const { signer } = await signingOf(ctx, token);
  await proveCode(ctx, signer, code);
}

/** Holds the request until the end of the transaction: it is neither taken back nor signed by another tab meanwhile. */
async function lockedRequest({ tx }: TxCtx, { id, contractId }: StoredRequest): Promise<StoredRequest> {
  await tx.eSignatureRequest.updateMany({ where: { id }, data: { contractId } }); // changes nothing, and waits for whoever does
  return tx.eSignatureRequest.findUniqueOrThrow({ where: { id } });
}

function demandOpen({ clock }: Pick<TxCtx, 'clock'>, { state, expiresAt }: StoredRequest): void {
  if (state !== 'OPEN') throw closed(state);
  if (expiresAt > clock.now()) return;
  throw new DomainError('E_SIGNATURE_EXPIRED', 'request: the time for signing is over; ask the supplier for a new link', {
    field: 'request',
  });
}

/** The same hand-over again is no mistake; another one is. */
async function isSignedAlready({ tx }: TxCtx, { signer: { id } }: Signing, { key }: Signature): Promise<boolean> {
  const { state, handoverKey } = await tx.eSignatureSigner.findUniqueOrThrow({ where: { id }, select: { state: true, handoverKey: true } });
  if (state !== 'SIGNED') return false;
  if (handoverKey === key) return true;
  throw new DomainError(
    'E_SIGNATURE_ALREADY_SIGNED',
    'signature: this document is signed already, in another window or on another device; nothing was changed',
    {
      field: 'signature',
    },
  );
}

interface Where {
  readonly network: string | null;
  readonly witness: string | null;
}

const columnsOf = ({ wallClock }: TxCtx, signature: Signature, { network, witness }: Where) => ({
  ...{ state: 'SIGNED' as const, signedAt: wallClock.now(), method: signature.method, signedName: signature.signedName },
  ...{ capacity: signature.capacity, deviceNetwork: network, witness, handoverKey: signature.key, signedOffAt: signature.signedOffAt },
  ...(signature.drawing && {
    drawing: { ...signature.drawing, lines: signature.drawing.lines.map((line) => line.map(({ x, y }) => ({ x, y }))) },
  }),
});

async function whyNot({ tx }: TxCtx, { signer: { id } }: Signing): Promise<DomainError> {
  const { state } = await tx.eSignatureSigner.findUniqueOrThrow({ where: { id }, select: { state: true } });
  if (state !== 'ASKED') return notYourTurn();
  return new DomainError('E_SIGNATURE_CODE_MISSING', 'code: is missing; ask for a code and enter it first', { field: 'code' });
}

const notYourTurn = (): DomainError =>
  new DomainError('E_SIGNATURE_NOT_YOUR_TURN', 'signature: somebody else has to sign first; a link comes by mail when it is your turn', {
    field: 'signature',
  });

const documentChanged = (): DomainError =>
  new DomainError('E_SIGNATURE_DOCUMENT_CHANGED', 'document: is not the one that was shown; load the page again and read it', {
    field: 'document',
  });
