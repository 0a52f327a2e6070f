import { z } from 'zod';
import { needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { computed, linked } from '../graphql/plan-hints.ts';
import { oneById } from '../graphql/relations.ts';
import type { Shared } from '../graphql/shared.ts';
import { type Fault, faultsOf } from './contract.faults.ts';
import { contractFilter, contractWhere } from './contract.filter.ts';
import { statusLabelSql } from './contract.sql.ts';
import { labelIn, stepsFrom, storedLabels } from './contract.states.ts';
import { type TimelineEntry, timelineOf } from './contract.timeline.ts';
import { massChangeSchema } from './mass-change.graphql.ts';
import { nextSteps, STEP_COLUMNS } from './next-steps.ts';
import { nextStepType, statesOf } from './transition.graphql.ts';

const pendingChecks = z.array(z.object({ pluginId: z.string(), reason: z.string() }));
const byId = {
  customer: oneById((db) => db.customer),
  meteringPoint: oneById((db) => db.meteringPoint),
  order: oneById((db) => db.order),
  offer: oneById((db) => db.quoteOffer),
  partner: oneById((db) => db.partner),
};

export function contractSchema({ builder, enums, connections, filters }: Shared): void {
  const NextStep = nextStepType({ builder, enums });
  const FaultType = builder.objectRef<Fault>('ContractFault');
  FaultType.implement({
    description: 'Something for which an order was returned.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'A reason of the step that returned it.' }),
      answer: t.exposeString('answer', { nullable: true, description: 'What was mended; null = nobody has answered.' }),
    }),
  });
  const PendingCheck = builder.objectRef<{ pluginId: string; reason: string }>('PendingCheck');
  PendingCheck.implement({
    description: 'A check that is not done yet.',
    fields: (t) => ({
      pluginId: t.exposeString('pluginId', { description: 'Who is not sure; "core" = a person decides.' }),
      reason: t.exposeString('reason', { description: 'Key of the reason.' }),
    }),
  });

  const Entry = builder.objectRef<TimelineEntry>('TimelineEntry');
  Entry.implement({
    description: 'Something that happened around a contract.',
    fields: (t) => ({
      pluginId: t.exposeString('pluginId', { description: 'Who tells it; "core" = the product itself.' }),
      kind: t.exposeString('kind', { description: 'history, note, document, annex, mail, or plugin.' }),
      at: t.expose('at', { type: 'DateTime', description: 'When it happened.' }),
      by: t.exposeString('by', { nullable: true, description: 'Who did it, where that is known.' }),
      text: t.exposeString('text', { description: 'For people.' }),
      cursor: t.exposeString('cursor', { description: 'Give it as `after` to go on from here.' }),
    }),
  });

  builder.prismaObject('ContractHistory', {
    description: 'A step that a contract took.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id of the step.' }),
      at: t.expose('at', { type: 'DateTime', description: 'When.' }),
      by: t.exposeString('by', { description: 'Who.' }),
      transition: t.exposeString('transition', {
        description: 'Code of the transition; "create" for the first, "change" and "annex" for what changed beside the status.',
      }),
      reason: t.exposeString('reason', { nullable: true, description: 'Why, in words.' }),
      reasonCode: t.exposeString('reasonCode', { nullable: true, description: "Code of one of the transition's reasons." }),
      version: t.exposeInt('version', { nullable: true, description: "The contract's version after it." }),
      changes: t.expose('changes', {
        type: 'JSON',
        nullable: true,
        description: 'Fields that changed beside the status: { field: { before, after } }.',
      }),
      before: t.exposeString('before', { nullable: true, description: 'Status before.' }),
      after: t.exposeString('after', { description: 'Status after.' }),
    }),
  });

  builder.prismaObject('ContractTariff', {
    description: 'Which tariff a contract has in [validFrom, validTo). Slices never overlap.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id of the slice.' }),
      validFrom: t.expose('validFrom', { type: 'Date', description: 'First day.' }),
      validTo: t.expose('validTo', { type: 'Date', nullable: true, description: 'First day that is not part of it; null = open.' }),
      reason: t.exposeString('reason', { description: 'Why it was made: order, annex, tariff-change, renewal.' }),
      createdBy: t.exposeString('createdBy', { description: 'Who made it.' }),
      tariff: t.relation('tariff', { description: 'The tariff.' }),
    }),
  });

  builder.prismaObject('Contract', {
    description: "A customer's agreement for one metering point.",
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      number: t.exposeString('number', { description: 'Number for people.' }),
      version: t.exposeInt('version', { description: 'Counts up with every change; send it back as `expectedVersion`.' }),
      status: t.exposeString('status', { description: "Code of the brand's status." }),
      kind: t.expose('kind', { type: enums.ContractKind, description: 'What the status means.' }),
      statusLabel: t.string({
        description: "The status in the caller's language.",
        extensions: computed(statusLabelSql),
        select: { statusRow: { select: { labels: true, code: true } } },
        resolve: ({ statusRow: { labels, code } }, _args, { viewer }) => labelIn(viewer.language, storedLabels.parse(labels), code),
      }),
      nextTransitions: t.stringList({
        description: 'Codes of the transitions that lead on from here, whoever takes them; `nextSteps` says which are open to the viewer.',
        select: { status: true },
        resolve: async ({ status }, _args, ctx) => stepsFrom(await statesOf(ctx), status),
      }),
      nextSteps: t.field({
        type: [NextStep],
        description: 'The transitions that lead on from here: which the viewer may take now, and why not the others.',
        select: STEP_COLUMNS,
        resolve: async (contract, _args, ctx) => nextSteps(contract, await statesOf(ctx), ctx),
      }),
      pending: t.field({
        type: [PendingCheck],
        description: 'Checks that an order in review waits for.',
        select: { pending: true },
        resolve: ({ pending }) => pendingChecks.parse(pending),
      }),
      faults: t.field({
        type: [FaultType],
        description: 'Why it was last returned, each with what was mended.',
        select: { faults: true },
        resolve: (contract) => [...faultsOf(contract)],
      }),
      annualKwh: t.exposeInt('annualKwh', { nullable: true, description: 'Expected consumption, kWh a year.' }),
      supplyReason: t.exposeString('supplyReason', { nullable: true, description: 'SWITCH or MOVE_IN.' }),
      signedOn: t.expose('signedOn', { type: 'Date', nullable: true, description: 'Day of signature.' }),
      withdrawalEndsOn: t.expose('withdrawalEndsOn', {
        type: 'Date',
        nullable: true,
        description: 'Last day on which the customer may withdraw.',
      }),
      requestedStartOn: t.expose('requestedStartOn', { type: 'Date', nullable: true, description: 'Wished first day of supply.' }),
      confirmedStartOn: t.expose('confirmedStartOn', {
        type: 'Date',
        nullable: true,
        description: 'First day of supply as the market confirmed it.',
      }),
      suppliedFrom: t.expose('suppliedFrom', { type: 'Date', nullable: true, description: 'First day of supply.' }),
      endsOn: t.expose('endsOn', { type: 'Date', nullable: true, description: 'First day that is not supplied.' }),
      receivedOn: t.expose('receivedOn', { type: 'Date', nullable: true, description: 'Day on which the order arrived.' }),
      earliestStartOn: t.expose('earliestStartOn', { type: 'Date', nullable: true, description: 'Earliest start by the rules.' }),
      minimumTermEndsOn: t.expose('minimumTermEndsOn', { type: 'Date', nullable: true, description: 'First day after the term.' }),
      priceGuaranteeEndsOn: t.expose('priceGuaranteeEndsOn', {
        type: 'Date',
        nullable: true,
        description: 'First day that is not guaranteed.',
      }),
      noticeBy: t.expose('noticeBy', {
        type: 'Date',
        nullable: true,
        description: 'Last day on which notice keeps the term from renewing; null = open-ended.',
      }),
      noticeReceivedOn: t.expose('noticeReceivedOn', { type: 'Date', nullable: true, description: 'Day on which notice arrived.' }),
      dueOn: t.expose('dueOn', { type: 'Date', nullable: true, description: 'Last day for an answer.' }),
      finalBillDueOn: t.expose('finalBillDueOn', { type: 'Date', nullable: true, description: 'By when the final bill is due.' }),
      retentionEndsOn: t.expose('retentionEndsOn', {
        type: 'Date',
        nullable: true,
        description: 'First day on which it need not be kept.',
      }),
      paymentMethod: t.exposeString('paymentMethod', { nullable: true, description: 'direct-debit or transfer.' }),
      isEarlyStart: t.exposeBoolean('isEarlyStart', {
        description: 'Whether supply within the withdrawal period was asked for: what is used until a withdrawal is billed then.',
      }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was first saved.' }),
      updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
      customer: t.prismaField({
        type: 'Customer',
        nullable: true,
        description: "Who is supplied; null for a draft, and outside of the viewer's rows.",
        extensions: linked('Customer', 'customerId'),
        select: { customerId: true },
        resolve: (query, { customerId }, _args, ctx) => byId.customer(query, customerId, ctx),
      }),
      meteringPoint: t.prismaField({
        type: 'MeteringPoint',
        nullable: true,
        description: 'The place of supply; null for a draft, and for what needs none.',
        extensions: linked('MeteringPoint', 'meteringPointId'),
        select: { meteringPointId: true },
        resolve: (query, { meteringPointId }, _args, ctx) => byId.meteringPoint(query, meteringPointId, ctx),
      }),
      partner: t.prismaField({
        type: 'Partner',
        nullable: true,
        description: "Who sold it; null for the brand itself, and outside of the viewer's rows.",
        extensions: linked('Partner', 'partnerId'),
        select: { partnerId: true },
        resolve: (query, { partnerId }, _args, ctx) => byId.partner(query, partnerId, ctx),
      }),
      tariff: t.relation('tariff', { nullable: true, description: 'The tariff that is, or will next be, in force; null for a draft.' }),
      order: t.prismaField({
        type: 'Order',
        nullable: true,
        description: 'The order it came with.',
        extensions: linked('Order', 'orderId'),
        select: { orderId: true },
        resolve: (query, { orderId }, _args, ctx) => byId.order(query, orderId, ctx),
      }),
      offer: t.prismaField({
        type: 'QuoteOffer',
        nullable: true,
        description: 'The price that was shown and is sold.',
        extensions: linked('QuoteOffer', 'offerId'),
        select: { offerId: true },
        resolve: (query, { offerId }, _args, ctx) => byId.offer(query, offerId, ctx),
      }),
      tariffs: t.relation('tariffs', { description: 'Tariffs over time, oldest first.', query: { orderBy: { validFrom: 'asc' } } }),
      history: t.relation('history', { description: 'All steps, oldest first.', query: { orderBy: { id: 'asc' } } }),
      timeline: t.field({
        type: [Entry],
        description: 'What happened around it, told by core and by plugins, oldest first.',
        args: {
          first: t.arg.int({ description: 'At most so many; 100 unless said otherwise, 200 at most.' }),
          after: t.arg.string({ description: 'The cursor of the last entry of the page before.' }),
        },
        select: { id: true },
        resolve: async ({ id }, { first, after }, ctx) =>
          timelineOf(ctx, id, { first: Math.min(200, Math.max(1, first ?? 100)), after: after ?? null, set: await statesOf(ctx) }),
      }),
    }),
  });

  const ContractFilter = contractFilter({ builder, enums, filters });
  massChangeSchema({ builder, connections }, ContractFilter);
  connectionField(builder, connections, {
    name: 'contracts',
    type: 'Contract',
    permission: 'contract.read',
    description: "Contracts in the viewer's rows.",
    sort: {
      CREATED_AT: { column: 'createdAt', description: 'When it was first saved.' },
      UPDATED_AT: { column: 'updatedAt', description: 'When it last changed.' },
      NUMBER: { column: 'number', description: 'By number.' },
      STATUS: { column: 'status', description: 'By status code.' },
    },
    filter: { ref: ContractFilter, where: contractWhere },
  });

  builder.queryField('contract', (t) =>
    t.prismaField({
      type: 'Contract',
      nullable: true,
      description: "A contract by its id; null when there is none in the viewer's rows.",
      extensions: needs('contract.read'),
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (query, _root, { id }, { db }) => db.contract.findUnique({ ...query, where: { id } }),
    }),
  );
}
