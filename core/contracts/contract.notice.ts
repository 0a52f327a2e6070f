import type { Contract } from '#prisma';
import type { PlainDate } from '../kernel/clock.ts';
import { todayIn } from '../kernel/clock.ts';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { type EarliestEnd, type EndQuestion, earliestEnd } from '../rules/supply-end.ts';
import { demandLeavingAgreed, type Leaving, leavingOf } from './contract.leaving.ts';
import { demandPriceRise } from './contract.price-rise.ts';
import { boundTerms, termsOn } from './contract.terms.ts';

type Reason = EndQuestion['reason'];

/** The transitions that a rule dates, and by which reason. */
const REASONS: Readonly<Record<string, Reason>> = {
  give_notice: 'NOTICE',
  special_notice: 'PRICE_CHANGE',
  move_out: 'MOVING',
  supplier_notice: 'SUPPLIER_NOTICE',
};

export interface NoticeQuestion {
  readonly transition: string;
  /** The day on which it arrived. */
  readonly receivedOn: PlainDate;
  /** Of a price change: its first day. Of a move: the first day on which nobody lives there. */
  readonly effectiveOn: PlainDate | null;
  /** Before the end of the term, for the agreed fee. */
  readonly isEarly?: boolean;
}

/** The reason of a notice that does not wait for the end of the term. */
export const EARLY = 'early';

/**
 * The earliest end of supply for a notice, with the rule that decides; null where the step is no notice, the contract has no
 * terms yet, or the law alone could answer and no rule is confirmed: then a person says the day.
 */
export async function earliestEndOf(ctx: TxCtx, contract: Contract, notice: NoticeQuestion): Promise<EarliestEnd | null> {
  const question = await questionOf(ctx, contract, notice);
  try {
    return question && earliestEnd(question);
  } catch (cause) {
    if (cause instanceof DomainError && cause.code === 'RULE_UNKNOWN') return null;
    throw cause;
  }
}

async function questionOf(
  ctx: TxCtx,
  contract: Contract,
  { transition, receivedOn, effectiveOn, isEarly = false }: NoticeQuestion,
): Promise<EndQuestion | null> {
  const reason = REASONS[transition];
  const terms = reason && (await termsOn(ctx, contract, receivedOn));
  if (!reason || !terms) return null;
  if (isEarly) demandLeavingAgreed(terms.price);
  if (reason === 'PRICE_CHANGE' && effectiveOn !== null) await demandPriceRise(ctx, contract, effectiveOn);
  const { tx } = asBrand(ctx);
  const tariff = await tx.tariff.findUniqueOrThrow({ where: { id: terms.price.tariffId } });
  const customer = contract.customerId === null ? null : await tx.customer.findUnique({ where: { id: contract.customerId } });
  return {
    ...{ country: ctx.brand.country, commodity: tariff.commodity, segment: tariff.segment, isConsumer: customer?.isConsumer ?? true },
    ...{
      terms: isEarly ? { ...terms.price, minimumTermMonths: 0, renewalMonths: 0 } : boundTerms(terms, contract),
      suppliedFrom: terms.since,
      isDefaultSupply: false,
      reason,
      receivedOn,
    },
    ...(reason === 'MOVING' ? { movesOutOn: effectiveOn } : { changesOn: effectiveOn }),
  };
}

/** Losing a customer to another supplier is no notice of ours, but may break a term. */
const PREVIEWED = [...Object.keys(REASONS), 'lost'];

type Previewed = Omit<NoticeQuestion, 'receivedOn'> & { readonly receivedOn: PlainDate | null };

/** The day on which supply would end: the one that is asked for where it may be, else the earliest. */
function endOf({ transition, effectiveOn }: Previewed, found: EarliestEnd | null): PlainDate | null {
  if (transition === 'lost' || !found) return effectiveOn;
  return effectiveOn !== null && effectiveOn > found.endsOn ? effectiveOn : found.endsOn;
}

/** What a notice would lead to, without giving it. */
export interface NoticePreview {
  /** First day not supplied at the earliest; null = no rule is confirmed, a person says the day. */
  readonly endsOn: PlainDate | null;
  /** What the rule says; null = the contract's own terms. */
  readonly rule: string | null;
  /** Where it stands: a law, or "contract"; null = none is confirmed. */
  readonly source: string | null;
  /** What it costs to leave before the end of the term; null = nothing is to be said of it. */
  readonly leavingFee: Leaving | null;
}

/** Fails with CONTRACT_NOT_FOUND, or NOTICE_UNKNOWN where the transition is none. */
export const previewNotice = (ctx: Ctx, contractId: string, notice: Previewed): Promise<NoticePreview> =>
  inTransaction(ctx, async (ctx) => {
    const contract = await ctx.tx.contract.findUnique({ where: { id: contractId } });
    if (!contract) throw new DomainError('CONTRACT_NOT_FOUND', `contractId: there is no contract ${contractId}`, { id: contractId });
    if (!PREVIEWED.includes(notice.transition))
      throw new DomainError('NOTICE_UNKNOWN', `transition: is no notice; choose one of ${PREVIEWED.join(', ')}`, {
        choices: PREVIEWED.join(', '),
      });
    const receivedOn = notice.receivedOn ?? todayIn(ctx.clock, ctx.brand.timeZone);
    const found = await earliestEndOf(ctx, contract, { ...notice, receivedOn });
    const endsOn = endOf(notice, found);
    const leave = { transition: notice.transition, receivedOn, right: found?.rule ?? null };
    return {
      endsOn: found?.endsOn ?? null,
      rule: found?.rule?.text ?? null,
      source: found ? (found.rule?.source ?? 'contract') : null,
      leavingFee: endsOn === null ? null : await leavingOf(ctx, contract, { ...leave, endsOn }),
    };
  });
