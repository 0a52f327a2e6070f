import { z } from 'zod';
import { event } from '../kernel/events.ts';
import { collect, decision } from '../kernel/hooks.ts';

/** May this contract take this step? Asked for every step that a person or the market causes. */
export const contractTransition = decision<{
  readonly contractId: string;
  readonly transition: string;
  readonly from: string;
  readonly to: string;
}>('contract.transition');

const day = z.iso.date();
const ofContract = z.object({ contractId: z.uuid() });

/** A contract's status changed. Every step emits it. */
export const contractStatusChanged = event(
  'contract.status-changed',
  z.object({ contractId: z.uuid(), transition: z.string(), from: z.string().nullable(), to: z.string() }),
  'contractId',
);

export const contractAccepted = event('contract.accepted', ofContract, 'contractId');
/** Supply began: exactly once per contract. */
export const contractActivated = event('contract.activated', ofContract, 'contractId');
/** Withdrawn by the customer. `billedUntil`: first day whose energy is not billed, where an early start was asked for. */
export const contractWithdrawn = event('contract.withdrawn', ofContract.extend({ billedUntil: day.nullable().optional() }), 'contractId');
export const contractCancelled = event('contract.cancelled', ofContract, 'contractId');
/** Notice by the customer or the supplier: supply will end. */
export const contractNoticeGiven = event('contract.notice-given', ofContract, 'contractId');
/** Another supplier takes the metering point over. */
export const contractLost = event('contract.lost', ofContract, 'contractId');
/** The customer moves out: a new contract at the new address may be offered. */
export const contractMovedOut = event('contract.moved-out', ofContract, 'contractId');
/** A notice was taken back: supply goes on. */
export const contractNoticeRevoked = event('contract.notice-revoked', ofContract, 'contractId');
export const contractEnded = event('contract.ended', ofContract, 'contractId');
/** A wrong switch was undone: supply counts as never begun. */
export const contractReversed = event('contract.reversed', ofContract, 'contractId');
/** The final bill is out and settled. */
export const contractClosed = event('contract.closed', ofContract, 'contractId');
/** Opened again for a correction after it was closed. */
export const contractReopened = event('contract.reopened', ofContract, 'contractId');
/** The term was renewed; null = the contract goes on open-ended. */
export const contractRenewed = event('contract.renewed', ofContract.extend({ termEndsOn: day.nullable() }), 'contractId');
/** From a day on the contract has another tariff. */
export const contractTariffChanged = event(
  'contract.tariff-changed',
  ofContract.extend({ tariffId: z.uuid(), validFrom: day }),
  'contractId',
);
/** A price guarantee ends soon: exactly once for each end. Not told of contracts that end or move anyway. */
export const contractGuaranteeEnding = event(
  'contract.guarantee-ending',
  ofContract.extend({ endsOn: day, scope: z.enum(['ENERGY_ONLY', 'ALL_BUT_TAXES', 'FULL']) }),
  'contractId',
);
/** A term ends soon: exactly once for each term. `noticeBy` is the last day on which notice keeps it from renewing. */
export const contractTermEnding = event('contract.term-ending', ofContract.extend({ endsOn: day, noticeBy: day.nullable() }), 'contractId');
/** Other things than the status changed. */
export const contractChanged = event('contract.changed', ofContract.extend({ fields: z.array(z.string()) }), 'contractId');
/** The customer is to sign. */
export const signatureRequested = event('signature.requested', ofContract, 'contractId');
/** The market is to be asked for supply from a day on. */
export const switchRequested = event('switch.requested', ofContract, 'contractId');
/** The grid operator or hub refused; `isFinal` = it cannot be repaired. */
export const switchRejected = event('switch.rejected', ofContract.extend({ isFinal: z.boolean() }), 'contractId');
/** The market confirmed the first day of supply. */
export const switchConfirmed = event('switch.confirmed', ofContract, 'contractId');
/** It came back into review, answered: the plugins are asked again. */
export const contractResubmitted = event('contract.resubmitted', ofContract, 'contractId');
/** Back to the partner: something is wrong with the order. */
export const inspectionFailed = event('inspection.failed', ofContract, 'contractId');

/** What happened around a contract, told by plugins; shown in its history. */
export const contractTimeline = collect<{ readonly contractId: string }, readonly { readonly at: Date; readonly text: string }[]>(
  'contract.timeline',
);
