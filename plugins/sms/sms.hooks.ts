import { type Ctx, hook, textMessage } from '#core';
import { type Channel, type ChannelAnswer, messageChannel, type Outgoing, quietTime } from '../notifications/index.ts';
import { e164 } from './numbers.ts';
import { sendText } from './sms.service.ts';

/** Core's and plugins' own texts: a code goes at once, a notice keeps quiet hours and needs consent. */
export const answerTextMessage = hook(textMessage, async ({ to, text, purpose, reference }, ctx) => {
  const notBefore = purpose === 'notice' ? quietTime(ctx) : null;
  const answer = await sendText(ctx, { to, text, purpose, reference, notBefore });
  return answer.isAccepted ? { isAccepted: true as const } : { isAccepted: false as const, code: answer.code };
});

/** Rules and mailings may send texts. They have looked at quiet hours and consent; whoever answered STOP gets none all the same. */
export const bringChannel = hook(
  messageChannel,
  (): Channel => ({
    code: 'sms',
    isDurable: false,
    reaches: 'phone',
    consent: 'MOBILE',
    addressOf: e164,
    isReady: true,
    send,
  }),
);

async function send(ctx: Ctx, { id, recipient, text }: Outgoing): Promise<ChannelAnswer> {
  const answer = await sendText(ctx, { to: recipient, text, purpose: 'agreed', reference: id, notBefore: null });
  if (answer.isAccepted) return { kind: 'sent', outsideId: answer.gatewayId ?? null };
  return { kind: 'refused', code: answer.code, isAddressDead: answer.code === 'SMS_NUMBER_INVALID', reason: answer.code };
}
