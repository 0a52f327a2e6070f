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
export const contractWithdrawn = event('contract.withdrawn', ofContract, 'contractId');
export const contractCancelled = event('contract.cancelled', ofContract, 'contractId');
export const contractNoticeGiven = event('contract.notice-given', ofContract, 'contractId');
export const contractEnded = event('contract.ended', ofContract, 'contractId');

/** What happened around a contract, told by plugins; shown in its history. */
export const contractTimeline = collect<{ readonly contractId: string }, readonly { readonly at: Date; readonly text: string }[]>(
  'contract.timeline',
);
