import { createHash, timingSafeEqual } from 'node:crypto';
import { type Ctx, type Plugin, z } from '#core';
import { readGatewayapi } from './gateways/gatewayapi.ts';
import { readSeven } from './gateways/seven.ts';
import { settings } from './settings.ts';
import { takeInbound, takeReceipt } from './sms.service.ts';

const Token = z.object({ token: z.string() });

/** POST /hooks/:token: the gateway tells of deliveries, and hands over texts to us. */
export const smsRoutes: NonNullable<Plugin['routes']> = async (app, contextOf) => {
  app.post('/hooks/:token', { bodyLimit: 100_000 }, async (request, reply) => {
    const ctx = await contextOf(request);
    if (!isOurs(ctx, Token.safeParse(request.params).data?.token ?? ''))
      return reply.status(401).send({ error: { code: 'UNAUTHENTICATED', message: 'token: is not the webhookToken of the settings' } });
    const { gateway } = ctx.activation.settings(settings);
    const { receipt, inbound } = gateway === 'gatewayapi' ? readGatewayapi(request.body) : readSeven(request.body);
    if (receipt) await takeReceipt(ctx, receipt);
    const isStop = inbound !== null && (await takeInbound(ctx, inbound));
    return reply.status(200).send({ taken: receipt ? 'receipt' : isStop ? 'stop' : 'nothing' });
  });
};

function isOurs(ctx: Ctx, given: string): boolean {
  const { webhookToken } = ctx.activation.settings(settings);
  return webhookToken !== '' && timingSafeEqual(hash(given), hash(webhookToken));
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
