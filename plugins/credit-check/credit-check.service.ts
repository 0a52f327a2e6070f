import { type Ctx, DomainError, inTransaction, recheckOrder, type TxCtx, z } from '#core';
import { answerRequest, askAnew, requestAnswer } from './credit-check.jobs.ts';
import { findCheck, isInReview, type StoredCheck } from './credit-check.store.ts';
import { settings } from './settings.ts';

export const REASON_MAX = 500;

/** The rows of the check of an order that comes in: core writes them with the order. */
export const newCheck = ({ orderId, partnerId }: { readonly orderId: string; readonly partnerId: string | null }) => [
  { model: 'CreditCheck', rows: [{ orderId, partnerId }] },
  answerRequest({ orderId, round: 0 }),
];

/** Notes that an order needs a check and asks for it. Safe to call twice. */
export async function openCheck(
  ctx: TxCtx,
  { orderId, partnerId }: { readonly orderId: string; readonly partnerId: string | null },
): Promise<void> {
  await ctx.tx.creditCheck.createMany({ data: { orderId, partnerId }, skipDuplicates: true });
  await requestAnswer(ctx, { orderId, round: 0 });
}

export interface PersonsDecision {
  readonly orderId: string;
  readonly accept: boolean;
  /** Kept with the order: whoever is refused may ask why (GDPR Art. 22(3)). */
  readonly reason: string;
}

/**
 * A person decides instead of the score; from some value on a second one has to say the same. Throws
 * CREDIT_CHECK_REASON_MISSING, _NOT_FOUND, _ORDER_DECIDED and _SECOND_PERSON.
 */
export async function decideCreditCheck(ctx: Ctx, { orderId, accept, reason }: PersonsDecision): Promise<void> {
  const said = { accept, reason: reasonIn(reason, 'reason') };
  const isDecided = await inTransaction(ctx, async (tx) => {
    const check = await openFor(tx, orderId);
    return needsSecond(tx, check, said.accept) ? propose(tx, check, said) : decide(tx, check, said);
  });
  if (isDecided) await recheckOrder(ctx, orderId);
}

/** Words of a person that are kept. Throws CREDIT_CHECK_REASON_MISSING. */
export function reasonIn(text: string, field: string, maximum = REASON_MAX): string {
  const reason = text.trim();
  if (reason !== '' && reason.length <= maximum) return reason;
  throw new DomainError('CREDIT_CHECK_REASON_MISSING', `${field}: say in 1 to ${maximum} characters why`, { field, maximum });
}

/** The check of an order that is still to be decided. Throws CREDIT_CHECK_NOT_FOUND and _ORDER_DECIDED. */
export async function openFor({ tx }: TxCtx, orderId: string): Promise<StoredCheck> {
  const check = await existing(tx, orderId);
  if (await isInReview(tx, orderId)) return check;
  throw new DomainError('CREDIT_CHECK_ORDER_DECIDED', 'orderId: this order is decided already; nothing was changed', { orderId });
}

/** Throws CREDIT_CHECK_NOT_FOUND. */
export async function existing(tables: Pick<TxCtx['tx'], 'creditCheck'>, orderId: string): Promise<StoredCheck> {
  const check = await findCheck(tables, orderId);
  if (check) return check;
  throw new DomainError('CREDIT_CHECK_NOT_FOUND', `orderId: there is no credit check for the order ${orderId}; choose one from the list`, {
    orderId,
  });
}

interface Said {
  readonly accept: boolean;
  readonly reason: string;
}

/** Whether a decision of this value stands only once two people said the same, and nobody else has said it yet. */
function needsSecond({ activation, viewer }: TxCtx, check: StoredCheck, accept: boolean): boolean {
  const { fourEyesFromCents } = activation.settings(settings);
  // An order whose value is not known yet counts as a large one.
  const isLarge = fourEyesFromCents > 0 && (check.valueCents === null || check.valueCents >= fourEyesFromCents);
  if (!isLarge) return false;
  const isSaid = check.proposedAccept === accept;
  if (isSaid && check.proposedById === viewer.id) {
    throw new DomainError('CREDIT_CHECK_SECOND_PERSON', 'orderId: you have said so already; a second person has to decide too', {
      orderId: check.orderId,
    });
  }
  return !isSaid;
}

async function propose({ tx, clock, viewer }: TxCtx, { orderId }: StoredCheck, { accept, reason }: Said): Promise<boolean> {
  const by = { proposedBy: viewer.name, proposedById: viewer.id, proposedAt: clock.now() };
  await tx.creditCheck.updateMany({ where: { orderId }, data: { ...by, proposedAccept: accept, proposedReason: reason } });
  return false;
}

async function decide({ tx, clock, viewer }: TxCtx, { orderId }: StoredCheck, { accept, reason }: Said): Promise<boolean> {
  const data = { decidedBy: viewer.name, decidedAt: clock.now(), decisionAccept: accept, decisionReason: reason };
  await tx.creditCheck.updateMany({ where: { orderId }, data });
  return true;
}

const candidates = z.array(z.object({ id: z.string(), name: z.string(), address: z.string() }));

/** Whom the bureau found, to choose from. */
export const candidatesOf = ({ candidates: stored }: Pick<StoredCheck, 'candidates'>): z.infer<typeof candidates> =>
  stored === null ? [] : candidates.parse(stored);

/** A person says who of the bureau's candidates is meant; the bureau is asked again. Throws CREDIT_CHECK_NOT_FOUND and _CANDIDATE_UNKNOWN. */
export const chooseCandidate = (
  ctx: Ctx,
  { orderId, candidateId }: { readonly orderId: string; readonly candidateId: string },
): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const check = await openFor(tx, orderId);
    const place = check.candidatesFor;
    if (check.state !== 'AMBIGUOUS' || place === null || !candidatesOf(check).some(({ id }) => id === candidateId)) {
      throw new DomainError(
        'CREDIT_CHECK_CANDIDATE_UNKNOWN',
        'candidateId: this is none of the candidates; load the check again and choose one',
        {
          orderId,
        },
      );
    }
    const chosen = Array.from({ length: Math.max(place + 1, check.chosen.length) }, (_, at) =>
      at === place ? `${check.bureau}:${candidateId}` : (check.chosen[at] ?? ''),
    );
    await tx.tx.creditCheck.updateMany({ where: { orderId }, data: { chosen, candidatesFor: null } });
    await askAnew(tx, check);
  });
