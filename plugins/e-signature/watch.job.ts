import { type Ctx, inTransaction, type JobCtx, job, z } from '#core';
import { mailInvitation, type StoredRequest, type StoredSigner } from './invitation.ts';
import { endRequest } from './request.service.ts';
import { settings } from './settings.ts';

const AT_ONCE = 500;
const DAY_MS = 86_400_000;

/** By day every hour: what nobody signed in time ends, whoever has not signed is reminded. */
export const watch = job({
  name: 'e-signature.watch',
  input: z.object({}),
  schedule: '11 7-19 * * *',
  attempts: 3,
  run: async (_input, ctx) => {
    await expire(ctx);
    await remind(ctx);
  },
});

async function expire(ctx: JobCtx): Promise<void> {
  const over = await ctx.db.eSignatureRequest.findMany({
    where: { state: { in: ['PREPARING', 'OPEN'] }, expiresAt: { lte: ctx.clock.now() } },
    orderBy: { id: 'asc' },
    take: AT_ONCE,
    select: { id: true },
  });
  for (const { id } of over) await inTransaction(ctx, (ctx) => endRequest(ctx, id, { state: 'EXPIRED', reason: null }));
}

async function remind(ctx: JobCtx): Promise<void> {
  const requests = await ctx.db.eSignatureRequest.findMany({ where: { state: 'OPEN' }, orderBy: { id: 'asc' } });
  const signers = await ctx.db.eSignatureSigner.findMany({
    where: { requestId: { in: requests.map(({ id }) => id) }, state: 'ASKED' },
    orderBy: { id: 'asc' },
  });
  const due = signers.filter((signer) => isDue(ctx, signer)).slice(0, AT_ONCE);
  for (const signer of due) {
    const request = requests.find(({ id }) => id === signer.requestId);
    if (request) await remindOnce(ctx, { request, signer });
  }
}

/** As many reminders as days have passed that the brand names: after a night without a worker one, not three. */
const reachedBy = ({ activation, clock }: Ctx, { askedAt }: StoredSigner): number =>
  askedAt === null
    ? 0
    : activation.settings(settings).reminderDays.filter((days) => clock.now().getTime() - askedAt.getTime() >= days * DAY_MS).length;

const isDue = (ctx: Ctx, signer: StoredSigner): boolean => reachedBy(ctx, signer) > signer.reminders;

const remindOnce = (ctx: JobCtx, { request, signer }: { readonly request: StoredRequest; readonly signer: StoredSigner }): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const { count } = await tx.tx.eSignatureSigner.updateMany({
      where: { id: signer.id, state: 'ASKED', reminders: signer.reminders },
      data: { reminders: reachedBy(ctx, signer), remindedAt: ctx.clock.now() },
    });
    if (count > 0) await mailInvitation(tx, { request, signer, mail: 'reminder' });
  });
