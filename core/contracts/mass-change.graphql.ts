import { type GraphQLContext, needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { literally, only } from '../graphql/filters.ts';
import { oneById } from '../graphql/relations.ts';
import type { Shared } from '../graphql/shared.ts';
import { inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { isRecord } from '../kernel/records.ts';
import { type contractFilter, contractWhere } from './contract.filter.ts';
import { previewMassChange, resumeMassChange, startMassChange, stopMassChange } from './mass-change.service.ts';
import { countItems, type Outcome } from './mass-change.sql.ts';

const contractById = oneById((db) => db.contract);

/** One step for many contracts: previewed, run, stopped, resumed. */
export function massChangeSchema(
  { builder, connections }: Pick<Shared, 'builder' | 'connections'>,
  ContractFilter: ReturnType<typeof contractFilter>,
): void {
  const State = builder.enumType('MassChangeState', {
    description: 'How far a mass change is.',
    values: {
      PREVIEWING: { description: 'Being looked at.' },
      PREVIEWED: { description: 'Looked at; nothing was moved.' },
      RUNNING: { description: 'Contracts are being moved.' },
      STOPPED: { description: 'Stopped by somebody; can go on.' },
      DONE: { description: 'No contract is open; failed ones can be tried again.' },
    } as const,
  });
  const ItemState = builder.enumType('MassChangeItemState', {
    description: 'What became of one contract.',
    values: {
      OPEN: { description: 'Not moved yet.' },
      DONE: { description: 'Moved, once.' },
      FAILED: { description: 'Cannot be moved, or could not.' },
    } as const,
  });
  const OutcomeType = builder.objectRef<Outcome>('MassChangeOutcome');
  OutcomeType.implement({
    description: 'How many contracts came to the same.',
    fields: (t) => ({
      state: t.field({ type: ItemState, description: 'What became of them.', resolve: ({ state }) => state }),
      code: t.exposeString('code', { nullable: true, description: 'Why not, for programs; null = nothing stands in the way.' }),
      message: t.string({
        nullable: true,
        description: "Why not, in the caller's language, with the details of one of them.",
        resolve: (outcome, _args, ctx) => inWords(outcome, ctx),
      }),
      count: t.exposeInt('count', { description: 'How many.' }),
    }),
  });
  builder.prismaObject('MassChangeItem', {
    description: 'One contract of a mass change.',
    fields: (t) => ({
      contractId: t.exposeID('contractId', { description: 'The contract; also where a list goes on: give it as `after`.' }),
      state: t.expose('state', { type: ItemState, description: 'What became of it.' }),
      errorCode: t.exposeString('errorCode', { nullable: true, description: 'Why not, for programs.' }),
      message: t.string({
        nullable: true,
        description: "Why not, in the caller's language.",
        select: { errorCode: true, error: true, errorDetails: true },
        resolve: ({ errorCode, ...failure }, _args, ctx) => inWords({ code: errorCode, ...failure }, ctx),
      }),
      contract: t.prismaField({
        type: 'Contract',
        nullable: true,
        description: 'The contract as it stands.',
        select: { contractId: true },
        resolve: (query, { contractId }, _args, ctx) => contractById(query, contractId, ctx),
      }),
    }),
  });
  builder.prismaObject('MassChange', {
    description: 'One step taken with many contracts, after a preview.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      state: t.expose('state', { type: State, description: 'How far it is.' }),
      transition: t.exposeString('transition', { description: 'Code of the transition.' }),
      reason: t.exposeString('reason', { nullable: true, description: 'Why, in words.' }),
      reasonCode: t.exposeString('reasonCode', { nullable: true, description: 'Code of the reason.' }),
      effectiveOn: t.expose('effectiveOn', { type: 'Date', nullable: true, description: 'The day of the step.' }),
      total: t.exposeInt('total', { description: 'How many contracts are meant.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was previewed.' }),
      createdBy: t.exposeString('createdBy', { description: 'Who asked for it.' }),
      finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true, description: 'When no contract was open any more.' }),
      outcomes: t.field({
        type: [OutcomeType],
        description: 'Counts by outcome, the largest first.',
        select: { id: true },
        resolve: ({ id }, _args, ctx) => inTransaction(ctx, (tx) => countItems(tx, id)),
      }),
      items: t.prismaField({
        type: ['MassChangeItem'],
        description: 'Its contracts in the order of their ids.',
        args: {
          state: t.arg({ type: ItemState, description: 'Only these; the failed ones unless said otherwise.' }),
          code: t.arg.string({ description: 'Only those that failed with this code.' }),
          first: t.arg.int({ description: 'At most so many; 50 unless said otherwise, 200 at most.' }),
          after: t.arg.id({ description: 'The contract id of the last one of the page before.' }),
        },
        select: { id: true },
        resolve: (query, { id }, { state, code, first, after }, { db }) =>
          db.massChangeItem.findMany({
            ...query,
            where: {
              massChangeId: id,
              state: state ?? 'FAILED',
              ...(code && { errorCode: code }),
              ...(after && { contractId: { gt: after } }),
            },
            orderBy: { contractId: 'asc' },
            take: Math.min(200, Math.max(1, first ?? 50)),
          }),
      }),
    }),
  });

  builder.queryField('massChange', (t) =>
    t.prismaField({
      type: 'MassChange',
      nullable: true,
      description: 'One change of many contracts; null = there is none.',
      extensions: needs('contract.mass-change'),
      args: { id: t.arg.id({ required: true, description: 'The mass change.' }) },
      resolve: (query, _root, { id }, { db }) => db.massChange.findUnique({ ...query, where: { id } }),
    }),
  );
  builder.mutationField('previewMassChange', (t) =>
    t.prismaField({
      type: 'MassChange',
      description:
        'Looks at every contract that is meant and says what would become of it: PREVIEWING until all were looked at, then PREVIEWED. Moves nothing; at most 100,000 contracts.',
      extensions: needs('contract.mass-change'),
      args: {
        filter: t.arg({ type: ContractFilter, description: 'Which contracts.' }),
        ids: t.arg.idList({ description: 'Exactly these, at most 1,000.' }),
        transition: t.arg.string({ required: true, description: 'Code of the transition.' }),
        reason: t.arg.string({ description: 'Why, for the history.' }),
        reasonCode: t.arg.string({ description: "Code of one of the transition's reasons." }),
        effectiveOn: t.arg({ type: 'Date', description: 'The day of the step.' }),
        tariffId: t.arg.id({ description: 'change_tariff: the new tariff.' }),
      },
      resolve: async (query, _root, { filter, ids, ...args }, ctx) => {
        if (!filter && !ids)
          throw new DomainError('MASS_CHANGE_EMPTY', 'filter, ids: give one of them; a change of everything is never meant');
        const where = { AND: [filter ? contractWhere(only(filter), ctx) : {}, ids ? { id: { in: [...ids] } } : {}] };
        const { transition, reason = null, reasonCode = null, effectiveOn = null, tariffId = null } = args;
        const step = { transition, reason, reasonCode, effectiveOn, tariffId };
        const id = await previewMassChange(ctx, literally(where) as typeof where, step);
        return ctx.db.massChange.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  const idArg = 'The mass change.';
  builder.mutationField('startMassChange', (t) =>
    t.prismaField({
      type: 'MassChange',
      description: 'Runs what was previewed: each contract is checked again, and one that changed meanwhile is left alone.',
      extensions: needs('contract.mass-change'),
      args: { id: t.arg.id({ required: true, description: idArg }) },
      resolve: async (query, _root, { id }, ctx) => {
        await startMassChange(ctx, id);
        return ctx.db.massChange.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('stopMassChange', (t) =>
    t.prismaField({
      type: 'MassChange',
      description: 'Stops a mass change after the contract that is being moved.',
      extensions: needs('contract.mass-change'),
      args: { id: t.arg.id({ required: true, description: idArg }) },
      resolve: async (query, _root, { id }, ctx) => {
        await stopMassChange(ctx, id);
        return ctx.db.massChange.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('resumeMassChange', (t) =>
    t.prismaField({
      type: 'MassChange',
      description: 'Goes on after a stop, or tries again what failed. What is done is not done again.',
      extensions: needs('contract.mass-change'),
      args: {
        id: t.arg.id({ required: true, description: idArg }),
        withFailed: t.arg.boolean({ description: 'Also those that failed, as they stand now.' }),
      },
      resolve: async (query, _root, { id, withFailed }, ctx) => {
        await resumeMassChange(ctx, id, { withFailed: withFailed ?? false });
        return ctx.db.massChange.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );

  const MassFilter = builder.inputType('MassChangeFilter', {
    description: 'Which mass changes. Conditions hold together.',
    fields: (t) => ({
      state: t.field({ type: [State], description: 'In one of these states.' }),
      transition: t.string({ description: 'Of this transition.' }),
    }),
  });
  connectionField(builder, connections, {
    name: 'massChanges',
    type: 'MassChange',
    permission: 'contract.mass-change',
    description: 'Changes of many contracts, previewed and run.',
    sort: { CREATED_AT: { column: 'createdAt', description: 'When it was previewed.' } },
    filter: {
      ref: MassFilter,
      where: ({ state, transition }: typeof MassFilter.$inferInput) => only({ state: state && { in: state }, transition }),
    },
  });
}

interface Failure {
  readonly code: string | null;
  readonly error: string | null;
  readonly errorDetails: unknown;
}

/** What kept a contract from being moved, in the reader's language; null = nothing. */
function inWords({ code, error, errorDetails }: Failure, { kernel, viewer }: GraphQLContext): string | null {
  const details = isRecord(errorDetails) ? errorDetails : {};
  return code === null ? null : (kernel.texts(viewer.language, `error.${code}`, details) ?? error);
}
