import type { Contract, Prisma } from '#prisma';
import { type PlainDate, todayIn } from '../kernel/clock.ts';
import { type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { type EventType, emit } from '../kernel/events.ts';
import { decide } from '../kernel/hooks.ts';
import {
  contractAccepted,
  contractActivated,
  contractCancelled,
  contractEnded,
  contractNoticeGiven,
  contractStatusChanged,
  contractTransition,
  contractWithdrawn,
} from './contract.points.ts';
import { lockContract } from './contract.sql.ts';
import { type StateSet, type Step, stepOf } from './contract.states.ts';
import { datesOf } from './transition-dates.ts';

/** What a person (or the market) says when they move a contract. */
export interface TransitionRequest {
  readonly transition: string;
  readonly reason: string | null;
  /** The version the caller saw; another one is a conflict. */
  readonly expectedVersion: number | null;
  /** "confirm": the day the market confirmed. "give_notice" and the like: the first day not supplied. */
  readonly effectiveOn: PlainDate | null;
}

/** Moves a contract on somebody's wish: their version, the dates the step needs, the plugins' consent, then the step. */
export const transitionContract = (ctx: Ctx, id: string, request: TransitionRequest): Promise<Contract> =>
  inTransaction(ctx, async (ctx) => {
    const contract = await lockedContract(ctx, id);
    if (request.expectedVersion !== null && request.expectedVersion !== contract.version) {
      throw new DomainError(
        'CONTRACT_CHANGED',
        `expectedVersion: the contract is at version ${contract.version} now; load it again and repeat your change`,
        {
          seen: request.expectedVersion,
          current: contract.version,
        },
      );
    }
    const set = await stateSet(ctx);
    const step = stepOf(set, contract.status, request.transition);
    checkActor(ctx, set, request.transition);
    const dates = datesOf({ contract, step, effectiveOn: request.effectiveOn, today: todayIn(ctx.clock, ctx.brand.timeZone) });
    await askPlugins(ctx, contract, step);
    return takeStep(ctx, contract, { step, reason: request.reason, data: dates });
  });

/** Steps that belong to the order as a whole: `submitOrder` and `reviewOrder` take them. */
const OF_THE_ORDER: ReadonlySet<string> = new Set(['submit', 'start_review', 'accept', 'reject_credit']);

function checkActor({ viewer }: TxCtx, { transitions }: StateSet, transition: string): void {
  if (OF_THE_ORDER.has(transition)) {
    throw new DomainError(
      'TRANSITION_OF_THE_ORDER',
      `transition: "${transition}" is taken for the whole order; use submitOrder or reviewOrder`,
      { transition },
    );
  }
  const actor = viewer.kind === 'system' ? 'system' : viewer.rows.kind === 'all' ? 'back-office' : 'partner';
  const by = transitions.find(({ code }) => code === transition)?.by ?? [];
  if (!by.includes(actor)) {
    throw new DomainError('TRANSITION_NOT_YOURS', `transition: "${transition}" is taken by ${by.join(' or ')}, not by ${actor}`, {
      transition,
      by,
    });
  }
}

/** A step that no plugin is asked about, because the caller asked already or the calendar decides. */
export async function moveContract(
  ctx: TxCtx,
  contract: Contract,
  { transition, reason, data }: { transition: string; reason: string | null; data?: Prisma.ContractUncheckedUpdateInput },
): Promise<Contract> {
  const step = stepOf(await stateSet(ctx), contract.status, transition);
  return takeStep(ctx, contract, { step, reason, data: data ?? {} });
}

/** The brand's statuses and transitions. */
export async function stateSet({ tx }: Pick<TxCtx, 'tx'>): Promise<StateSet> {
  const [statuses, transitions] = [
    await tx.contractStatus.findMany({ orderBy: { position: 'asc' } }),
    await tx.contractTransition.findMany({ orderBy: { position: 'asc' } }),
  ];
  return { statuses, transitions };
}

async function lockedContract(ctx: TxCtx, id: string): Promise<Contract> {
  const [locked] = await lockContract(ctx, id);
  const contract = locked && (await ctx.tx.contract.findUnique({ where: { id } }));
  if (!contract) throw new DomainError('CONTRACT_NOT_FOUND', `id: there is no contract ${id}`, { id });
  return contract;
}

async function askPlugins(ctx: TxCtx, { id }: Contract, { transition, from, to }: Step): Promise<void> {
  const verdict = await decide(contractTransition, { contractId: id, transition, from, to }, ctx);
  if (verdict.kind === 'deny') throw new DomainError(verdict.code, verdict.message, { pluginId: verdict.pluginId });
  if (verdict.kind === 'pend') {
    throw new DomainError('TRANSITION_PENDING', 'A check is still open; try again when it is done', { pending: verdict.pending });
  }
}

/** The one place where a status changes: row, history and events, all in the caller's transaction. */
async function takeStep(
  ctx: TxCtx,
  contract: Contract,
  { step, reason, data }: { step: Step; reason: string | null; data: Prisma.ContractUncheckedUpdateInput },
): Promise<Contract> {
  const { transition, from, to, kind } = step;
  const moved = await ctx.tx.contract.update({
    where: { id: contract.id },
    data: { ...data, status: to, kind, version: { increment: 1 }, ...(kind !== 'REVIEW' && { pending: [] }) },
  });
  await ctx.tx.contractHistory.create({
    data: { contractId: contract.id, at: ctx.clock.now(), by: ctx.viewer.name, transition, reason, before: from, after: to },
  });
  await emit(ctx, contractStatusChanged, { contractId: contract.id, transition, from, to });
  const second = SECOND_EVENT[to];
  if (second) await emit(ctx, second, { contractId: contract.id });
  return moved;
}

/** Events that others wait for by name, besides `contract.status-changed`. */
const SECOND_EVENT: Readonly<Record<string, EventType<{ contractId: string }>>> = {
  accepted: contractAccepted,
  active: contractActivated,
  withdrawn: contractWithdrawn,
  cancelled: contractCancelled,
  terminating: contractNoticeGiven,
  ended: contractEnded,
};
