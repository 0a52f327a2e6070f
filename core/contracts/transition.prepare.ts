import { type Contract, Prisma } from '#prisma';
import { fromDbDate, type PlainDate, todayIn } from '../kernel/clock.ts';
import type { TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { EarliestEnd } from '../rules/supply-end.ts';
import { type FaultAnswer, faultsAfter } from './contract.faults.ts';
import { leavingOf } from './contract.leaving.ts';
import { EARLY, earliestEndOf } from './contract.notice.ts';
import { demandStart, earliestStartOf } from './contract.start.ts';
import { type StateSet, type Step, stepOf } from './contract.states.ts';
import { actorRefusal } from './transition.actors.ts';
import { type Actor, DEFAULT_TRANSITIONS } from './transition.defaults.ts';
import { type GuardFacts, refusalOf } from './transition.guards.ts';
import { datesOf, dayOf } from './transition-dates.ts';

/** What a person (or the market) says when they move a contract. */
export interface TransitionRequest {
  readonly transition: string;
  readonly reason: string | null;
  /** Code of one of the transition's reasons. */
  readonly reasonCode: string | null;
  /** The version the caller saw; another one is a conflict. */
  readonly expectedVersion: number | null;
  /** What the step's day is: see `dayOf`. */
  readonly effectiveOn: PlainDate | null;
  /** When the wish arrived; null = today. It counts, not the day of entry. */
  readonly receivedOn: PlainDate | null;
  /** For a change of tariff: to which. */
  readonly tariffId: string | null;
  /** Into clarification: every fault by its code, where there are more than `reasonCode`. */
  readonly faultCodes?: readonly string[] | null;
  /** Out of it: what was mended, by fault. */
  readonly answers?: readonly FaultAnswer[] | null;
  /** The customer gave up the price guarantee in writing. */
  readonly isGuaranteeWaived: boolean;
}

/** A request that says nothing but the step. */
export const plainRequest = (transition: string): TransitionRequest => ({
  ...{ transition, reason: null, reasonCode: null, expectedVersion: null, effectiveOn: null, receivedOn: null, tariffId: null },
  isGuaranteeWaived: false,
});

export interface Prepared {
  readonly step: Step;
  readonly reasonCode: string | null;
  readonly data: Prisma.ContractUncheckedUpdateInput;
}

/** Everything that is checked before plugins are asked; writes nothing. */
export async function prepare(
  ctx: TxCtx,
  contract: Contract,
  { request, set, actor }: { readonly request: TransitionRequest; readonly set: StateSet; readonly actor: Actor | null },
): Promise<Prepared> {
  const step = stepOf(set, contract.status, request.transition);
  const way = wayOf(set, step);
  const refused = actorRefusal(way, { viewer: ctx.viewer, actor });
  if (refused) throw new DomainError(refused.code, refused.message, refused.details);
  const reasonCode = reasonOf(way, request);
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const receivedOn = receiptOf(contract, request, today);
  const { effectiveOn } = request;
  // Looked up only where it decides: a preview prepares a hundred thousand contracts.
  const isAsked = effectiveOn === null || way.guards.includes('notice-kept');
  const notice = { transition: noticeOf(step), receivedOn, effectiveOn, isEarly: noticeOf(step) === 'give_notice' && reasonCode === EARLY };
  const earliest = isAsked ? await earliestEndOf(ctx, contract, notice) : null;
  const earliestEndOn = earliest?.endsOn ?? null;
  if (dayOf(step) === 'START') await demandStart(ctx, contract, { step, effectiveOn, receivedOn, today });
  const isStartAsked = way.guards.includes('lead-time-kept') && contract.requestedStartOn !== null;
  const earliestStartOn = isStartAsked ? ((await earliestStartOf(ctx, contract, today))?.earliest ?? null) : null;
  const { faults, openFaults } = faultsAfter(contract, { step, way, request: { ...request, reasonCode } });
  const dates = datesOf({ contract, step, effectiveOn, receivedOn, earliestEndOn, today });
  const data = faults ? { ...dates, faults } : dates;
  const facts: GuardFacts = {
    ...{ contract, today, effectiveOn, receivedOn, reasonCode, earliestStartOn, earliestEndOn, openFaults },
    ...{ reason: request.reason, isGuaranteeWaived: request.isGuaranteeWaived },
  };
  const refusal = refusalOf(way.guards, facts);
  if (refusal) throw new DomainError(refusal.code, refusal.message, refusal.details);
  return { step, reasonCode, data: { ...data, ...(await leavingColumns(ctx, contract, { step, data, receivedOn, earliest })) } };
}

interface Left {
  readonly step: Step;
  readonly data: Prepared['data'];
  readonly receivedOn: PlainDate;
  readonly earliest: EarliestEnd | null;
}

/** What leaving a term early costs is stored with the notice, and forgotten when it is taken back. */
async function leavingColumns(ctx: TxCtx, contract: Contract, { step, data, receivedOn, earliest }: Left): Promise<Prepared['data']> {
  if (step.from === 'terminating' && step.kind === 'SUPPLY' && step.to !== 'terminating') return { leavingFee: Prisma.DbNull };
  if (step.to !== 'terminating' || !(data.endsOn instanceof Date)) return {};
  const leave = { transition: noticeOf(step), endsOn: fromDbDate(data.endsOn), receivedOn, right: earliest?.rule ?? null };
  return { leavingFee: (await leavingOf(ctx, contract, leave)) ?? Prisma.DbNull };
}

const CORE: ReadonlySet<string> = new Set(DEFAULT_TRANSITIONS.map(({ code }) => code));

/** By which notice a step is dated: a brand's own way to the same place keeps to what the customer's own notice does. */
const noticeOf = ({ transition, to }: Step): string => (to === 'terminating' && !CORE.has(transition) ? 'give_notice' : transition);

function receiptOf({ signedOn }: Contract, { receivedOn }: TransitionRequest, today: PlainDate): PlainDate {
  if (receivedOn !== null && receivedOn > today)
    throw new DomainError('RECEIVED_IN_FUTURE', `receivedOn: lies after today, ${today}; give the day on which it arrived`, { today });
  const signed = signedOn && fromDbDate(signedOn);
  if (receivedOn !== null && signed !== null && receivedOn < signed)
    throw new DomainError(
      'RECEIVED_BEFORE_SIGNED',
      `receivedOn: lies before the contract was signed, ${signed}; give the day on which it arrived`,
      {
        signedOn: signed,
      },
    );
  return receivedOn ?? today;
}

type Way = StateSet['transitions'][number];

function wayOf(set: StateSet, { transition }: Step): Way {
  const way = set.transitions.find(({ code }) => code === transition);
  if (!way) throw new Error(`The step ${transition} has no way`);
  return way;
}

/** The reason's code: named, or the text is one. */
function reasonOf({ code, reasons, isReasonRequired }: Way, { reasonCode, reason }: TransitionRequest): string | null {
  const codes = reasons.map((one) => one.code);
  const given = reasonCode ?? (reason !== null && codes.includes(reason) ? reason : null);
  if (given !== null && !codes.includes(given))
    throw new DomainError('REASON_UNKNOWN', `reasonCode: "${given}" is no reason of "${code}"; choose one of: ${codes.join(', ')}`, {
      transition: code,
      reasons: codes.join(', '),
    });
  if (isReasonRequired && given === null)
    throw new DomainError('REASON_MISSING', `reasonCode: is missing; choose one of: ${codes.join(', ')}`, { reasons: codes.join(', ') });
  return given;
}
