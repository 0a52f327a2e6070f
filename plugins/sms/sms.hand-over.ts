import { type Ctx, callOutside, type TextMessageAnswer } from '#core';
import { gatewayOf } from './gateways/choose.ts';
import type { GatewayAnswer } from './gateways/gateway.ts';
import { countryOf } from './numbers.ts';
import { segmentsOf } from './segments.ts';
import { senderFor, settings } from './settings.ts';

/** What became of a text; `gatewayId`: what the gateway calls it. */
export type Handed = TextMessageAnswer & { readonly gatewayId?: string | null };

export const refused = (code: string): TextMessageAnswer => ({ isAccepted: false, code });

/** The row stands there as SENDING: whoever is stopped here tries the same again. */
export async function handOver(
  ctx: Ctx,
  { number, text, reference }: { readonly number: string; readonly text: string; readonly reference: string },
): Promise<Handed> {
  const own = ctx.activation.settings(settings);
  const gateway = await gatewayOf(own, ctx.log);
  const sender = senderFor(own, await countryOf(number));
  const isUnicode = segmentsOf(text).encoding === 'ucs2';
  const answer = await callOutside(`sms ${own.gateway}`, own.timeoutMs, (signal) =>
    gateway.send({ to: number, text, sender, reference, isUnicode }, signal),
  );
  await noteAnswer(ctx, reference, answer);
  return answer.kind === 'taken' ? { isAccepted: true, gatewayId: answer.gatewayId } : refused(answer.code);
}

async function noteAnswer({ db, wallClock }: Ctx, reference: string, answer: GatewayAnswer): Promise<void> {
  const data =
    answer.kind === 'taken'
      ? {
          state: 'TAKEN' as const,
          gatewayId: answer.gatewayId,
          sentAt: wallClock.now(),
          ...(answer.cents !== null && { cents: answer.cents }),
        }
      : { state: 'FAILED' as const, problem: answer.code };
  await db.smsMessage.updateMany({ where: { reference, state: { in: ['SENDING', 'HELD'] } }, data });
}
