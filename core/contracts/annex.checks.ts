import type { Contract } from '#prisma';
import type { TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { inWords, type Problem } from '../kernel/problems.ts';
import { ANNEX_KINDS, type AnnexKind } from './annex.kinds.ts';
import { payerProblems } from './contract.change.ts';

/** What an annex is about, before it is an annex. */
export interface AnnexContent {
  readonly kind: AnnexKind;
  /** As its kind reads it. */
  readonly after: unknown;
}

/** How the contract would be paid, and what is wrong with that; looked at when it is drafted and again when it takes effect. */
export async function annexFaults(ctx: TxCtx, contract: Contract, content: AnnexContent): Promise<string[]> {
  const problems = await payment(ctx, contract, content);
  const told = problems.map((problem) => inWords(problem, ctx.texts, ctx.viewer.language));
  return told.map(({ field, message, remedy }) => `after.${field}: ${message} ${remedy}`);
}

/** Fails with ANNEX_INVALID where what was agreed has become impossible meanwhile: an account that was closed. */
export async function demandSound(ctx: TxCtx, contract: Contract, content: AnnexContent): Promise<void> {
  const faults = (await annexFaults(ctx, contract, content)).join('; ');
  if (faults !== '') throw new DomainError('ANNEX_INVALID', faults, { faults });
}

async function payment(ctx: TxCtx, contract: Contract, { kind, after }: AnnexContent): Promise<Problem[]> {
  if (kind === 'tariff') return [];
  if (kind === 'terms') {
    const { paymentMethod = contract.paymentMethod } = ANNEX_KINDS.terms.after.parse(after);
    return payerProblems(ctx, { ...contract, paymentMethod, isAccountNew: false });
  }
  const { customerId, bankAccountId, paymentMethod = contract.paymentMethod } = ANNEX_KINDS.customer.after.parse(after);
  return payerProblems(ctx, { customerId, bankAccountId, paymentMethod, isAccountNew: true });
}
