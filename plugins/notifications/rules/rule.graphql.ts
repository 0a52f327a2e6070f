import { needs, type PluginBuilder, z } from '#core';
import type { Channel } from '../channels/channel.ts';
import { channelsOf } from '../channels/channels.ts';
import { Conditions } from './conditions.ts';
import { type CatalogueEvent, catalogue } from './events.ts';
import { saveRule, unknownRule } from './rule.service.ts';
import { type TestFire, testFire } from './test-fire.ts';

/** Rules: at which event whom is told what. */
export function ruleSchema(builder: PluginBuilder): void {
  const ConditionsRef = builder.objectRef<Conditions>('NotificationsConditions');
  ConditionsRef.implement({
    description: 'When a rule holds. An empty list is no condition.',
    fields: (t) => ({
      partnerIds: t.idList({ description: 'Sold by one of these partners.', resolve: ({ partnerIds }) => partnerIds }),
      tariffIds: t.idList({ description: 'Of one of these tariffs.', resolve: ({ tariffIds }) => tariffIds }),
      statusFrom: t.stringList({
        description: 'The contract came from one of these statuses, codes.',
        resolve: ({ statusFrom }) => statusFrom,
      }),
      statusTo: t.stringList({ description: 'It came into, or stands in, one of these.', resolve: ({ statusTo }) => statusTo }),
      exceptDirectDebit: t.exposeBoolean('exceptDirectDebit', { description: 'Not for contracts that are paid by direct debit.' }),
    }),
  });

  const Rule = builder.prismaObject('NotificationsRule', {
    description: 'At which event whom is told what.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      name: t.exposeString('name', { description: 'Name for people.' }),
      event: t.exposeString('event', { description: 'At which event; see `notificationsEvents`.' }),
      templateId: t.exposeID('templateId', { description: 'What is said.' }),
      conditions: t.field({
        type: ConditionsRef,
        description: 'When it holds.',
        select: { conditions: true },
        resolve: ({ conditions }) => Conditions.parse(conditions),
      }),
      recipients: t.exposeStringList('recipients', {
        description:
          'Who is told: customer, partner, superior (of the partner), employee (who made the order), office, admin, room (of a messenger).',
      }),
      channels: t.exposeStringList('channels', { description: 'By which channels, the first one that reaches somebody.' }),
      isUrgent: t.exposeBoolean('isUrgent', { description: 'Does not wait for the end of quiet hours.' }),
      isDigest: t.exposeBoolean('isDigest', { description: 'Told together with others, once a day.' }),
      isActive: t.exposeBoolean('isActive', { description: 'Whether it holds at all.' }),
      daysBefore: t.exposeInt('daysBefore', {
        nullable: true,
        description: 'How many days before the day of its event it tells; null = its event is none that is a day.',
      }),
      updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
    }),
  });
  builder.queryField('notificationsRules', (t) =>
    t.prismaField({
      type: [Rule],
      description: 'All rules by their names; at most 500.',
      extensions: needs('notifications.read'),
      resolve: (query, _root, _args, { db }) =>
        db.notificationsRule.findMany({ ...query, orderBy: [{ name: 'asc' }, { id: 'asc' }], take: 500 }),
    }),
  );

  const Variable = builder.objectRef<{ readonly path: string; readonly kind: string }>('NotificationsVariable');
  Variable.implement({
    description: 'Something that a template may say.',
    fields: (t) => ({
      path: t.exposeString('path', { description: 'As it is written: "contract.number".' }),
      kind: t.exposeString('kind', { description: 'text, day, number or money: it is filled in as the reader writes it.' }),
    }),
  });
  const Event = builder.objectRef<CatalogueEvent>('NotificationsEvent');
  Event.implement({
    description: 'Something that happens and that people may be told of.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'Its name.' }),
      pluginId: t.exposeString('pluginId', { nullable: true, description: 'Whose it is; null = of the product itself.' }),
      subject: t.exposeString('subject', { description: 'To what it happens: contract, order, customer, import.' }),
      isDay: t.exposeBoolean('isDay', {
        description: 'A day of the subject that comes, such as the start of supply: rules say how many days before they tell of it.',
      }),
      label: t.exposeString('label', { description: "In the reader's words." }),
      variables: t.field({
        type: [Variable],
        description: 'What templates may say about it.',
        resolve: ({ variables }) => [...variables].map(([path, kind]) => ({ path, kind })),
      }),
    }),
  });
  builder.queryField('notificationsEvents', (t) =>
    t.field({
      type: [Event],
      description: 'The events of core and of plugins that are on.',
      extensions: needs('notifications.read'),
      resolve: (_root, _args, ctx) => catalogue(ctx),
    }),
  );

  const ChannelRef = builder.objectRef<Channel>('NotificationsChannel');
  ChannelRef.implement({
    description: 'A way to reach people.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its name.' }),
      isDurable: t.exposeBoolean('isDurable', { description: 'Whether a reader can keep what comes by it.' }),
      isReady: t.exposeBoolean('isReady', { description: 'Whether it is set up for the brand.' }),
      reaches: t.exposeString('reaches', { description: 'email, phone, or room (of a messenger).' }),
    }),
  });
  builder.queryField('notificationsChannels', (t) =>
    t.field({
      type: [ChannelRef],
      description: 'The ways by which the brand reaches people.',
      extensions: needs('notifications.read'),
      resolve: async (_root, _args, ctx) => [...(await channelsOf(ctx)).values()],
    }),
  );

  const ConditionsInput = builder.inputType('NotificationsConditionsInput', {
    description: 'When a rule holds. What is left out or empty is no condition.',
    fields: (t) => ({
      partnerIds: t.idList({ description: 'Sold by one of these partners.' }),
      tariffIds: t.idList({ description: 'Of one of these tariffs.' }),
      statusFrom: t.stringList({ description: 'The contract came from one of these statuses, codes.' }),
      statusTo: t.stringList({ description: 'It came into, or stands in, one of these.' }),
      exceptDirectDebit: t.boolean({ description: 'Not for contracts that are paid by direct debit; left out = for them too.' }),
    }),
  });
  const RuleInput = builder.inputType('NotificationsRuleInput', {
    description: 'A rule.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'Name for people.' }),
      event: t.string({ required: true, description: 'At which event.' }),
      templateId: t.id({ required: true, description: 'What is said.' }),
      conditions: t.field({ type: ConditionsInput, description: 'When it holds.' }),
      recipients: t.stringList({ required: true, description: 'Who is told, by relation.' }),
      channels: t.stringList({ required: true, description: 'By which channels, in this order.' }),
      isUrgent: t.boolean({ required: true, description: 'Does not wait for the end of quiet hours.' }),
      isDigest: t.boolean({ required: true, description: 'Told together with others, once a day.' }),
      isActive: t.boolean({ required: true, description: 'Whether it holds at all.' }),
      daysBefore: t.int({ description: 'How many days before the day of its event, 0 to 365; left out for other events.' }),
    }),
  });
  builder.mutationField('saveNotificationsRule', (t) =>
    t.prismaField({
      type: Rule,
      description:
        'Makes or changes a rule. A template that says what the event does not tell, and a statutory letter by what nobody can keep, are refused.',
      extensions: needs('notifications.write'),
      args: {
        id: t.arg.id({ description: 'Which one; left out = a new one.' }),
        input: t.arg({ type: RuleInput, required: true, description: 'The rule.' }),
      },
      resolve: async (query, _root, { id, input }, ctx) => {
        const saved = await saveRule(ctx, id ?? null, {
          ...input,
          daysBefore: input.daysBefore ?? null,
          conditions: withoutNulls(input.conditions),
        });
        return ctx.db.notificationsRule.findUniqueOrThrow({ ...query, where: { id: saved } });
      },
    }),
  );
  builder.mutationField('deleteNotificationsRule', (t) =>
    t.boolean({
      description: 'Takes a rule away; what it sent stays in the log.',
      extensions: needs('notifications.write'),
      args: { id: t.arg.id({ required: true, description: 'Which one.' }) },
      resolve: async (_root, { id }, { db }) => {
        const { count } = await db.notificationsRule.deleteMany({ where: { id } });
        if (count === 0) throw unknownRule(id);
        return true;
      },
    }),
  );

  const Told = builder.objectRef<TestFire['people'][number]>('NotificationsTold');
  Told.implement({
    description: 'Somebody whom a rule would tell.',
    fields: (t) => ({
      reader: t.exposeString('reader', { description: 'customer, user or room.' }),
      name: t.exposeString('name', { nullable: true, description: 'The name; null for a room.' }),
    }),
  });
  const Test = builder.objectRef<TestFire>('NotificationsTest');
  Test.implement({
    description: 'What became of a rule that was tried.',
    fields: (t) => ({
      holds: t.exposeBoolean('holds', { description: 'Whether it would hold for the contract as it is now.' }),
      people: t.field({ type: [Told], description: 'Whom it would tell.', resolve: ({ people }) => [...people] }),
      messageId: t.exposeID('messageId', { description: 'The message to whoever tried it.' }),
    }),
  });
  builder.mutationField('testNotificationsRule', (t) =>
    t.field({
      type: Test,
      description: 'Tries a rule on a real contract: says whom it would tell, and sends the message to whoever tries it, to nobody else.',
      extensions: needs('notifications.write'),
      args: {
        id: t.arg.id({ required: true, description: 'The rule.' }),
        contractId: t.arg.id({ required: true, description: 'The contract.' }),
      },
      resolve: (_root, { id, contractId }, ctx) => testFire(ctx, id, contractId),
    }),
  );
}

const Given = z.record(z.string(), z.unknown()).nullish();

const withoutNulls = (conditions: unknown): object =>
  Object.fromEntries(Object.entries(Given.parse(conditions) ?? {}).filter(([, value]) => value !== null && value !== undefined));
