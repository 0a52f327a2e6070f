import type { Contract } from '#prisma';
import { fromDbDate } from '../kernel/clock.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { type EventType, emit } from '../kernel/events.ts';
import { orderRejected } from '../orders/order.points.ts';
import {
  contractAccepted,
  contractActivated,
  contractCancelled,
  contractClosed,
  contractEnded,
  contractLost,
  contractMovedOut,
  contractNoticeGiven,
  contractNoticeRevoked,
  contractRenewed,
  contractReopened,
  contractResubmitted,
  contractReversed,
  contractStatusChanged,
  contractWithdrawn,
  inspectionFailed,
  signatureRequested,
  switchConfirmed,
  switchRejected,
  switchRequested,
} from './contract.points.ts';
import type { Step } from './contract.states.ts';

type Tell = (ctx: TxCtx, moved: Contract) => Promise<void>;

const plain =
  (type: EventType<{ contractId: string }>): Tell =>
  (ctx, { id }) =>
    emit(ctx, type, { contractId: id });
const rejected =
  (isFinal: boolean): Tell =>
  (ctx, { id }) =>
    emit(ctx, switchRejected, { contractId: id, isFinal });

/** Events that others wait for by name, besides `contract.status-changed`, by transition. */
const BY_TRANSITION: Readonly<Record<string, Tell>> = {
  accept: plain(contractAccepted),
  sign: plain(contractAccepted),
  activate: plain(contractActivated),
  return: plain(inspectionFailed),
  clarify_expired: (ctx, { orderId }) => tellOrderRejected(ctx, orderId, 'CLARIFICATION_EXPIRED'),
  ask_signature: plain(signatureRequested),
  register: plain(switchRequested),
  move_start: plain(switchRequested),
  operator_rejects: rejected(false),
  operator_rejects_final: rejected(true),
  confirm: plain(switchConfirmed),
  lost: plain(contractLost),
  move_out: plain(contractMovedOut),
  revoke_notice: plain(contractNoticeRevoked),
  reverse_switch: plain(contractReversed),
  reopen: plain(contractReopened),
  renew: (ctx, { id, minimumTermEndsOn }) =>
    emit(ctx, contractRenewed, { contractId: id, termEndsOn: minimumTermEndsOn && fromDbDate(minimumTermEndsOn) }),
  withdraw: (ctx, { id, suppliedFrom, isEarlyStart, endsOn }) =>
    emit(ctx, contractWithdrawn, { contractId: id, billedUntil: suppliedFrom && isEarlyStart && endsOn ? fromDbDate(endsOn) : null }),
};

/** For a brand's own transitions, by the status they lead to. */
const BY_STATUS: Readonly<Record<string, Tell>> = {
  in_review: plain(contractResubmitted),
  withdrawn: plain(contractWithdrawn),
  cancelled: plain(contractCancelled),
  terminating: plain(contractNoticeGiven),
  ended: plain(contractEnded),
  closed: plain(contractClosed),
};

/** Tells the world of a step, in its transaction. */
export async function tellStep(ctx: TxCtx, moved: Contract, { transition, from, to }: Step): Promise<void> {
  await emit(ctx, contractStatusChanged, { contractId: moved.id, transition, from, to });
  const second = BY_TRANSITION[transition] ?? (from === to ? undefined : BY_STATUS[to]);
  await second?.(ctx, moved);
}

/** The order is refused when the last of its contracts is. */
export async function tellOrderRejected(ctx: TxCtx, orderId: string, code: string): Promise<void> {
  const others = await asBrand(ctx).tx.contract.count({ where: { orderId, kind: { not: 'REFUSED' } } });
  if (others === 0) await emit(ctx, orderRejected, { orderId, code });
}
