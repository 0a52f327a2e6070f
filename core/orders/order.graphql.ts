import type { Prisma } from '#prisma';
import { needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { instantWhere, only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';
import { inWords, type ProblemForPeople } from '../kernel/problems.ts';
import type { OrderProblem } from './order.checks.ts';
import { saveOrder, versionOf } from './order.draft.ts';
import { checkOrder } from './order.dry-run.ts';
import type { OrderAnswers } from './order.form.ts';
import { orderInput } from './order.inputs.ts';
import { correctOwnDetails } from './order.own-details.ts';
import { reviewOrder } from './order.review.ts';
import { placeOrder, submitOrder } from './order.service.ts';
import { watchOrders } from './order.watch.ts';
import { answers } from './order.written.ts';

interface ToldProblem extends ProblemForPeople {
  readonly severity: OrderProblem['severity'];
  readonly values: OrderProblem['values'];
}

/** Fields that ask for the same contracts in the same order share one read of them. */
const IN_ORDER = { orderBy: { id: 'asc' } } as const;

type State = 'OPEN' | 'SUBMITTED' | 'DECIDED' | 'DONE';
const DECIDED: ReadonlySet<string> = new Set(['WAITING', 'SUPPLY', 'ENDED', 'REFUSED']);
const DONE: ReadonlySet<string> = new Set(['SUPPLY', 'ENDED', 'REFUSED']);

/** An order's state follows from its contracts. */
export function stateOf(contracts: readonly { readonly kind: string }[]): State {
  if (contracts.every(({ kind }) => kind === 'OPEN')) return 'OPEN';
  if (contracts.every(({ kind }) => DONE.has(kind))) return 'DONE';
  return contracts.every(({ kind }) => DECIDED.has(kind)) ? 'DECIDED' : 'SUBMITTED';
}

export function orderSchema({ builder, connections, filters }: Shared): void {
  const OrderState = builder.enumType('OrderState', {
    description: 'Where an order stands; follows from its contracts.',
    values: {
      OPEN: { description: 'A draft.' },
      SUBMITTED: { description: 'Handed in, not decided.' },
      DECIDED: { description: 'Every contract is accepted or refused.' },
      DONE: { description: 'Nothing is left to do for the sale: supplied, ended or refused.' },
    } as const,
  });

  builder.prismaObject('Order', {
    description: 'The envelope in which a sale arrives.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      number: t.exposeString('number', { description: 'Number for people.' }),
      channel: t.exposeString('channel', { description: 'How it came: partner, back-office, api, self-service.' }),
      partnerId: t.exposeID('partnerId', { nullable: true, description: 'Who sold it; null = the brand itself.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was first saved.' }),
      createdBy: t.exposeString('createdBy', { description: 'Who saved it first.' }),
      submittedAt: t.expose('submittedAt', { type: 'DateTime', nullable: true, description: 'When it was handed in.' }),
      answers: t.expose('answers', {
        type: 'JSON',
        description: 'The form as it was filled in; an IBAN is shown by its last four, and may be sent back so.',
      }),
      state: t.field({
        type: OrderState,
        description: 'Where it stands.',
        select: { contracts: { select: { kind: true }, ...IN_ORDER } },
        resolve: ({ contracts }) => stateOf(contracts),
      }),
      version: t.field({
        type: 'Int',
        description:
          'Counts up with every change of the draft and of its contracts: say it when you save, and nobody overwrites what you have not seen.',
        select: { contracts: { select: { version: true }, ...IN_ORDER } },
        resolve: ({ contracts }) => versionOf(contracts),
      }),
      contracts: t.relation('contracts', { description: 'Its contracts.', query: IN_ORDER }),
      legalTexts: t.prismaField({
        type: ['LegalText'],
        nullable: true,
        description: "The versions of the brand's legal texts that held when it was handed in, in the customer's language.",
        select: { legalTextIds: true },
        resolve: (query, { legalTextIds }, _args, { db }) =>
          legalTextIds.length === 0
            ? []
            : db.legalText.findMany({ ...query, where: { id: { in: legalTextIds } }, orderBy: { kind: 'asc' } }),
      }),
    }),
  });

  const Severity = builder.enumType('OrderProblemSeverity', {
    description: 'Whether something keeps an order from being handed in.',
    values: {
      PROBLEM: { description: 'It does.' },
      WARNING: { description: 'It does not; the seller should look at it.' },
    } as const,
  });
  const Problem = builder.objectRef<ToldProblem>('OrderProblem');
  Problem.implement({
    description: 'Something about an order that must be mended, or that its seller should look at.',
    fields: (t) => ({
      field: t.exposeString('field', { description: 'Path in the form: "customer.email".' }),
      code: t.exposeString('code', { description: 'For programs.' }),
      severity: t.expose('severity', { type: Severity, description: 'Whether it keeps the order from being handed in.' }),
      message: t.exposeString('message', { description: "What is wrong, in the caller's language." }),
      remedy: t.exposeString('remedy', { description: 'What to do.' }),
      values: t.expose('values', {
        type: 'JSON',
        description: 'What the message tells of, for programs: the earliest day, the customer who may be the same and the proposal.',
      }),
    }),
  });

  const OrderInput = orderInput(builder);
  const answersOf = (input: typeof OrderInput.$inferInput): OrderAnswers => JSON.parse(JSON.stringify(input)) as OrderAnswers;

  const partnerArg = "The partner who sells, one of the viewer's; the viewer's own company when left out.";
  const versionArg = 'The version of the order that was seen; another one fails with ORDER_CHANGED.';
  builder.queryField('checkOrder', (t) =>
    t.field({
      type: [Problem],
      description: 'Everything about a form at once; without a PROBLEM it can be handed in. Nothing is saved.',
      extensions: needs('order.write'),
      args: {
        input: t.arg({ type: OrderInput, required: true, description: 'The form.' }),
        orderId: t.arg.id({ description: 'The draft that the form was read from; a new order when left out.' }),
        partnerId: t.arg.id({ description: partnerArg }),
      },
      resolve: async (_root, { input, orderId, partnerId }, ctx) => {
        const problems = await checkOrder(ctx, { answers: answersOf(input), orderId: orderId ?? null, partnerId: partnerId ?? null });
        return problems.map(({ severity, ...problem }) => ({
          ...inWords(problem, ctx.kernel.texts, ctx.viewer.language),
          severity,
          values: problem.values,
        }));
      },
    }),
  );

  builder.mutationField('saveOrder', (t) =>
    t.prismaField({
      type: 'Order',
      description:
        'Saves a form as far as it is filled in, as a draft; of an order that was returned, the corrected answers, which `resubmit` hands in again: examined like a new order, written to contracts, customer, agreement and metering points, shown to the plugins.',
      extensions: needs('order.write'),
      args: {
        orderId: t.arg.id({ description: 'A draft to replace; a new one when left out.' }),
        input: t.arg({ type: OrderInput, required: true, description: 'The form.' }),
        partnerId: t.arg.id({ description: partnerArg }),
        idempotencyKey: t.arg.string({ description: 'The same key and body make one draft only.' }),
        expectedVersion: t.arg.int({ description: versionArg }),
      },
      resolve: async (query, _root, { orderId, input, partnerId, idempotencyKey, expectedVersion }, ctx) => {
        const request = { orderId: orderId ?? null, answers: answersOf(input), partnerId: partnerId ?? null };
        const id = await saveOrder(ctx, request, {
          idempotencyKey: idempotencyKey ?? null,
          expectedVersion: expectedVersion ?? null,
        });
        return ctx.db.order.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );

  builder.mutationField('submitOrder', (t) =>
    t.prismaField({
      type: 'Order',
      description: 'Hands a saved order in. Safe to call twice. Fails with ORDER_INVALID and the problems of checkOrder.',
      extensions: needs('order.write'),
      args: {
        orderId: t.arg.id({ required: true, description: 'The draft.' }),
        expectedVersion: t.arg.int({ description: versionArg }),
      },
      resolve: async (query, _root, { orderId, expectedVersion }, ctx) => {
        const id = await submitOrder(ctx, orderId, expectedVersion ?? null);
        return ctx.db.order.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );

  builder.mutationField('placeOrder', (t) =>
    t.prismaField({
      type: 'Order',
      description: 'Saves and hands in at once. The same key and body make one order only; another body fails with IDEMPOTENCY_CONFLICT.',
      extensions: needs('order.write'),
      args: {
        input: t.arg({ type: OrderInput, required: true, description: 'The form.' }),
        partnerId: t.arg.id({ description: partnerArg }),
        idempotencyKey: t.arg.string({ required: true, description: '8 to 200 characters, best a random UUID.' }),
      },
      resolve: async (query, _root, { input, partnerId, idempotencyKey }, ctx) => {
        const request = { orderId: null, answers: answersOf(input), partnerId: partnerId ?? null };
        const { id, written } = await placeOrder(ctx, request, idempotencyKey);
        return answers(written, query) ? written : ctx.db.order.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );

  builder.mutationField('reviewOrder', (t) =>
    t.prismaField({
      type: 'Order',
      description: 'A person decides an order in review. Accepting needs the consent of every active plugin.',
      extensions: needs('order.review'),
      args: {
        orderId: t.arg.id({ required: true, description: 'The order.' }),
        accept: t.arg.boolean({ required: true, description: 'true = accept, false = reject.' }),
        reason: t.arg.string({ required: true, description: 'Why, for the history.' }),
        expectedVersion: t.arg.int({ description: versionArg }),
      },
      resolve: async (query, _root, { orderId, accept, reason, expectedVersion }, ctx) => {
        await reviewOrder(ctx, orderId, { accept, reason, expectedVersion: expectedVersion ?? null });
        return ctx.db.order.findUniqueOrThrow({ ...query, where: { id: orderId } });
      },
    }),
  );

  const LettersInput = builder.inputType('OwnLettersInput', {
    description: 'Where letters go.',
    fields: (t) => ({
      recipient: t.string({ description: 'Whose name stands on them; the customer when left out.' }),
      street: t.string({ required: true, description: 'Street.' }),
      houseNumber: t.string({ required: true, description: 'House number.' }),
      postcode: t.string({ required: true, description: 'Postcode.' }),
      city: t.string({ required: true, description: 'Town.' }),
    }),
  });
  const OwnDetailsInput = builder.inputType('OwnDetailsInput', {
    description: 'What a customer may correct without asking anybody. What is left out stays.',
    fields: (t) => ({
      phone: t.string({ description: 'Telephone; empty = none.' }),
      meterNumber: t.string({ description: 'Number of the meter; empty = not known.' }),
      letters: t.field({ type: LettersInput, description: 'Where letters go from today on.' }),
    }),
  });
  builder.mutationField('correctOwnDetails', (t) =>
    t.prismaField({
      type: 'Contract',
      description:
        'The customer corrects their details within the period for withdrawal. Fails with CORRECTION_INVALID and every problem at once, and with CORRECTION_PERIOD_OVER.',
      extensions: needs('contract.correct'),
      args: {
        id: t.arg.id({ required: true, description: 'The contract.' }),
        input: t.arg({ type: OwnDetailsInput, required: true, description: 'What is corrected.' }),
      },
      resolve: async (query, _root, { id, input }, ctx) => {
        await correctOwnDetails(ctx, id, input);
        return ctx.db.contract.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );

  builder.queryField('order', (t) =>
    t.prismaField({
      type: 'Order',
      nullable: true,
      description: "An order by its id; null when there is none in the viewer's rows.",
      extensions: needs('order.read'),
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (query, _root, { id }, { db }) => db.order.findUnique({ ...query, where: { id } }),
    }),
  );

  builder.queryField('orderDraft', (t) =>
    t.prismaField({
      type: 'Order',
      nullable: true,
      description:
        "An order that is not handed in yet, for whoever goes on writing it; null when there is none in the viewer's rows. Guests see their visit's.",
      extensions: needs('order.write'),
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (query, _root, { id }, { db }) => db.order.findUnique({ ...query, where: { id, submittedAt: null } }),
    }),
  );

  const OrderFilter = builder.inputType('OrderFilter', {
    description: 'Which orders. Conditions hold together.',
    fields: (t) => ({
      ids: t.idList({ description: 'One of these.' }),
      number: t.string({ description: 'The number begins with this.' }),
      partnerId: t.id({ description: 'Sold by this partner.' }),
      channel: t.string({ description: 'partner, back-office, api or self-service.' }),
      isSubmitted: t.boolean({ description: 'Whether it was handed in.' }),
      createdAt: t.field({ type: filters.InstantRange, description: 'First saved in this time.' }),
    }),
  });
  const toWhere = ({
    ids,
    number,
    partnerId,
    channel,
    isSubmitted,
    createdAt,
  }: typeof OrderFilter.$inferInput): Prisma.OrderWhereInput => ({
    ...only({ id: ids && { in: ids }, number: number && { startsWith: number }, partnerId, channel, createdAt: instantWhere(createdAt) }),
    ...(isSubmitted != null && { submittedAt: isSubmitted ? { not: null } : null }),
  });
  connectionField(builder, connections, {
    name: 'orders',
    type: 'Order',
    permission: 'order.read',
    description: "Orders in the viewer's rows.",
    sort: {
      CREATED_AT: { column: 'createdAt', description: 'When it was first saved.' },
      NUMBER: { column: 'number', description: 'By number.' },
    },
    filter: { ref: OrderFilter, where: toWhere },
  });

  builder.subscriptionField('orderChanged', (t) =>
    t.prismaField({
      type: 'Order',
      description:
        "An order in the viewer's rows that changed, or whose contract changed; again at every change. The stream ends after 15 minutes: open it again.",
      extensions: needs('order.read'),
      args: { orderId: t.arg.id({ description: 'Only this one.' }) },
      subscribe: (_root, { orderId }, ctx) => watchOrders(ctx, orderId ?? null),
      resolve: (query, id, _args, { db }) => db.order.findUniqueOrThrow({ ...query, where: { id: id as string } }),
    }),
  );
}
