import type { EventDelivery, Prisma } from '#prisma';
import { needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { instantWhere, only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';
import { inTransaction } from '../kernel/context.ts';
import { putForward } from '../kernel/demo-clock.ts';
import { DomainError } from '../kernel/errors.ts';
import { dropDelivery, dropJob, inputSchemaOf, retryDelivery, retryJob } from './operations.service.ts';

/** What a person needs to see that nothing is lost: failed deliveries, jobs, schedules, the audit log. */
export function operationsSchema({ builder, connections, filters }: Shared): void {
  const JobState = builder.enumType('JobState', {
    description: 'Where a job stands.',
    values: {
      WAITING: { description: 'Not yet handed to the queue.' },
      SENT: { description: 'In the queue or running.' },
      DONE: { description: 'Done.' },
      DEAD: { description: 'Given up after its last try: a person decides.' },
      PARKED: { description: 'Its plugin is off.' },
      DROPPED: { description: 'Put aside by a person.' },
    } as const,
  });

  builder.prismaObject('JobRequest', {
    description: 'Work for the outside world, or for the night.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id; outside companies get it as idempotency key.' }),
      name: t.exposeString('name', { description: 'What is done.' }),
      input: t.expose('input', { type: 'JSON', description: 'For what; ids only.' }),
      inputSchema: t.field({
        type: 'JSON',
        nullable: true,
        description: 'JSON schema of the input; null where no installed plugin has the job.',
        select: { name: true },
        resolve: ({ name }, _args, { kernel }) => inputSchemaOf(kernel.registry, name),
      }),
      state: t.expose('state', { type: JobState, description: 'Where it stands.' }),
      attempt: t.exposeInt('attempt', { description: 'Tries that failed.' }),
      error: t.exposeString('error', { nullable: true, description: 'Why the last try failed.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
      notBefore: t.expose('notBefore', { type: 'DateTime', nullable: true, description: 'When it is tried next.' }),
      finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true, description: 'When it ended.' }),
    }),
  });
  const JobFilter = builder.inputType('JobFilter', {
    description: 'Which jobs. Conditions hold together.',
    fields: (t) => ({
      state: t.field({ type: [JobState], description: 'In one of these states.' }),
      name: t.string({ description: 'The name begins with this: "core.".' }),
    }),
  });
  connectionField(builder, connections, {
    name: 'jobs',
    type: 'JobRequest',
    permission: 'operations.read',
    description: "The brand's jobs; dead letters are those in the state DEAD.",
    sort: { ID: { column: 'id', description: 'As they were asked for.' } },
    filter: {
      ref: JobFilter,
      where: ({ state, name }: typeof JobFilter.$inferInput): Prisma.JobRequestWhereInput =>
        only({ state: state && { in: state }, name: name && { startsWith: name } }),
    },
  });

  builder.queryField('job', (t) =>
    t.prismaField({
      type: 'JobRequest',
      nullable: true,
      description: 'A job by its id; null when the brand has none.',
      extensions: needs('operations.read'),
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (query, _root, { id }, { db }) => db.jobRequest.findUnique({ ...query, where: { id } }),
    }),
  );

  const Delivery = builder.objectRef<EventDelivery & { type: string; occurredAt: Date }>('EventDelivery');
  Delivery.implement({
    description: 'An event that a plugin did not take.',
    fields: (t) => ({
      eventId: t.expose('eventId', { type: 'BigInt', description: 'The event.' }),
      pluginId: t.exposeString('pluginId', { description: 'Who did not take it.' }),
      type: t.exposeString('type', { description: 'What happened.' }),
      occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When.' }),
      subject: t.exposeID('subject', { description: 'To what.' }),
      state: t.exposeString('state', {
        description: 'DUE = is tried again, DEAD = given up, PARKED = the plugin is off, DROPPED = put aside.',
      }),
      attempt: t.exposeInt('attempt', { description: 'Tries that failed.' }),
      error: t.exposeString('error', { nullable: true, description: 'Why the last try failed.' }),
      nextAt: t.expose('nextAt', { type: 'DateTime', nullable: true, description: 'When it is tried next.' }),
    }),
  });
  builder.queryField('openDeliveries', (t) =>
    t.field({
      type: [Delivery],
      description: 'Events that wait, oldest first; at most 200.',
      extensions: needs('operations.read'),
      args: { state: t.arg.stringList({ description: 'DUE, DEAD, PARKED or DROPPED; DUE and DEAD unless said otherwise.' }) },
      resolve: async (_root, { state }, { db }) => {
        const states = (['DUE', 'DEAD', 'PARKED', 'DROPPED'] as const).filter((known) => (state ?? ['DUE', 'DEAD']).includes(known));
        const deliveries = await db.eventDelivery.findMany({
          where: { state: { in: states } },
          orderBy: [{ eventId: 'asc' }, { pluginId: 'asc' }],
          take: 200,
        });
        const events = await db.outboxEvent.findMany({ where: { id: { in: deliveries.map(({ eventId }) => eventId) } } });
        const byId = new Map(events.map((event) => [event.id, event]));
        return deliveries.flatMap((delivery) => {
          const event = byId.get(delivery.eventId);
          return event ? [{ ...delivery, type: event.type, occurredAt: event.occurredAt }] : [];
        });
      },
    }),
  );

  builder.prismaObject('JobSchedule', {
    description: 'When a recurring job is due.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'Which job.' }),
      cron: t.exposeString('cron', { description: "Cron text, in the brand's time zone." }),
      nextAt: t.expose('nextAt', { type: 'DateTime', description: 'When it is due next.' }),
      lastAt: t.expose('lastAt', { type: 'DateTime', nullable: true, description: 'When it was due last.' }),
    }),
  });
  builder.queryField('jobSchedules', (t) =>
    t.prismaField({
      type: ['JobSchedule'],
      description: "The brand's recurring jobs.",
      extensions: needs('operations.read'),
      resolve: (query, _root, _args, { db }) => db.jobSchedule.findMany({ ...query, orderBy: { name: 'asc' } }),
    }),
  );

  builder.prismaObject('AuditEntry', {
    description: 'Who changed access or settings.',
    fields: (t) => ({
      entryId: t.expose('id', { type: 'BigInt', description: 'Id.' }),
      id: t.id({ description: 'Id as text.', select: { id: true }, resolve: ({ id }) => String(id) }),
      at: t.expose('at', { type: 'DateTime', description: 'When.' }),
      by: t.exposeString('by', { description: 'Who.' }),
      action: t.exposeString('action', { description: 'What.' }),
      subject: t.exposeString('subject', { description: 'To what.' }),
      before: t.expose('before', { type: 'JSON', nullable: true, description: 'Before.' }),
      after: t.expose('after', { type: 'JSON', nullable: true, description: 'After.' }),
    }),
  });
  const AuditFilter = builder.inputType('AuditFilter', {
    description: 'Which entries. Conditions hold together.',
    fields: (t) => ({
      action: t.string({ description: 'Exactly this action.' }),
      area: t.string({ description: 'What the action is about, its first word: "plugin", "user", "tariff-price".' }),
      subject: t.string({ description: 'Done to exactly this.' }),
      by: t.string({ description: 'Done by somebody whose name begins with this.' }),
      at: t.field({ type: filters.InstantRange, description: 'When it was done.' }),
    }),
  });
  connectionField(builder, connections, {
    name: 'auditLog',
    type: 'AuditEntry',
    permission: 'audit.read',
    description: 'Changes of access and settings, newest first.',
    sort: { ID: { column: 'id', description: 'As they happened.' } },
    filter: {
      ref: AuditFilter,
      where: ({ action, area, subject, by, at }: typeof AuditFilter.$inferInput): Prisma.AuditEntryWhereInput =>
        only({
          ...{ action: action ?? (area && { startsWith: `${area}.` }), subject, at: instantWhere(at) },
          by: by && { startsWith: by, mode: 'insensitive' },
        }),
    },
  });

  builder.mutationField('advanceDemoClock', (t) =>
    t.field({
      type: 'DateTime',
      description:
        "Puts the demo's clock forward, so that supply can be seen to begin. Answers with the new time; fails outside of the demo.",
      extensions: needs('operations.write'),
      args: { days: t.arg.int({ required: true, description: 'Whole days, 1 to 3660.' }) },
      resolve: async (_root, { days }, { kernel }) => {
        if (!kernel.demoClock) throw new DomainError('DEMO_ONLY', 'The clock can be put forward in the demo only (DEMO=1)');
        await putForward(kernel, days);
        await kernel.demoClock.reload();
        return kernel.clock.now();
      },
    }),
  );

  const idArg = (description: string) => ({ description, required: true as const });
  builder.mutationField('retryJob', (t) =>
    t.prismaField({
      type: 'JobRequest',
      description: 'Runs a dead letter again, with all its tries.',
      extensions: needs('operations.write'),
      args: {
        id: t.arg.id(idArg('The job.')),
        input: t.arg({ type: 'JSON', description: 'For what it is done from now on, checked by `inputSchema`; as before when left out.' }),
      },
      resolve: async (query, _root, { id, input }, ctx) => {
        await inTransaction(ctx, (tx) => retryJob(tx, ctx.kernel.registry, { id, input: input ?? undefined }));
        return ctx.db.jobRequest.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('dropJob', (t) =>
    t.prismaField({
      type: 'JobRequest',
      description: 'Puts a dead letter or a parked job aside. Its row stays.',
      extensions: needs('operations.write'),
      args: { id: t.arg.id(idArg('The job.')), reason: t.arg.string({ description: 'Why; kept in the audit log.' }) },
      resolve: async (query, _root, { id, reason }, ctx) => {
        await inTransaction(ctx, (tx) => dropJob(tx, { id, reason: reason ?? null }));
        return ctx.db.jobRequest.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  const deliveryArgs = {
    eventId: { type: 'BigInt' as const, required: true as const, description: 'The event.' },
  };
  builder.mutationField('retryDelivery', (t) =>
    t.boolean({
      description: 'Delivers a dead event again, with all its tries.',
      extensions: needs('operations.write'),
      args: { eventId: t.arg(deliveryArgs.eventId), pluginId: t.arg.string(idArg('Who did not take it.')) },
      resolve: (_root, key, ctx) => inTransaction(ctx, (tx) => retryDelivery(tx, key)),
    }),
  );
  builder.mutationField('dropDelivery', (t) =>
    t.boolean({
      description: 'Puts a dead or parked event aside for a plugin. Its row stays.',
      extensions: needs('operations.write'),
      args: { eventId: t.arg(deliveryArgs.eventId), pluginId: t.arg.string(idArg('For whom.')) },
      resolve: (_root, key, ctx) => inTransaction(ctx, (tx) => dropDelivery(tx, key)),
    }),
  );
}
