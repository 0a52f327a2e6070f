import { type JobCtx, job, z } from '#core';
import { handOver } from './sms.hand-over.ts';

/** Sends what waited for the end of quiet hours. */
export const sendHeld = job({
  name: 'sms.send-held',
  input: z.object({ messageId: z.uuid() }),
  attempts: 12,
  run: async ({ messageId }, ctx: JobCtx) => {
    const message = await ctx.db.smsMessage.findUnique({ where: { id: messageId } });
    if (message?.state !== 'HELD' && message?.state !== 'SENDING') return;
    const { number, text, reference } = message;
    if (number === null || text === null) return;
    if (await ctx.db.smsStop.findFirst({ where: { number }, select: { id: true } })) {
      await ctx.db.smsMessage.updateMany({ where: { id: messageId }, data: { state: 'FAILED', problem: 'SMS_STOPPED' } });
      return;
    }
    await handOver(ctx, { number, text, reference });
  },
});
