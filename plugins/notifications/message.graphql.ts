import { mayReadMail, needs, type PluginBuilder } from '#core';
import { countByState, messagePage, PAGE_MOST } from './message.list.ts';

/** The log: what was sent to whom, and what became of it. */
export function messageSchema(builder: PluginBuilder): void {
  const State = builder.enumType('NotificationsState', {
    description: 'Where a message stands.',
    values: {
      HELD: { description: 'Waits for the end of quiet hours.' },
      COLLECTED: { description: 'Waits to be told together with others.' },
      WAITING: { description: 'To be sent.' },
      SENDING: { description: 'Handed over at this moment.' },
      SENT: { description: 'The next server took it.' },
      KEPT: { description: 'Nothing is set to send it with: it lies in the mailbox.' },
      FAILED: { description: 'Refused, or no answer after the last try.' },
      BOUNCED: { description: 'It was taken, and came back.' },
      SUPPRESSED: { description: 'Not sent; `problem` says why.' },
    } as const,
  });

  const Message = builder.prismaObject('NotificationsMessage', {
    description: 'A message to one person by one channel.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id; part of its Message-ID.' }),
      channel: t.exposeString('channel', { description: 'By which channel: "email", "sms", "slack".' }),
      state: t.expose('state', { type: State, description: 'Where it stands.' }),
      recipient: t.exposeString('recipient', { nullable: true, description: 'To which address; null = forgotten, or a room.' }),
      language: t.exposeString('language', { nullable: true, description: 'Language, BCP 47.' }),
      event: t.exposeString('event', { nullable: true, description: 'What caused it: an event, or the kind of a mail.' }),
      problem: t.exposeString('problem', { nullable: true, description: 'Code of what went wrong.' }),
      mailId: t.exposeID('mailId', { nullable: true, description: 'The mail of the mailbox that it sends on.' }),
      contractId: t.exposeID('contractId', { nullable: true, description: 'The contract that it is about.' }),
      outsideId: t.exposeString('outsideId', { nullable: true, description: 'What the channel calls it: a Message-ID.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
      notBefore: t.expose('notBefore', { type: 'DateTime', nullable: true, description: 'Not sent before.' }),
      sentAt: t.expose('sentAt', { type: 'DateTime', nullable: true, description: 'When the next server took it.' }),
      deliveredAt: t.expose('deliveredAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it arrived, where the channel tells that.',
      }),
      subject: t.string({
        nullable: true,
        description: 'Its subject; null for readers who may not read the mail.',
        select: { mailId: true, subject: true },
        resolve: async ({ mailId, subject }, _args, ctx) => ((await mayRead(ctx, mailId)) ? subject : null),
      }),
      text: t.string({
        nullable: true,
        description: 'What was sent, as plain text; null for readers who may not read the mail.',
        select: { mailId: true, text: true },
        resolve: async ({ mailId, text }, _args, ctx) => ((await mayRead(ctx, mailId)) ? text : null),
      }),
    }),
  });

  builder.queryField('notificationsMessages', (t) =>
    t.prismaField({
      type: [Message],
      description: 'The log, newest first.',
      extensions: needs('notifications.read'),
      args: {
        state: t.arg({ type: [State], description: 'In one of these states.' }),
        contractId: t.arg.id({ description: 'About this contract.' }),
        recipient: t.arg.string({ description: 'To exactly this address.' }),
        first: t.arg.int({ required: true, defaultValue: 50, description: `How many, at most ${PAGE_MOST}.` }),
        after: t.arg.id({ description: 'Go on behind this message.' }),
      },
      resolve: (query, _root, args, { db }) => db.notificationsMessage.findMany({ ...query, ...messagePage(args) }),
    }),
  );
  builder.queryField('notificationsMessage', (t) =>
    t.prismaField({
      type: Message,
      nullable: true,
      description: 'One message by its id; null when the brand has none.',
      extensions: needs('notifications.read'),
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (query, _root, { id }, { db }) => db.notificationsMessage.findUnique({ ...query, where: { id } }),
    }),
  );

  const Count = builder.objectRef<{ readonly state: (typeof State)['$inferType']; readonly count: number }>('NotificationsCount');
  Count.implement({
    description: 'How many messages stand where.',
    fields: (t) => ({
      state: t.field({ type: State, description: 'Where.', resolve: ({ state }) => state }),
      count: t.exposeInt('count', { description: 'How many.' }),
    }),
  });
  builder.queryField('notificationsCounts', (t) =>
    t.field({
      type: [Count],
      description: 'How many messages of the last thirty days stand where; what there is none of is left out.',
      extensions: needs('notifications.read'),
      resolve: (_root, _args, ctx) => countByState(ctx),
    }),
  );
}

type Reader = Parameters<typeof mayReadMail>[0];

/** What the mailbox shows to few is not shown to more people here; what stands in the log alone may hold a link that opens an order, too. */
const mayRead = (ctx: Reader, mailId: string | null): Promise<boolean> | boolean =>
  mailId === null ? ctx.viewer.permissions.has('mailbox.read') : mayReadMail(ctx, mailId);
