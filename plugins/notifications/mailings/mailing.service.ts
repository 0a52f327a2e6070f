import { type Ctx, DomainError, enqueue, inTransaction, z } from '#core';
import { advertisingConsent } from '../channels/channel.ts';
import { channelsOf } from '../channels/channels.ts';
import { Audience, customersOf } from './audience.ts';
import { runMailing } from './mailing.job.ts';

export const NewMailing = z.strictObject({
  name: z.string().trim().min(1, 'is empty; write a name').max(120),
  templateId: z.uuid(),
  channel: z.string(),
  isMarketing: z.boolean(),
  audience: Audience,
});
export type NewMailing = z.output<typeof NewMailing>;

/** Writes a mailing; nothing is sent. Fails with NOTIFICATIONS_MAILING_INVALID and every problem at once. */
export async function writeMailing(ctx: Ctx, given: unknown): Promise<string> {
  const parsed = NewMailing.safeParse(given);
  if (!parsed.success) throw invalid(parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message })));
  const { templateId, channel: code } = parsed.data;
  const [template, versions, channels] = await Promise.all([
    ctx.db.notificationsTemplate.findUnique({ where: { id: templateId } }),
    ctx.db.notificationsVersion.count({ where: { templateId }, take: 1 }),
    channelsOf(ctx),
  ]);
  const channel = channels.get(code);
  const problems = [
    ...(template ? [] : [{ field: 'templateId', message: 'is no template; choose one from the list' }]),
    ...(template && versions === 0 ? [{ field: 'templateId', message: 'has no wording yet; write one first' }] : []),
    ...(channel && channel.reaches !== 'room'
      ? []
      : [{ field: 'channel', message: `"${code}" reaches no single person; choose another channel` }]),
    ...(template?.isStatutory && channel?.isDurable === false
      ? [{ field: 'channel', message: 'is no durable medium, and the law asks for one; send this letter by e-mail' }]
      : []),
  ];
  if (problems.length > 0) throw invalid(problems);
  return inTransaction(
    ctx,
    async ({ tx, viewer }) =>
      (await tx.notificationsMailing.create({ data: { ...parsed.data, createdBy: viewer.name }, select: { id: true } })).id,
  );
}

interface ForWhom {
  readonly audience: unknown;
  readonly isMarketing: boolean;
  readonly channel: string;
}

/** How many customers it is for. */
export const audienceCount = async (ctx: Ctx, { audience, isMarketing, channel }: ForWhom): Promise<number> => {
  const advertisingBy = isMarketing ? advertisingConsent((await channelsOf(ctx)).get(channel)) : null;
  return ctx.db.customer.count({ where: customersOf(Audience.parse(audience), advertisingBy) });
};

/** Begins it, or goes on after a pause. Fails with NOTIFICATIONS_MAILING_STATE. */
export const startMailing = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const [mailing] = await tx.tx.notificationsMailing.updateManyAndReturn({
      where: { id, state: { in: ['DRAFT', 'PAUSED'] } },
      data: { state: 'RUNNING', round: { increment: 1 }, startedAt: tx.wallClock.now() },
    });
    if (!mailing) throw wrongState();
    await enqueue(tx, runMailing, { mailingId: id, round: mailing.round }, { uniqueKey: `${id} ${mailing.round}` });
  });

/** Stops it after the messages that are being handed over. Fails with NOTIFICATIONS_MAILING_STATE. */
export async function pauseMailing({ db }: Pick<Ctx, 'db'>, id: string): Promise<void> {
  const { count } = await db.notificationsMailing.updateMany({ where: { id, state: 'RUNNING' }, data: { state: 'PAUSED' } });
  if (count === 0) throw wrongState();
}

const wrongState = (): DomainError =>
  new DomainError('NOTIFICATIONS_MAILING_STATE', 'id: this mailing is not in a state in which that can be done; look at it again');

const invalid = (problems: readonly { readonly field: string; readonly message: string }[]): DomainError =>
  new DomainError('NOTIFICATIONS_MAILING_INVALID', problems.map(({ field, message }) => `${field}: ${message}`).join('; '), { problems });
