import type { PluginBuilder } from '#core';
import { askBureauAgain } from './again.service.ts';
import { doubtsOf } from './bands.ts';
import { conditionOfCheck } from './condition.ts';
import { checksWaitingFor, decidedPage, type QueueLengths, queueLengths, REVIEW_QUEUE_MAX, refuseBadPage } from './credit-check.queue.ts';
import { candidatesOf, chooseCandidate, decideCreditCheck } from './credit-check.service.ts';
import type { Candidate } from './providers/bureau.ts';

const CONDITIONS = { deposit: 'DEPOSIT', prepayment: 'PREPAYMENT', 'direct-debit': 'DIRECT_DEBIT', none: null } as const;

const needs = (permission: string) => ({ permission: `credit-check.${permission}` });

export function creditCheckSchema(builder: PluginBuilder): void {
  const State = builder.enumType('CreditCheckState', {
    description: 'How far a credit check is.',
    values: {
      WAITING: { description: 'Not answered yet.' },
      MANUAL: { description: 'People at the bureau work on it.' },
      AMBIGUOUS: { description: 'The bureau found several who could be meant; a person chooses.' },
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

  const Candidate = builder.objectRef<Candidate>('CreditCheckCandidate');
  Candidate.implement({
    description: 'Somebody whom a bureau found; several could be meant.',
    fields: (t) => ({
      number: t.exposeString('id', { description: "The bureau's number." }),
      name: t.exposeString('name', { description: 'Name, as the bureau has it.' }),
      address: t.exposeString('address', { description: 'Address, as the bureau has it.' }),
    }),
  });
  const Condition = builder.enumType('CreditCheckCondition', {
    description: 'On which condition an order is accepted.',
    values: {
      DEPOSIT: { description: 'A deposit is paid first.' },
      PREPAYMENT: { description: 'Each month is paid in advance.' },
      DIRECT_DEBIT: { description: 'By direct debit alone: the order waits for an account with a mandate.' },
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
        select: { bureau: true, isSimulated: true },
        resolve: ({ bureau, isSimulated }) => isSimulated || bureau === 'simulator',
      }),
      decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true, description: 'When a person decided.' }),
      decisionAccept: t.exposeBoolean('decisionAccept', { nullable: true, description: 'What a person decided; null = nobody did.' }),
      condition: t.field({
        type: Condition,
        nullable: true,
        description: 'On which condition the order is accepted; null = on none, or it is not.',
        select: { outcome: true, decisionAccept: true },
        resolve: (check) => CONDITIONS[conditionOfCheck(check) ?? 'none'],
      }),
      depositCents: t.exposeInt('depositCents', { nullable: true, description: 'The deposit that is asked for, cents.' }),
      dueOn: t.expose('dueOn', {
        type: 'Date',
        nullable: true,
        description: 'Last day on which a person should decide.',
        extensions: needs('read'),
      }),
      bureau: t.exposeString('bureau', {
        nullable: true,
        description: 'Code of the bureau that was asked last.',
        extensions: needs('read'),
      }),
      product: t.exposeString('product', { nullable: true, description: "Code of the bureau's product.", extensions: needs('read') }),
      bandsNumber: t.exposeInt('bandsNumber', {
        nullable: true,
        description: 'Number of the bands that led to the outcome; null = the limits of the settings.',
        extensions: needs('read'),
      }),
      candidates: t.field({
        type: [Candidate],
        description: 'Who could be meant, while nobody has chosen.',
        extensions: needs('decide'),
        select: { state: true, candidates: true },
        resolve: (check) => (check.state === 'AMBIGUOUS' ? candidatesOf(check) : []),
      }),
      proposedBy: t.exposeString('proposedBy', {
        nullable: true,
        description: 'Who decided first, where two people have to.',
        extensions: needs('read'),
      }),
      proposedAccept: t.exposeBoolean('proposedAccept', {
        nullable: true,
        description: 'What the first of two people decided; null = nobody did, or one is enough.',
        extensions: needs('read'),
      }),
      proposedReason: t.exposeString('proposedReason', { nullable: true, description: 'Why, in words.', extensions: needs('read') }),
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
      score: t.exposeInt('score', { nullable: true, description: "On the scale of the bureau's product.", extensions: needs('score') }),
      riskRate: t.expose('riskRate', {
        type: 'Decimal',
        nullable: true,
        description: 'Risk of a payment default in percent.',
        extensions: needs('score'),
      }),
      scoreRange: t.exposeString('scoreRange', {
        nullable: true,
        description: "The bureau's letter or class.",
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
      description: 'Credit checks that keep orders in review, those first that are due first; those that a person decided, newest first.',
      extensions: needs('read'),
      args: {
        waitsFor: t.arg({ type: WaitsFor, required: true, defaultValue: 'PERSON', description: 'Whom they wait for.' }),
        first: t.arg.int({ required: true, defaultValue: 50, description: `How many, at most ${REVIEW_QUEUE_MAX}.` }),
        after: t.arg.id({ description: 'Go on behind this order.' }),
      },
      resolve: async (query, _root, { waitsFor, first, after }, { db }) => {
        if (waitsFor === 'NOBODY') return db.creditCheck.findMany({ ...query, ...decidedPage({ first, after: after ?? null }) });
        const orderIds = await checksWaitingFor(db, { waitsFor, first, after: after ?? null });
        const checks = await db.creditCheck.findMany({ ...query, where: { orderId: { in: orderIds } } });
        const place = new Map(orderIds.map((orderId, index) => [orderId, index]));
        return checks.sort((a, b) => (place.get(a.orderId) ?? 0) - (place.get(b.orderId) ?? 0));
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
      due: t.exposeInt('due', { description: 'That wait for somebody here and are due by tomorrow.' }),
      contested: t.exposeInt('contested', { description: 'Decisions that customers contest and nobody has answered.' }),
      alerts: t.exposeInt('alerts', { description: 'What bureaus told about watched customers and nobody has looked at.' }),
    }),
  });
  builder.queryField('creditCheckQueue', (t) =>
    t.field({
      type: Lengths,
      description: 'How many orders the credit check keeps in review.',
      extensions: needs('read'),
      resolve: (_root, _args, ctx) => queueLengths(ctx),
    }),
  );

  builder.mutationField('chooseCreditCheckCandidate', (t) =>
    t.prismaField({
      type: CreditCheck,
      description: "Says who of a bureau's candidates is meant; the bureau is asked again.",
      extensions: needs('decide'),
      args: {
        orderId: t.arg.id({ required: true, description: 'The order.' }),
        candidateId: t.arg.string({ required: true, description: "The bureau's number of the one who is meant." }),
      },
      resolve: async (query, _root, { orderId, candidateId }, ctx) => {
        await chooseCandidate(ctx, { orderId, candidateId });
        return ctx.db.creditCheck.findUniqueOrThrow({ ...query, where: { orderId } });
      },
    }),
  );

  builder.mutationField('askCreditBureauAgain', (t) =>
    t.prismaField({
      type: CreditCheck,
      description:
        'Asks the bureau again: where nobody answered, the customer was not found or has no score, a source was down, or who they are was corrected. A score that holds is not bought twice.',
      extensions: needs('decide'),
      args: { orderId: t.arg.id({ required: true, description: 'The order.' }) },
      resolve: async (query, _root, { orderId }, ctx) => {
        await askBureauAgain(ctx, orderId);
        return ctx.db.creditCheck.findUniqueOrThrow({ ...query, where: { orderId } });
      },
    }),
  );

  builder.mutationField('decideCreditCheck', (t) =>
    t.prismaField({
      type: CreditCheck,
      description: 'Decides instead of the score; the order is checked again at once. Of large orders two people have to say the same.',
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
