import { DomainError, type PluginBuilder } from '#core';
import { contestCreditCheck, decideContest } from './contest.service.ts';
import { type Explanation, explain } from './explanation.ts';

const needs = (permission: string) => ({ permission: `credit-check.${permission}` });
const LISTED_MAX = 200;

export function contestSchema(builder: PluginBuilder): void {
  const Contest = builder.prismaObject('CreditCheckContest', {
    description: 'A customer does not accept what a score decided: a person looks at it again.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      orderId: t.exposeID('orderId', { description: 'The order.' }),
      statement: t.exposeString('statement', { nullable: true, description: "The customer's point of view; null = they gave none." }),
      createdBy: t.exposeString('createdBy', { description: 'Who noted it.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was noted.' }),
      isGranted: t.exposeBoolean('isGranted', { nullable: true, description: 'Whether the customer was right; null = open.' }),
      explanation: t.exposeString('explanation', { nullable: true, description: 'What the customer was told.' }),
      decidedBy: t.exposeString('decidedBy', { nullable: true, description: 'Who answered.' }),
      decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true, description: 'When.' }),
    }),
  });

  builder.queryField('creditCheckContests', (t) =>
    t.prismaField({
      type: [Contest],
      description: 'Contested decisions: open ones oldest first, others newest first.',
      extensions: needs('read'),
      args: {
        isOpen: t.arg.boolean({ description: 'Those that nobody has answered, or the answered ones; null = all.' }),
        first: t.arg.int({ required: true, defaultValue: 50, description: `How many, at most ${LISTED_MAX}.` }),
      },
      resolve: (query, _root, { isOpen, first }, { db }) => {
        if (first < 1 || first > LISTED_MAX) {
          const details = { field: 'first', maximum: LISTED_MAX };
          throw new DomainError('CREDIT_CHECK_PAGE_INVALID', `first: must lie between 1 and ${LISTED_MAX}`, details);
        }
        const where = typeof isOpen === 'boolean' ? { isGranted: isOpen ? null : { not: null } } : {};
        return db.creditCheckContest.findMany({ ...query, where, orderBy: { id: isOpen ? 'asc' : 'desc' }, take: first });
      },
    }),
  );

  const Told = builder.objectRef<Explanation>('CreditCheckExplanation');
  Told.implement({
    description: 'What a customer may be told about a decision; the product sends it to nobody.',
    fields: (t) => ({
      notice: t.exposeString('notice', { description: 'For whoever was refused, or accepted on a condition.' }),
      account: t.exposeString('account', {
        description: 'How it came about: what was decided, when, by which bands, from what kinds of data.',
      }),
    }),
  });
  builder.queryField('creditCheckExplanation', (t) =>
    t.field({
      type: Told,
      description: "Texts for the customer, as the customer's country has them. Without a score.",
      extensions: needs('read'),
      args: {
        orderId: t.arg.id({ required: true, description: 'The order.' }),
        language: t.arg.string({ required: true, description: 'In which language: "de".' }),
      },
      resolve: (_root, { orderId, language }, ctx) => explain(ctx, { orderId, language }),
    }),
  );

  builder.mutationField('contestCreditCheck', (t) =>
    t.boolean({
      description: 'Notes for a customer that they do not accept what a score decided; a person answers.',
      extensions: needs('decide'),
      args: {
        orderId: t.arg.id({ required: true, description: 'The order.' }),
        statement: t.arg.string({ required: true, defaultValue: '', description: "The customer's point of view." }),
      },
      resolve: async (_root, { orderId, statement }, ctx) => {
        await contestCreditCheck(ctx, { orderId, statement });
        return true;
      },
    }),
  );

  builder.mutationField('decideCreditCheckContest', (t) =>
    t.prismaField({
      type: Contest,
      description: 'Answers a contested decision; the customer is told by mail. Whoever was right is accepted with their next order.',
      extensions: needs('decide'),
      args: {
        id: t.arg.id({ required: true, description: 'The contest.' }),
        grant: t.arg.boolean({ required: true, description: 'Whether the customer was right.' }),
        explanation: t.arg.string({ required: true, description: 'What the customer is told: why.' }),
      },
      resolve: async (query, _root, { id, grant, explanation }, ctx) => {
        await decideContest(ctx, { id, grant, explanation });
        return ctx.db.creditCheckContest.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
}
