import { addDays, audit, type Ctx, DomainError, enqueue, inTransaction, type PlainDate, toDbDate, todayIn } from '#core';
import { type CostOffer, readOffer } from './costs.ts';
import { prepareDocument } from './e-signature.jobs.ts';
import { notFound } from './request.service.ts';
import { settings } from './settings.ts';
import { tellWithdrawn } from './signed.ts';
import { signersOf } from './signers.ts';
import { type Signing, signingOf } from './signing.service.ts';

/**
 * Asks a contract's customer, or who stands for the company, to accept costs; the request's id. Several may be open at the same
 * time. Fails with E_SIGNATURE_COSTS_INVALID, E_SIGNATURE_NOT_FOUND.
 */
export const askForCosts = (ctx: Ctx, contractId: string, given: object): Promise<string> =>
  inTransaction(ctx, async (ctx) => {
    const today = todayIn(ctx.clock, ctx.brand.timeZone);
    const offer = readOffer(given, today);
    const contract = await ctx.tx.contract.findUnique({
      where: { id: contractId },
      select: { partnerId: true, customer: { include: { persons: { orderBy: { position: 'asc' } } } } },
    });
    const [signer] = contract?.customer ? signersOf(contract.customer) : [];
    if (!contract?.customer || !signer) throw notFound('contractId');
    const { partnerId, customer } = contract;
    const { lateDays } = ctx.activation.settings(settings);
    const { id } = await ctx.tx.eSignatureRequest.create({
      data: {
        ...{ kind: 'COSTS', contractId, partnerId, language: customer.language ?? ctx.brand.language },
        ...{ validUntil: toDbDate(offer.validUntil), expiresAt: toDbDate(addDays(offer.validUntil, lateDays + 1)) },
        ...{ createdAt: ctx.clock.now(), createdBy: ctx.viewer.name },
      },
      select: { id: true },
    });
    await ctx.tx.eSignatureSigner.create({ data: { ...signer, requestId: id, contractId, partnerId }, select: { id: true } });
    await ctx.tx.eSignatureCost.createMany({ data: rowsOf(offer, { requestId: id, contractId, partnerId }) });
    await audit(ctx, { action: 'e-signature.costs-asked', subject: id, after: { contractId, validUntil: offer.validUntil } });
    await enqueue(ctx, prepareDocument, { requestId: id }, { uniqueKey: id });
    return id;
  });

const rowsOf = (
  { costs }: CostOffer,
  place: { readonly requestId: string; readonly contractId: string; readonly partnerId: string | null },
) => costs.map((cost, index) => ({ ...cost, ...place, position: index + 1 }));

/** A seal that takes its time takes nobody's time to think it over. */
const ACCEPTED = ['SEALING', 'DONE'] as const;
const isAccepted = ({ state }: Pick<Signing['request'], 'state'>): boolean => ACCEPTED.some((one) => one === state);

/** Last day on which somebody may take an acceptance back; null = not any more, or nothing was accepted. */
export function withdrawableUntil(
  { activation, brand, clock }: Pick<Ctx, 'activation' | 'brand' | 'clock'>,
  { request, signer: { signedAt } }: Omit<Signing, 'link'>,
): PlainDate | null {
  if (request.kind !== 'COSTS' || !isAccepted(request) || signedAt === null) return null;
  const { withdrawDays } = activation.settings(settings);
  const lastDay = addDays(todayIn({ now: () => signedAt }, brand.timeZone), withdrawDays);
  return withdrawDays > 0 && todayIn(clock, brand.timeZone) <= lastDay ? lastDay : null;
}

/** The customer takes the acceptance back. What was signed stays as a proof of it. Fails with E_SIGNATURE_WITHDRAWAL_OVER. */
export async function withdrawAcceptance(ctx: Ctx, token: string): Promise<void> {
  const signing = await signingOf(ctx, token);
  if (signing.request.state === 'WITHDRAWN') return; // a second click
  if (withdrawableUntil(ctx, signing) === null) throw tooLate();
  await inTransaction(ctx, async (ctx) => {
    const { id } = signing.request;
    const over = { state: 'WITHDRAWN', endedAt: ctx.clock.now(), endedBy: signing.signer.name ?? 'customer' } as const;
    const { count } = await ctx.tx.eSignatureRequest.updateMany({ where: { id, state: { in: [...ACCEPTED] } }, data: over });
    if (count === 0) return;
    await audit(ctx, { action: 'e-signature.withdrawn', subject: id });
    await tellWithdrawn(ctx, signing);
  });
}

const tooLate = (): DomainError =>
  new DomainError('E_SIGNATURE_WITHDRAWAL_OVER', 'request: this acceptance cannot be taken back any more; ask the supplier', {
    field: 'request',
  });
