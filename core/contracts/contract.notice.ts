import type { Contract } from '#prisma';
import { addDays, type PlainDate } from '../kernel/clock.ts';
import type { TxCtx } from '../kernel/context.ts';
import { endByTerms, termsOn } from './contract.terms.ts';

/** Why supply is to end: each has a rule of its own. */
export type NoticeKind = 'ordinary' | 'price-change' | 'move-out' | 'supplier';

/** The kind of notice that a transition means; null = it is not one that a rule dates. */
export const noticeKindOf = (transition: string): NoticeKind | null => KINDS[transition] ?? null;
const KINDS: Readonly<Record<string, NoticeKind>> = {
  give_notice: 'ordinary',
  special_notice: 'price-change',
  move_out: 'move-out',
  supplier_notice: 'supplier',
};

/** The earliest end, and why it is that day. */
export interface EarliestEnd {
  /** First day not supplied. */
  readonly endsOn: PlainDate;
  /** Key of the rule that decided, for people: "notice.terms". */
  readonly rule: string;
  /** Where the rule stands: a law, or the contract. */
  readonly source: string;
}

/** The earliest end for a notice that arrived on a day; null where neither contract nor law says one. */
export async function earliestEndOf(
  ctx: TxCtx,
  contract: Contract,
  { kind, receivedOn }: { readonly kind: NoticeKind; readonly receivedOn: PlainDate },
): Promise<EarliestEnd | null> {
  if (kind === 'price-change') return { endsOn: addDays(receivedOn, 1), rule: 'notice.price-change', source: 'contract' };
  const terms = await termsOn(ctx, contract, receivedOn);
  if (kind !== 'ordinary' || !terms) return null;
  return { endsOn: endByTerms(terms, contract, receivedOn), rule: 'notice.terms', source: 'contract' };
}
