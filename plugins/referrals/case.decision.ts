import { type Ctx, DomainError, inTransaction } from '#core';
import { settleCase, takeTurn } from './case.service.ts';

export const REASON_MAX = 500;

export interface CaseDecision {
  readonly caseId: string;
  readonly accept: boolean;
  /** Kept with the case. */
  readonly reason: string;
}

/**
 * A person looked at a recommendation that waits: it may earn its reward, or gets none. Accepting replaces no condition: supply
 * and withdrawal still count. Fails with REFERRALS_REASON_MISSING, _CASE_NOT_FOUND and _CASE_DECIDED.
 */
export const decideCase = (ctx: Ctx, { caseId, accept, reason }: CaseDecision): Promise<void> =>
  changeCase(ctx, { caseId, reason, from: ['PENDING'] }, async (tx, found) => {
    if (accept) await settleCase(tx, { ...found, reviewedAt: tx.clock.now() });
    else await takeTurn(tx, found, { state: 'REJECTED', contractId: null, rules: ['PERSON'] });
  });

/** A person asks a reward back. Fails as `decideCase` does. */
export const clawBackCase = (ctx: Ctx, { caseId, reason }: Omit<CaseDecision, 'accept'>): Promise<void> =>
  changeCase(ctx, { caseId, reason, from: ['APPROVED', 'PAID'] }, async (tx, found) => {
    await takeTurn(tx, found, { state: 'CLAWED_BACK', contractId: null, rules: ['PERSON'] });
  });

type Found = Parameters<typeof settleCase>[1];
type Change = (ctx: Parameters<typeof settleCase>[0], found: Found) => Promise<void>;
interface Wish {
  readonly caseId: string;
  readonly reason: string;
  readonly from: readonly Found['state'][];
}

async function changeCase(ctx: Ctx, { caseId, reason, from }: Wish, change: Change): Promise<void> {
  const reviewReason = reason.trim();
  if (reviewReason === '' || reviewReason.length > REASON_MAX)
    throw new DomainError('REFERRALS_REASON_MISSING', `reason: say in 1 to ${REASON_MAX} characters why`, {
      field: 'reason',
      maximum: REASON_MAX,
    });
  await inTransaction(ctx, async (ctx) => {
    const found = await ctx.tx.referralsCase.findUnique({ where: { id: caseId } });
    if (!found)
      throw new DomainError('REFERRALS_CASE_NOT_FOUND', `id: there is no recommendation ${caseId}; choose one of the list`, { id: caseId });
    const data = { reviewedBy: ctx.viewer.name, reviewedAt: ctx.clock.now(), reviewReason };
    const { count } = await ctx.tx.referralsCase.updateMany({ where: { id: caseId, state: { in: [...from] } }, data });
    if (count === 0)
      throw new DomainError('REFERRALS_CASE_DECIDED', `id: this recommendation is ${found.state}; nothing was changed, load it again`, {
        id: caseId,
        state: found.state,
      });
    await change(ctx, found);
  });
}
