import type { GraphQLContext } from '../graphql/builder.ts';
import { needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import { DomainError } from '../kernel/errors.ts';
import { stateSet, transitionContract, withdrawContract } from './contract.service.ts';
import type { StateSet } from './contract.states.ts';
import type { NextStepView } from './next-steps.ts';
import { mayStep } from './transition.actors.ts';

/** Read once per request, however many contracts are listed. */
const statesOfRequest = new WeakMap<GraphQLContext, Promise<StateSet>>();
export function statesOf(ctx: GraphQLContext): Promise<StateSet> {
  const known = statesOfRequest.get(ctx) ?? stateSet({ tx: ctx.db });
  statesOfRequest.set(ctx, known);
  return known;
}

/** A way out of a contract's status, as the viewer finds it. */
export function nextStepType({ builder, enums }: Pick<Shared, 'builder' | 'enums'>) {
  const StepRefusal = builder.objectRef<NonNullable<NextStepView['refusal']>>('StepRefusal');
  StepRefusal.implement({
    description: 'Why a step is not open.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'For programs; the step would fail with it.' }),
      message: t.exposeString('message', { description: "In the caller's language." }),
    }),
  });
  const StepReason = builder.objectRef<NextStepView['reasons'][number]>('StepReason');
  StepReason.implement({
    description: 'A reason to choose from.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Send it as `reasonCode`.' }),
      label: t.exposeString('label', { description: "Name in the caller's language." }),
    }),
  });
  const NextStep = builder.objectRef<NextStepView>('NextStep');
  NextStep.implement({
    description: 'A transition that leads on from where a contract stands.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Code of the transition.' }),
      label: t.exposeString('label', { description: "Name in the caller's language." }),
      to: t.exposeString('to', { description: 'Code of the status it leads to.' }),
      isAllowed: t.exposeBoolean('isAllowed', { description: 'Whether the viewer may take it now.' }),
      refusal: t.field({ type: StepRefusal, nullable: true, description: 'Why not.', resolve: ({ refusal }) => refusal }),
      day: t.field({
        type: enums.StepDay,
        nullable: true,
        description: 'What its `effectiveOn` is; null = it has none.',
        resolve: ({ day }) => day,
      }),
      isReasonRequired: t.exposeBoolean('isReasonRequired', { description: 'Whether one of its reasons must be named.' }),
      version: t.exposeInt('version', { description: "The contract's version for which this was told: send it as `expectedVersion`." }),
      reasons: t.field({ type: [StepReason], description: 'Reasons to choose from.', resolve: ({ reasons }) => [...reasons] }),
    }),
  });
  return NextStep;
}

export function transitionSchema({ builder }: Shared): void {
  const FaultAnswerInput = builder.inputType('FaultAnswerInput', {
    description: 'What was mended.',
    fields: (t) => ({
      code: t.string({ required: true, description: 'The fault, see `Contract.faults`.' }),
      text: t.string({ required: true, description: 'What was mended; at most 500 characters.' }),
    }),
  });
  builder.mutationField('withdrawContract', (t) =>
    t.prismaField({
      type: 'Contract',
      description: 'The customer withdraws from a contract, today. Fails with WITHDRAWAL_PERIOD_OVER behind the last day of the period.',
      extensions: needs('contract.withdraw'),
      args: { id: t.arg.id({ required: true, description: 'The contract.' }) },
      resolve: async (query, _root, { id }, ctx) => {
        await withdrawContract(ctx, id);
        return ctx.db.contract.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
  builder.mutationField('transitionContract', (t) =>
    t.prismaField({
      type: 'Contract',
      description:
        'Takes a step with a contract: the back-office with contract.write, a partner those of the set that are for partners. Fails with TRANSITION_NOT_ALLOWED, CONTRACT_CHANGED (with both versions and what happened since), what a condition of the transition or a plugin says.',
      extensions: needs('contract.step'),
      args: {
        id: t.arg.id({ required: true, description: 'The contract.' }),
        transition: t.arg.string({ required: true, description: 'Code of the transition, see `nextSteps`.' }),
        reason: t.arg.string({ description: 'Why, for the history; at most 500 characters.' }),
        reasonCode: t.arg.string({ description: "Code of one of the transition's reasons." }),
        expectedVersion: t.arg.int({
          description:
            'The version you saw, see `nextSteps.version`; if it changed meanwhile the call fails with CONTRACT_CHANGED. Left out, the step is taken from whatever status the contract has by then, so a person should always send it.',
        }),
        effectiveOn: t.arg({ type: 'Date', description: 'The day of the step, see `nextSteps.day`.' }),
        receivedOn: t.arg({
          type: 'Date',
          description: 'When a notice or withdrawal arrived; today when left out. It counts, not the day of entry.',
        }),
        faultCodes: t.arg.stringList({ description: 'return, operator_rejects: every fault, where there are more than `reasonCode`.' }),
        answers: t.arg({ type: [FaultAnswerInput], description: 'resubmit: what was mended, for each fault.' }),
        tariffId: t.arg.id({ description: 'change_tariff: the new tariff.' }),
        isGuaranteeWaived: t.arg.boolean({ description: 'change_tariff: the customer gave up the price guarantee in writing.' }),
      },
      resolve: async (query, _root, { id, ...args }, ctx) => {
        const refusal = mayStep(ctx.viewer);
        if (refusal) throw new DomainError('FORBIDDEN', refusal.message, refusal.details);
        await transitionContract(ctx, id, {
          transition: args.transition,
          reason: args.reason ?? null,
          reasonCode: args.reasonCode ?? null,
          expectedVersion: args.expectedVersion ?? null,
          effectiveOn: args.effectiveOn ?? null,
          receivedOn: args.receivedOn ?? null,
          faultCodes: args.faultCodes ?? null,
          answers: args.answers ?? null,
          tariffId: args.tariffId ?? null,
          isGuaranteeWaived: args.isGuaranteeWaived ?? false,
        });
        return ctx.db.contract.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
}
