import {
  contractActivated,
  contractCancelled,
  contractEnded,
  contractRenewed,
  contractReversed,
  contractWithdrawn,
  on,
  orderRejected,
  orderSubmitted,
  type TxCtx,
} from '#core';
import { openCase, settleContract, settleOrder } from './case.service.ts';
import { inviteCustomerOf } from './code.service.ts';
import { settings } from './settings.ts';

export const noteRecommendation = on(orderSubmitted, ({ orderId }, ctx) => openCase(ctx, orderId));

/** Supply began: the customer may recommend from now on, and whoever recommended them comes nearer to the reward. */
export const followActivation = on(contractActivated, async ({ contractId }, ctx) => {
  await settleContract(ctx, contractId);
  if (ctx.activation.settings(settings).inviteOn === 'supply-start') await inviteCustomerOf(ctx, contractId);
});

export const followRenewal = on(contractRenewed, async ({ contractId }, ctx) => {
  if (ctx.activation.settings(settings).inviteOn === 'renewal') await inviteCustomerOf(ctx, contractId);
});

const settle = ({ contractId }: { readonly contractId: string }, ctx: TxCtx): Promise<void> => settleContract(ctx, contractId);

/** What ends a contract ends the way to its reward, or asks it back. */
export const followEnds = [contractWithdrawn, contractCancelled, contractReversed, contractEnded].map((type) => on(type, settle));

export const followRejection = on(orderRejected, ({ orderId }, ctx) => settleOrder(ctx, orderId));
