import type { PluginBuilder } from '#core';
import { doubtsOf } from './bands.ts';
import { decidedPage, ordersWaitingFor, type QueueLengths, queueLengths, REVIEW_QUEUE_MAX, refuseBadPage } from './credit-check.queue.ts';
import { decideCreditCheck } from './credit-check.service.ts';

const needs = (permission: string) => ({ permission: `credit-check.${permission}` });

export function creditCheckSchema(builder: PluginBuilder): void {
  const State = builder.enumType('CreditCheckState', {
    description: 'How far a credit check is.',
    values: {
      WAITING: { description: 'Not answered yet.' },
      MANUAL: { description: 'People at the bureau work on it.' },
      SCORED: { description: 'The bureau gave a score.' },
      NOT_FOUND: { description: 'The bureau does not know the person, or not beyond doubt.' },
      NO_SCORE: { description: 'The bureau knows the person and gives no score.' },
      FAILED: { description: 'The bureau refused the question or never answered.' },
      NOT_NEEDED: { description: 'The order was decided before the bureau was asked.' },
    } as const,
  });
  const WaitsFor = builder.enumType('CreditCheckWaitsFor', {
    description: 'Whom an order waits for.',
    values: {
      PERSON: { description: 'Somebody here has to decide.' },
      BUREAU: { description: 'The bureau has not answered yet.' },
      NOBODY: { description: 'Somebody here has decided.' },
    } as const,
  });

  const CreditCheck = builder.prismaObject('CreditCheck', {
    description: 'What a credit bureau said about the customer of an order, and what a person made of it.',
    fields: (t) => ({
      orderId: t.exposeID('orderId', { description: 'The order that is checked.' }),
      state: t.expose('state', { type: State, description: 'How far it is.' }),
      askedAt: t.expose('askedAt', { type: 'DateTime', nullable: true, description: 'When the bureau was last asked.' }),
      answeredAt: t.expose('answeredAt', { type: 'DateTime', nullable: true, description: 'When the bureau answered.' }),
      isSimulated: t.boolean({
        description: 'Whether the answer is invented by the simulator.',
        select: { bureau: true },
        resolve: ({ bureau }) => bureau === 'simulator',
      }),
      decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true, description: 'When a person decided.' }),
      decisionAccept: t.exposeBoolean('decisionAccept', { nullable: true, description: 'What a person decided; null = nobody did.' }),
      decidedBy: t.exposeString('decidedBy', { nullable: true, description: 'Who decided.', extensions: needs('read') }),
      decisionReason: t.exposeString('decisionReason', { nullable: true, description: 'Why, in words.', extensions: needs('read') }),
      problem: t.exposeString('problem', {
        nullable: true,
        description: 'Code of the reason why there is no score.',
        extensions: needs('read'),
      }),
      reportId: t.exposeString('reportId', {
        nullable: true,
        description: "The bureau's number of its report.",
        extensions: needs('read'),
      }),
      validUntil: t.expose('validUntil', {
        type: 'DateTime',
        nullable: true,
        description: 'Until when the answer may be used.',
        extensions: needs('read'),
      }),
      score: t.exposeInt('score', { nullable: true, description: 'Higher is better.', extensions: needs('score') }),
      riskRate: t.expose('riskRate', {
        type: 'Decimal',
        nullable: true,
        description: 'Risk of a payment default in percent.',
        extensions: needs('score'),
      }),
      scoreRange: t.exposeString('scoreRange', {
        nullable: true,
        description: "The bureau's letter, A is best.",
        extensions: needs('score'),
      }),
      scoreText: t.exposeString('scoreText', { nullable: true, description: "The bureau's words.", extensions: needs('score') }),
      doubts: t.stringList({
        description: "The bureau's reservations about the person, codes.",
        extensions: needs('score'),
        select: { doubts: true },
        resolve: (check) => [...doubtsOf(check)],
      }),
    }),
  });

  builder.prismaObjectField('Order', 'creditCheck', (t) =>
    t.prismaField({
      type: CreditCheck,
      nullable: true,
      description: 'Its credit check; null = there is none.',
      select: { id: true },
      resolve: (query, { id }, _args, { db }) => db.creditCheck.findUnique({ ...query, where: { orderId: id } }),
    }),
  );

  builder.queryField('creditChecks', (t) =>
    t.prismaField({
      type: [CreditCheck],
      description: 'Credit checks that keep orders in review, oldest order first; those that a person decided, newest first.',
      extensions: needs('read'),
      args: {
        waitsFor: t.arg({ type: WaitsFor, required: true, defaultValue: 'PERSON', description: 'Whom they wait for.' }),
        first: t.arg.int({ required: true, defaultValue: 50, description: `How many, at most ${REVIEW_QUEUE_MAX}.` }),
        after: t.arg.id({ description: 'Go on behind this order.' }),
      },
      resolve: async (query, _root, { waitsFor, first, after }, { db }) => {
        if (waitsFor === 'NOBODY') return db.creditCheck.findMany({ ...query, ...decidedPage({ first, after: after ?? null }) });
        const orderIds = await ordersWaitingFor(db, { waitsFor, first, after: after ?? null });
        return db.creditCheck.findMany({ ...query, where: { orderId: { in: orderIds } }, orderBy: { orderId: 'asc' } });
      },
    }),
  );

  builder.queryField('creditChecksOf', (t) =>
    t.prismaField({
      type: [CreditCheck],
      description: 'The credit checks of these orders, for lists of orders; orders without one are left out.',
      extensions: { permission: 'order.read' },
      args: { orderIds: t.arg.idList({ required: true, description: `Orders, at most ${REVIEW_QUEUE_MAX}.` }) },
      resolve: (query, _root, { orderIds }, { db }) => {
        refuseBadPage(orderIds.length);
        return db.creditCheck.findMany({ ...query, where: { orderId: { in: orderIds } } });
      },
    }),
  );

  const Lengths = builder.objectRef<QueueLengths>('CreditCheckQueue');
  Lengths.implement({
    description: 'How many orders the credit check keeps in review.',
    fields: (t) => ({
      person: t.exposeInt('person', { description: `That wait for somebody here; ${REVIEW_QUEUE_MAX} = or more.` }),
      bureau: t.exposeInt('bureau', { description: `That wait for the bureau; ${REVIEW_QUEUE_MAX} = or more.` }),
    }),
  });
  builder.queryField('creditCheckQueue', (t) =>
    t.field({
      type: Lengths,
      description: 'How many orders the credit check keeps in review.',
      extensions: needs('read'),
      resolve: (_root, _args, { db }) => queueLengths(db),
    }),
  );

  builder.mutationField('decideCreditCheck', (t) =>
    t.prismaField({
      type: CreditCheck,
      description: 'Decides instead of the score; the order is checked again at once.',
      extensions: needs('decide'),
      args: {
        orderId: t.arg.id({ required: true, description: 'The order.' }),
        accept: t.arg.boolean({ required: true, description: 'Whether it may become a contract.' }),
        reason: t.arg.string({ required: true, description: 'Why: whoever is refused may ask for it.' }),
      },
      resolve: async (query, _root, { orderId, accept, reason }, ctx) => {
        await decideCreditCheck(ctx, { orderId, accept, reason });
        return ctx.db.creditCheck.findUniqueOrThrow({ ...query, where: { orderId } });
      },
    }),
  );
}
