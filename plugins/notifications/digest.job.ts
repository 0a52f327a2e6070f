import { DomainError, enqueue, inTransaction, type JobCtx, job, z } from '#core';
import { deliverMessage, giveUp } from './deliver.job.ts';
import { compileMjml } from './look/compile.ts';
import { framed } from './look/layout.ts';
import { bodyOf } from './look/mail-body.ts';
import { type Copy, contentOf, lookOf } from './message.content.ts';
import type { StoredMessage } from './message.store.ts';
import { type Reader, readReader } from './reader.ts';

/** Most messages of one digest; the rest is told the day after. */
const MOST = 100;

/** Every morning, after the usual quiet hours: what was collected for somebody becomes one message. */
export const sendDigests = job({
  name: 'notifications.digest',
  input: z.strictObject({}),
  schedule: '5 8 * * *',
  timeoutMs: 600_000,
  run: async (_input, ctx) => {
    for (const person of await peopleWithNews(ctx)) await tellTogether(ctx, person);
  },
});

type Person = Pick<StoredMessage, 'channel' | 'reader' | 'userId' | 'customerId'>;

async function peopleWithNews({ db }: JobCtx): Promise<Person[]> {
  const groups = await db.notificationsMessage.groupBy({
    by: ['channel', 'reader', 'userId', 'customerId'],
    where: { state: 'COLLECTED' },
    orderBy: [{ channel: 'asc' }, { reader: 'asc' }],
  });
  // A user is one reader, whichever customers the news are about.
  const people = groups.map((group) => (group.reader === 'user' ? { ...group, customerId: null } : group));
  return [...new Map(people.map((one) => [JSON.stringify(one), one])).values()];
}

async function tellTogether(ctx: JobCtx, person: Person): Promise<void> {
  const { reader, userId, customerId, channel } = person;
  const who = reader === 'user' ? { userId } : reader === 'customer' ? { customerId } : {};
  const collected = await ctx.db.notificationsMessage.findMany({
    where: { state: 'COLLECTED', channel, reader, ...who },
    orderBy: { id: 'asc' },
    take: MOST,
  });
  const known = await readReader(ctx, person);
  const news = (await Promise.all(collected.map((message) => entryOf(ctx, message, known)))).filter((one) => one !== null);
  if (news.length === 0) return;
  const told = news.map(({ copy }) => copy);
  const language = told[0]?.language ?? ctx.brand.language;
  const subject = ctx.texts(language, 'notifications.digest.subject', { count: told.length, brand: ctx.brand.name }) ?? ctx.brand.name;
  const text = told.map((one) => `${one.subject}\n\n${one.text}`).join('\n\n\n');
  const open = ctx.texts(language, 'notifications.mail.open') ?? '';
  const { html } = await compileMjml(
    framed({ look: await lookOf(ctx), language, title: subject, body: bodyOf(text, open), scheme: 'auto' }),
  );
  await inTransaction(ctx, async (tx) => {
    const last = news.at(-1)?.id ?? '';
    const data = {
      uniqueKey: `digest ${last}`,
      channel,
      reader,
      userId,
      customerId,
      language,
      subject,
      text,
      html,
      // What each of them brought along goes with the one mail, once.
      documentIds: [...new Set(told.flatMap((one) => one.documentIds))],
      event: 'notifications.digest',
      createdAt: ctx.wallClock.now(),
    };
    const made = await tx.tx.notificationsMessage.createManyAndReturn({ data: [data], skipDuplicates: true, select: { id: true } });
    for (const { id } of made) {
      await tx.tx.notificationsMessage.updateMany({
        where: { id: { in: news.map((one) => one.id) }, state: 'COLLECTED' },
        data: { state: 'SUPPRESSED', problem: 'IN_DIGEST', toldInId: id },
      });
      await enqueue(tx, deliverMessage, { messageId: id }, { uniqueKey: id });
    }
  });
}

interface Entry {
  readonly id: string;
  readonly copy: Copy;
}

/** What is told of one message. One that cannot be filled in is given up, and keeps nobody from the rest. */
async function entryOf(ctx: JobCtx, message: StoredMessage, reader: Reader | null): Promise<Entry | null> {
  try {
    return { id: message.id, copy: await contentOf(ctx, message, reader) };
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    await giveUp(ctx, message, cause.code);
    return null;
  }
}
