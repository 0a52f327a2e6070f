import { allow, contractStatusChanged, contractTimeline, contractTransition, deny, hook, on } from '#core';
import { sayIn } from './paper.ts';
import { askForSignature, endRequest } from './request.service.ts';
import { settings } from './settings.ts';

/** Kinds of status in which nothing is signed any more. */
const OVER: ReadonlySet<string> = new Set(['REFUSED', 'ENDED']);
/** Where the market is asked: from there on the former supplier is told of the end. */
const REGISTERING = 'registering';

/** A chosen status was reached: the customer is asked. A contract that is over needs no signature any more. */
export const followStatus = on(contractStatusChanged, async ({ contractId, to }, ctx) => {
  const contract = await ctx.tx.contract.findUnique({ where: { id: contractId }, select: { kind: true } });
  if (!contract) return;
  if (OVER.has(contract.kind)) {
    const open = await ctx.tx.eSignatureRequest.findMany({
      where: { contractId, state: { in: ['PREPARING', 'OPEN'] } },
      orderBy: { id: 'asc' },
      select: { id: true },
    });
    for (const { id } of open) await endRequest(ctx, id, { state: 'REVOKED', reason: `contract: ${to}` });
    return;
  }
  if (ctx.activation.settings(settings).askAt.includes(to)) await askForSignature(ctx, contractId);
});

/** Without the signature there is no power to end the former contract. A request that was taken back demands nothing. */
export const signatureComesFirst = hook(contractTransition, async ({ contractId, to }, { tx, activation }) => {
  if (to !== REGISTERING || !activation.settings(settings).isRequiredToRegister) return allow();
  const last = await tx.eSignatureRequest.findFirst({
    where: { contractId, kind: 'CONTRACT' },
    orderBy: { id: 'desc' },
    select: { state: true },
  });
  return !last || last.state === 'DONE' || last.state === 'REVOKED'
    ? allow()
    : deny('E_SIGNATURE_MISSING', 'The contract is not signed yet; wait for the signature, or take the request for it back');
});

/** What happened with the signatures of a contract, in the words of whoever reads it. Why somebody did not sign is for those who may see it. */
export const tellTimeline = hook(contractTimeline, async ({ contractId }, ctx) => {
  const say = sayIn(ctx, ctx.viewer.language);
  const seesReasons = ctx.viewer.permissions.has('e-signature.read');
  const [requests, signers] = await Promise.all([
    ctx.db.eSignatureRequest.findMany({ where: { contractId }, orderBy: { id: 'asc' }, take: 50 }),
    ctx.db.eSignatureSigner.findMany({ where: { contractId }, orderBy: { id: 'asc' }, take: 200 }),
  ]);
  return [
    ...signers.flatMap(({ name, askedAt, openedAt, signedAt }) => [
      ...(askedAt ? [{ at: askedAt, text: say('told.asked', { name: name ?? '' }) }] : []),
      ...(openedAt ? [{ at: openedAt, text: say('told.opened', { name: name ?? '' }) }] : []),
      ...(signedAt ? [{ at: signedAt, text: say('told.signed', { name: name ?? '' }) }] : []),
    ]),
    ...requests.flatMap(({ endedAt, state, kind, endReason }) =>
      endedAt ? [{ at: endedAt, text: [say(toldOf(kind, state)), seesReasons && endReason].filter(Boolean).join(': ') }] : [],
    ),
  ];
});

const toldOf = (kind: string, state: string): string => (kind === 'COSTS' ? `told.costs.${state}` : `told.${state}`);
