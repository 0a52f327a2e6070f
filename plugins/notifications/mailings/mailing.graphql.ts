import { needs, type PluginBuilder } from '#core';
import { audienceCount, pauseMailing, startMailing, writeMailing } from './mailing.service.ts';

/** Mailings: one template for many customers at once. */
export function mailingSchema(builder: PluginBuilder): void {
  const State = builder.enumType('NotificationsMailingState', {
    description: 'How far a mailing is.',
    values: {
      DRAFT: { description: 'Written, not begun.' },
      RUNNING: { description: 'Messages are written and sent.' },
      PAUSED: { description: 'Stopped by a person; it goes on where it was.' },
      DONE: { description: 'Everybody was written to.' },
    } as const,
  });
  const Progress = builder.objectRef<{ readonly state: string; readonly count: number }>('NotificationsMailingProgress');
  Progress.implement({
    description: 'How many messages of a mailing stand where.',
    fields: (t) => ({
      state: t.exposeString('state', { description: 'Where; see NotificationsState.' }),
      count: t.exposeInt('count', { description: 'How many.' }),
    }),
  });
  const Mailing = builder.prismaObject('NotificationsMailing', {
    description: 'One template for many customers at once.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      name: t.exposeString('name', { description: 'Name for people.' }),
      templateId: t.exposeID('templateId', { description: 'What is said.' }),
      channel: t.exposeString('channel', { description: 'By which channel.' }),
      isMarketing: t.exposeBoolean('isMarketing', { description: 'Advertising: to those customers alone who agreed to it.' }),
      state: t.expose('state', { type: State, description: 'How far it is.' }),
      isGathered: t.exposeBoolean('isGathered', { description: 'Whether every customer has their message.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
      createdBy: t.exposeString('createdBy', { description: 'By whom.' }),
      finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true, description: 'When it was done.' }),
      audienceCount: t.int({
        description: 'For how many customers it is, as things stand now.',
        select: { audience: true, isMarketing: true, channel: true },
        resolve: (mailing, _args, ctx) => audienceCount(ctx, mailing),
      }),
      progress: t.field({
        type: [Progress],
        description: 'How many of its messages stand where.',
        select: { id: true },
        resolve: async ({ id }, _args, { db }) => {
          const groups = await db.notificationsMessage.groupBy({ by: ['state'], where: { mailingId: id }, _count: { _all: true } });
          return groups.map(({ state, _count }) => ({ state, count: _count._all }));
        },
      }),
    }),
  });
  builder.queryField('notificationsMailings', (t) =>
    t.prismaField({
      type: [Mailing],
      description: 'Mailings, newest first; at most 100.',
      extensions: needs('notifications.read'),
      resolve: (query, _root, _args, { db }) => db.notificationsMailing.findMany({ ...query, orderBy: { id: 'desc' }, take: 100 }),
    }),
  );

  const AudienceInput = builder.inputType('NotificationsAudienceInput', {
    description: 'Customers with a contract that meets all of it. What is left out or empty is no condition.',
    fields: (t) => ({
      tariffIds: t.idList({ description: 'Of one of these tariffs.' }),
      partnerIds: t.idList({ description: 'Sold by one of these partners.' }),
      statuses: t.stringList({ description: 'In one of these statuses, codes.' }),
    }),
  });
  const MailingInput = builder.inputType('NotificationsMailingInput', {
    description: 'A mailing.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'Name for people.' }),
      templateId: t.id({ required: true, description: 'What is said.' }),
      channel: t.string({ required: true, description: 'By which channel.' }),
      isMarketing: t.boolean({ required: true, description: 'Advertising: to those customers alone who agreed to it.' }),
      audience: t.field({ type: AudienceInput, required: true, description: 'For whom.' }),
    }),
  });
  builder.mutationField('writeNotificationsMailing', (t) =>
    t.prismaField({
      type: Mailing,
      description: 'Writes a mailing; nothing is sent before it is started.',
      extensions: needs('notifications.send'),
      args: { input: t.arg({ type: MailingInput, required: true, description: 'The mailing.' }) },
      resolve: async (query, _root, { input }, ctx) => {
        const { tariffIds, partnerIds, statuses } = input.audience;
        const audience = { tariffIds: tariffIds ?? [], partnerIds: partnerIds ?? [], statuses: statuses ?? [] };
        const id = await writeMailing(ctx, { ...input, audience });
        return ctx.db.notificationsMailing.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('startNotificationsMailing', (t) =>
    t.prismaField({
      type: Mailing,
      description: 'Begins a mailing, or goes on after a pause: nobody is written to twice, nobody is left out.',
      extensions: needs('notifications.send'),
      args: { id: t.arg.id({ required: true, description: 'Which one.' }) },
      resolve: async (query, _root, { id }, ctx) => {
        await startMailing(ctx, id);
        return ctx.db.notificationsMailing.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('pauseNotificationsMailing', (t) =>
    t.prismaField({
      type: Mailing,
      description: 'Stops a mailing after the messages that are being handed over.',
      extensions: needs('notifications.send'),
      args: { id: t.arg.id({ required: true, description: 'Which one.' }) },
      resolve: async (query, _root, { id }, ctx) => {
        await pauseMailing(ctx, id);
        return ctx.db.notificationsMailing.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
}
