import { z } from 'zod';
import type { Contract, TariffPrice } from '#prisma';
import { fromDbDate, type PlainDate } from '../kernel/clock.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { type EarlyLeave, leavingFee } from '../pricing/leaving-fee.ts';
import { leavingLimit } from '../rules/leaving.ts';
import type { Rule } from '../rules/rule.ts';
import { leavingFeeAgreed } from '../tariffs/leaving-fee.terms.ts';
import { priceComponents } from '../tariffs/tariff.components.ts';
import { termsOn } from './contract.terms.ts';

const line = z.object({
  ...{ code: z.string(), quantity: z.string(), unit: z.string(), price: z.string(), priceUnit: z.string(), amount: z.string() },
});

/** What leaving a term early costs, as it is stored with the notice. */
const leaving = z.object({
  /**
   * DUE: as computed. FORBIDDEN: a rule of law allows none. BY_RIGHT: the customer may leave without any. LOSS_UNPROVEN: a rule allows
   * no more than the supplier's loss, which a person has to prove. UNKNOWN: a consumption or price that decides is not known.
   */
  verdict: z.enum(['DUE', 'FORBIDDEN', 'BY_RIGHT', 'LOSS_UNPROVEN', 'UNKNOWN']),
  /** EUR; null = a person says it. */
  amount: z.string().nullable(),
  /** By the formula that was agreed, whatever the law says of it. */
  lines: z.array(line),
  termEndsOn: z.string(),
  remainingDays: z.int(),
  remainingKwh: z.int().nullable(),
  /** What the rule says that decided; null = the contract's own terms. */
  rule: z.string().nullable(),
  /** Where it stands: a law, or "contract". */
  source: z.string(),
});
export type Leaving = z.output<typeof leaving>;

/** What was stored with the notice; null = nothing. */
export const storedLeaving = (stored: unknown): Leaving | null => leaving.nullable().parse(stored ?? null);

export interface Leave {
  readonly transition: string;
  /** First day not supplied. */
  readonly endsOn: PlainDate;
  readonly receivedOn: PlainDate;
  /** The rule of law by which the customer may leave on that day; null = by the contract's own terms, or by none. */
  readonly right: Rule | null;
}

/** What a notice costs that ends supply before the term; null = nothing remains of a term, nothing was agreed, or the supplier ends it. */
export async function leavingOf(ctx: TxCtx, contract: Contract, { transition, endsOn, receivedOn, right }: Leave): Promise<Leaving | null> {
  const termEndsOn = contract.minimumTermEndsOn && fromDbDate(contract.minimumTermEndsOn);
  if (termEndsOn === null || endsOn >= termEndsOn || transition === 'supplier_notice') return null;
  const terms = await termsOn(ctx, contract, receivedOn);
  const agreed = terms && leavingFeeAgreed(terms.price.leavingFee);
  if (!agreed) return null;
  const { tx } = asBrand(ctx);
  const { commodity, segment } = await tx.tariff.findUniqueOrThrow({ where: { id: terms.price.tariffId } });
  const customer = contract.customerId === null ? null : await tx.customer.findUnique({ where: { id: contract.customerId } });
  const isPriceChange = transition === 'special_notice';
  // Who is not known is protected.
  const asked = { country: ctx.brand.country, commodity, segment, isConsumer: customer?.isConsumer ?? true, day: receivedOn };
  const limit = leavingLimit({ ...asked, isPriceChange });
  return verdictOn(
    { agreed, endsOn, termEndsOn, annualKwh: contract.annualKwh, rate: rateOf(terms.price) },
    { limit, isByRight: right !== null || isPriceChange, right },
  );
}

interface Law {
  readonly limit: Rule<'leaving-fee'> | null;
  readonly isByRight: boolean;
  readonly right: Rule | null;
}

/** The formula, and what the law says of it: where it allows nothing, nothing is due. */
export function verdictOn(leave: EarlyLeave, { limit, isByRight, right }: Law): Leaving {
  const { amount, ...computed } = leavingFee(leave);
  const told = { ...computed, lines: [...computed.lines], termEndsOn: leave.termEndsOn };
  const by = (rule: Rule | null) => ({ rule: rule?.text ?? null, source: rule?.source ?? 'contract' });
  if (limit?.value.most === 'NOTHING') return { ...told, ...by(limit), verdict: 'FORBIDDEN', amount: '0.00' };
  if (isByRight) return { ...told, ...by(right), verdict: 'BY_RIGHT', amount: '0.00' };
  if (limit) return { ...told, ...by(limit), verdict: 'LOSS_UNPROVEN', amount: null };
  return { ...told, ...by(null), verdict: amount === null ? 'UNKNOWN' : 'DUE', amount };
}

/** Leaving early for a fee is a right only where the tariff agreed on one. Fails with LEAVING_NOT_AGREED. */
export function demandLeavingAgreed({ leavingFee }: TariffPrice): void {
  if (leavingFeeAgreed(leavingFee) === null)
    throw new DomainError(
      'LEAVING_NOT_AGREED',
      'reasonCode: this tariff does not let anybody leave before the end of the term; give ordinary notice',
    );
}

/** The energy price, where it is the same at all hours: only then is it known ahead what the rest would have cost. */
function rateOf({ components }: TariffPrice): EarlyLeave['rate'] {
  const energy = priceComponents.parse(components).find((part) => part.kind === 'energy');
  return energy?.kind === 'energy' && (energy.rate === 'single' || energy.rate === 'tiered') ? energy : null;
}
