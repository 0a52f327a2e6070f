import { needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import { inWords, type ProblemForPeople } from '../kernel/problems.ts';
import { labelIn, type StateSet, storedLabels, storedReasons } from './contract.states.ts';
import { previewStates, type StatesPreview, saveStates, statesVersion } from './state-set.service.ts';
import type { Reason } from './transition.defaults.ts';
import { GUARDS } from './transition.guards.ts';
import { dayOf } from './transition-dates.ts';

type Label = { readonly language: string; readonly text: string };
const asList = (labels: unknown): Label[] => Object.entries(storedLabels.parse(labels)).map(([language, text]) => ({ language, text }));
const asRecord = (labels: readonly Label[]) => Object.fromEntries(labels.map(({ language, text }) => [language, text]));

export function stateSetSchema({ builder, enums }: Shared): void {
  const LabelType = builder.objectRef<Label>('Label');
  LabelType.implement({
    description: 'A name in one language.',
    fields: (t) => ({
      language: t.exposeString('language', { description: 'BCP 47.' }),
      text: t.exposeString('text', { description: 'The name.' }),
    }),
  });
  builder.prismaObject('ContractStatus', {
    description: "A status of the brand's set.",
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Code, unique in the brand.' }),
      kind: t.expose('kind', { type: enums.ContractKind, description: 'What it means.' }),
      isSupplied: t.exposeBoolean('isSupplied', { description: 'Whether energy is supplied.' }),
      isTerminal: t.exposeBoolean('isTerminal', { description: 'Whether the contract stays there.' }),
      isCore: t.exposeBoolean('isCore', { description: "One of the product's own: may be renamed, not removed." }),
      label: t.string({
        description: "Name in the caller's language.",
        select: { labels: true, code: true },
        resolve: ({ labels, code }, _args, { viewer }) => labelIn(viewer.language, storedLabels.parse(labels), code),
      }),
      labels: t.field({
        type: [LabelType],
        description: 'Names in all languages.',
        select: { labels: true },
        resolve: ({ labels }) => asList(labels),
      }),
    }),
  });

  const ReasonType = builder.objectRef<Reason>('TransitionReason');
  ReasonType.implement({
    description: 'A reason of a transition to choose from.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Code, unique in the transition.' }),
      labels: t.field({ type: [LabelType], description: 'Names in all languages.', resolve: ({ labels }) => asList(labels) }),
    }),
  });
  builder.prismaObject('ContractTransition', {
    description: "A way between statuses of the brand's set.",
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Code, unique in the brand.' }),
      from: t.exposeStringList('from', { description: 'Statuses it leads out of.' }),
      to: t.exposeString('to', { description: 'Status it leads to.' }),
      by: t.exposeStringList('by', { description: 'Who takes it: partner, customer, back-office, market, system.' }),
      guards: t.exposeStringList('guards', { description: 'Conditions that must hold, see `transitionGuards`.' }),
      day: t.field({
        type: enums.StepDay,
        nullable: true,
        description: 'What its `effectiveOn` is; null = it has none.',
        select: { code: true, from: true, to: true },
        resolve: ({ code, from: [from = ''], to }) => dayOf({ transition: code, from, to }),
      }),
      isReasonRequired: t.exposeBoolean('isReasonRequired', { description: 'Whether one of the reasons must be named.' }),
      isCore: t.exposeBoolean('isCore', { description: "One of the product's own: may be renamed and narrowed, not removed." }),
      label: t.string({
        description: "Name in the caller's language.",
        select: { labels: true, code: true },
        resolve: ({ labels, code }, _args, { viewer }) => labelIn(viewer.language, storedLabels.parse(labels), code),
      }),
      labels: t.field({
        type: [LabelType],
        description: 'Names in all languages.',
        select: { labels: true },
        resolve: ({ labels }) => asList(labels),
      }),
      reasons: t.field({
        type: [ReasonType],
        description: 'Reasons to choose from; none = free text.',
        select: { reasons: true },
        resolve: ({ reasons }) => storedReasons.parse(reasons),
      }),
    }),
  });

  const GuardType = builder.objectRef<{ code: string; description: string }>('TransitionGuard');
  GuardType.implement({
    description: 'A condition that a transition may name.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its name.' }),
      description: t.exposeString('description', { description: 'When it holds.' }),
    }),
  });

  builder.queryField('contractStatuses', (t) =>
    t.prismaField({
      type: ['ContractStatus'],
      description: "The brand's statuses in their order.",
      extensions: needs('contract.read'),
      resolve: (query, _root, _args, { db }) => db.contractStatus.findMany({ ...query, orderBy: { position: 'asc' } }),
    }),
  );
  builder.queryField('contractTransitions', (t) =>
    t.prismaField({
      type: ['ContractTransition'],
      description: 'The ways between them.',
      extensions: needs('contract.read'),
      resolve: (query, _root, _args, { db }) => db.contractTransition.findMany({ ...query, orderBy: { position: 'asc' } }),
    }),
  );
  builder.queryField('contractStatesVersion', (t) =>
    t.string({
      description: 'The version of statuses and transitions together: say it when you save, and nobody overwrites what you have not seen.',
      extensions: needs('contract.read'),
      resolve: (_root, _args, ctx) => statesVersion(ctx),
    }),
  );
  builder.queryField('transitionGuards', (t) =>
    t.field({
      type: [GuardType],
      description: 'The conditions that transitions may name.',
      extensions: needs('contract.states'),
      resolve: () => Object.entries(GUARDS).map(([code, { description }]) => ({ code, description })),
    }),
  );

  const LabelInput = builder.inputType('LabelInput', {
    description: 'A name in one language.',
    fields: (t) => ({
      language: t.string({ required: true, description: 'BCP 47.' }),
      text: t.string({ required: true, description: 'The name.' }),
    }),
  });
  const StatusInput = builder.inputType('ContractStatusInput', {
    description: 'A status of an edited set. Its place in the list is its place among the others.',
    fields: (t) => ({
      code: t.string({ required: true, description: 'Code; small letters, digits, "_" and "-".' }),
      kind: t.field({ type: enums.ContractKind, required: true, description: 'What it means. SUPPLY = energy is supplied.' }),
      isTerminal: t.boolean({ required: true, description: 'Whether contracts stay there.' }),
      labels: t.field({ type: [LabelInput], required: true, description: 'Names.' }),
    }),
  });
  const ReasonInput = builder.inputType('TransitionReasonInput', {
    description: 'A reason to choose from.',
    fields: (t) => ({
      code: t.string({ required: true, description: 'Code.' }),
      labels: t.field({ type: [LabelInput], required: true, description: 'Names.' }),
    }),
  });
  const TransitionInput = builder.inputType('ContractTransitionInput', {
    description: 'A transition of an edited set.',
    fields: (t) => ({
      code: t.string({ required: true, description: 'Code; small letters, digits, "_" and "-".' }),
      from: t.stringList({ required: true, description: 'Statuses it leads out of.' }),
      to: t.string({ required: true, description: 'Status it leads to.' }),
      by: t.stringList({ required: true, description: 'partner, customer, back-office, market, system.' }),
      labels: t.field({ type: [LabelInput], required: true, description: 'Names.' }),
      guards: t.stringList({ description: 'Conditions, see `transitionGuards`; none when left out.' }),
      reasons: t.field({ type: [ReasonInput], description: 'Reasons to choose from; free text when left out.' }),
      isReasonRequired: t.boolean({ description: 'Whether one must be named.' }),
    }),
  });
  const StatesInput = builder.inputType('ContractStatesInput', {
    description: 'The whole set: what is not in it is removed.',
    fields: (t) => ({
      statuses: t.field({ type: [StatusInput], required: true, description: 'All statuses in their order.' }),
      transitions: t.field({ type: [TransitionInput], required: true, description: 'All ways between them, in their order.' }),
    }),
  });
  const setOf = ({ statuses, transitions }: typeof StatesInput.$inferInput): StateSet => ({
    statuses: statuses.map((status) => ({ ...status, labels: asRecord(status.labels) })),
    transitions: transitions.map((way) => ({
      ...{ code: way.code, from: way.from, to: way.to, by: way.by, labels: asRecord(way.labels) },
      guards: way.guards ?? [],
      reasons: (way.reasons ?? []).map(({ code, labels }) => ({ code, labels: asRecord(labels) })),
      isReasonRequired: way.isReasonRequired ?? false,
    })),
  });

  const StateProblem = builder.objectRef<ProblemForPeople>('ContractStatesProblem');
  StateProblem.implement({
    description: 'Something that keeps a set from being saved.',
    fields: (t) => ({
      field: t.exposeString('field', { description: 'Which part: "transitions.cancel.from".' }),
      code: t.exposeString('code', { description: 'For programs.' }),
      message: t.exposeString('message', { description: "What is wrong, in the caller's language." }),
      remedy: t.exposeString('remedy', { description: 'What to do.' }),
    }),
  });
  const Stranded = builder.objectRef<StatesPreview['stranded'][number]>('StrandedContracts');
  Stranded.implement({
    description: 'Contracts in a status that would be gone or mean something else.',
    fields: (t) => ({
      status: t.exposeString('status', { description: 'Code of the status.' }),
      count: t.exposeInt('count', { description: 'How many stand there.' }),
    }),
  });
  const Preview = builder.objectRef<StatesPreview>('ContractStatesPreview');
  Preview.implement({
    description: 'What would become of an edited set.',
    fields: (t) => ({
      version: t.exposeString('version', { description: 'The version of the set as it is now.' }),
      problems: t.field({
        type: [StateProblem],
        description: 'Everything that keeps it from being saved; empty = it can be.',
        resolve: ({ problems }, _args, { kernel, viewer }) => problems.map((one) => inWords(one, kernel.texts, viewer.language)),
      }),
      stranded: t.field({ type: [Stranded], description: 'Contracts that would be stranded.', resolve: ({ stranded }) => [...stranded] }),
    }),
  });

  builder.queryField('previewContractStates', (t) =>
    t.field({
      type: Preview,
      description: 'Looks at an edited set without saving it.',
      extensions: needs('contract.states'),
      args: { input: t.arg({ type: StatesInput, required: true, description: 'The set.' }) },
      resolve: (_root, { input }, ctx) => previewStates(ctx, setOf(input)),
    }),
  );
  builder.mutationField('saveContractStates', (t) =>
    t.prismaField({
      type: ['ContractStatus'],
      description:
        'Saves statuses and transitions as one set. Fails with STATES_CHANGED and both sets, or with STATES_INVALID and every problem at once.',
      extensions: needs('contract.states'),
      args: {
        input: t.arg({ type: StatesInput, required: true, description: 'The set.' }),
        expectedVersion: t.arg.string({
          description: 'The `contractStatesVersion` that you saw; another one fails with STATES_CHANGED. Left out, the last one wins.',
        }),
      },
      resolve: async (query, _root, { input, expectedVersion }, ctx) => {
        await saveStates(ctx, setOf(input), expectedVersion ?? null);
        return ctx.db.contractStatus.findMany({ ...query, orderBy: { position: 'asc' } });
      },
    }),
  );
}
