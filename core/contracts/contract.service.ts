import type { Contract, Prisma } from '#prisma';
import { type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { demandConsent } from '../kernel/hooks.ts';
import { handInCorrections } from '../orders/order.correction.ts';
import { checkVersion } from './contract.conflict.ts';
import { effectOf, type StepDetails } from './contract.effects.ts';
import { besideOthers, demandFreePoint } from './contract.point.ts';
import { contractTransition } from './contract.points.ts';
import { lockContract } from './contract.sql.ts';
import { type StateSet, type Step, stepOf, storedLabels, storedReasons } from './contract.states.ts';
import type { Actor } from './transition.defaults.ts';
import { tellStep } from './transition.events.ts';
import { type Prepared, plainRequest, prepare, type TransitionRequest } from './transition.prepare.ts';

/** Moves a contract on somebody's wish: their version, the conditions, the dates the step needs, the plugins' consent, then the step. */
export const transitionContract = (ctx: Ctx, id: string, request: TransitionRequest): Promise<Contract> =>
  besideOthers(() => inTransaction(ctx, async (ctx) => transitionLocked(ctx, await lockedContract(ctx, id), request)));

/** The customer withdraws: today, and within the period. Fails with what the conditions of the transition say. */
export const withdrawContract = (ctx: Ctx, id: string): Promise<Contract> =>
  inTransaction(ctx, async (ctx) => transitionLocked(ctx, await lockedContract(ctx, id), plainRequest('withdraw'), 'customer'));

/** As `transitionContract`, in the open transaction, for a contract that the caller locked. `actor`: in whose name, where it is not the viewer. */
export async function transitionLocked(ctx: TxCtx, contract: Contract, request: TransitionRequest, actor?: Actor): Promise<Contract> {
  await checkVersion(ctx, contract, { seen: request.expectedVersion, asked: request as unknown as Readonly<Record<string, unknown>> });
  const how = { request, set: await stateSet(ctx), actor: actor ?? null };
  const first = await prepare(ctx, contract, how);
  const current = await corrected(ctx, contract, first.step);
  const prepared = current === contract ? first : await prepare(ctx, current, how);
  await askPlugins(ctx, contract, prepared.step);
  const { step, reasonCode, data } = prepared;
  return takeStep(ctx, current, {
    ...{ step, reason: request.reason, reasonCode, data },
    details: {
      ...{ effectiveOn: request.effectiveOn, reasonCode },
      newTariff: request.tariffId === null ? null : { tariffId: request.tariffId, reason: 'tariff-change' },
    },
  });
}

/** What comes back for review brings what was corrected of its order; the contract as it is then. */
async function corrected(ctx: TxCtx, contract: Contract, { from, kind }: Step): Promise<Contract> {
  if (from !== 'clarification' || kind !== 'REVIEW') return contract;
  await handInCorrections(ctx, contract.orderId);
  return ctx.tx.contract.findUniqueOrThrow({ where: { id: contract.id } });
}

interface Move {
  /** The brand's statuses and transitions, as this transaction reads them. */
  readonly set: StateSet;
  readonly transition: string;
  readonly reason: string | null;
  readonly data?: Prisma.ContractUncheckedUpdateInput;
}

/** A step that no plugin is asked about, because the caller asked already or the calendar decides. */
export async function moveContract(ctx: TxCtx, contract: Contract, { set, transition, reason, data = {} }: Move): Promise<Contract> {
  const step = stepOf(set, contract.status, transition);
  const details = { effectiveOn: null, reasonCode: null, newTariff: null };
  return takeStep(ctx, contract, { step, reason, reasonCode: null, data, details });
}

/** The brand's statuses and transitions. */
export async function stateSet({ tx }: Pick<TxCtx, 'tx'>): Promise<StateSet> {
  const statuses = await tx.contractStatus.findMany({ orderBy: { position: 'asc' } });
  const transitions = await tx.contractTransition.findMany({ orderBy: { position: 'asc' } });
  return {
    statuses: statuses.map((status) => ({ ...status, labels: storedLabels.parse(status.labels) })),
    transitions: transitions.map((way) => ({ ...way, labels: storedLabels.parse(way.labels), reasons: storedReasons.parse(way.reasons) })),
  };
}

/** A contract in the viewer's rows, held until the end of the transaction. Fails with CONTRACT_NOT_FOUND. */
export async function lockedContract(ctx: TxCtx, id: string): Promise<Contract> {
  const [locked] = await lockContract(ctx, id);
  const contract = locked && (await ctx.tx.contract.findUnique({ where: { id } }));
  if (!contract) throw new DomainError('CONTRACT_NOT_FOUND', `id: there is no contract ${id}`, { id });
  return contract;
}

const askPlugins = (ctx: TxCtx, { id }: Contract, { transition, from, to }: Step): Promise<void> =>
  demandConsent(
    contractTransition,
    { contractId: id, transition, from, to },
    { ctx, pending: { code: 'TRANSITION_PENDING', message: 'A check is still open; try again when it is done' } },
  );

interface Taken extends Prepared {
  readonly reason: string | null;
  readonly details: StepDetails;
}

/** The one place where a status changes: slices and terms, row, history and events, all in the caller's transaction. */
async function takeStep(ctx: TxCtx, contract: Contract, { step, reason, reasonCode, data, details }: Taken): Promise<Contract> {
  const { transition, from, to, kind } = step;
  const changed = { ...data, ...(await effectOf(ctx, contract, { step, details })), status: to, kind };
  await demandFreePoint(ctx, contract, changed);
  const moved = await ctx.tx.contract.update({
    where: { id: contract.id },
    data: { ...changed, version: { increment: 1 }, ...(kind !== 'REVIEW' && { pending: [] }) },
  });
  await ctx.tx.contractHistory.create({
    data: {
      ...{ contractId: contract.id, at: ctx.clock.now(), by: ctx.viewer.name, transition, reason, reasonCode },
      ...{ before: from, after: to, version: moved.version },
    },
  });
  await tellStep(ctx, moved, step);
  return moved;
}
