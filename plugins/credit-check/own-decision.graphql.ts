import { needs, type PluginBuilder } from '#core';
import { contestOwnDecision, type OwnContest, type OwnDecision, ownDecision } from './own-decision.service.ts';

/** What customers see with the link to their order, and how they contest it (GDPR Art. 22(3)). */
export function ownDecisionSchema(builder: PluginBuilder): void {
  const Outcome = builder.enumType('CreditCheckOwnOutcome', {
    description: 'What the credit check led to.',
    values: {
      OPEN: { description: 'Nothing is decided yet.' },
      PASSED: { description: 'It does not stand in the way.' },
      CONDITION: { description: 'The order is accepted on a condition.' },
      REFUSED: { description: 'The order was refused.' },
    } as const,
  });
  const Contest = builder.objectRef<OwnContest>('CreditCheckOwnContest');
  Contest.implement({
    description: 'What a customer said against a decision, and what they were answered.',
    fields: (t) => ({
      statement: t.exposeString('statement', { nullable: true, description: "The customer's words; null = noted without any." }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was said.' }),
      isGranted: t.exposeBoolean('isGranted', {
        nullable: true,
        description: 'Whether the customer was right; null = nobody has answered.',
      }),
      explanation: t.exposeString('explanation', { nullable: true, description: 'The answer.' }),
      decidedAt: t.expose('decidedAt', { type: 'DateTime', nullable: true, description: 'When it was answered.' }),
    }),
  });
  const Own = builder.objectRef<OwnDecision>('CreditCheckOwnDecision');
  Own.implement({
    description: 'What a customer may know of the credit check of their order: everything but the score.',
    fields: (t) => ({
      outcome: t.expose('outcome', { type: Outcome, description: 'What it led to.' }),
      isAutomated: t.exposeBoolean('isAutomated', { description: 'Whether no person decided.' }),
      notice: t.string({
        nullable: true,
        description: 'What was decided, and the rights of the customer; null = nobody was asked, or nothing is decided.',
        resolve: ({ explanation }) => explanation?.notice ?? null,
      }),
      account: t.string({
        nullable: true,
        description: 'How it came about: when, by which bands, from what kinds of data. Paragraphs with an empty line between.',
        resolve: ({ explanation }) => explanation?.account ?? null,
      }),
      mayContest: t.exposeBoolean('mayContest', {
        description: 'Whether a score decided, nothing is open about it, and it was not contested three times already.',
      }),
      contest: t.field({
        type: Contest,
        nullable: true,
        description: 'What the customer said last; null = they contested nothing.',
        resolve: ({ contest }) => contest,
      }),
    }),
  });
  builder.prismaObjectField('Order', 'ownCreditDecision', (t) =>
    t.field({
      type: Own,
      nullable: true,
      description:
        'Its credit check as the customer may know it, for the customer alone; null for everybody else, and where there is none.',
      select: { id: true },
      resolve: ({ id }, _args, ctx) => ownDecision(ctx, id),
    }),
  );
  builder.mutationField('contestOwnCreditDecision', (t) =>
    t.field({
      type: Own,
      nullable: true,
      description: 'The customer contests what a score decided about their order, with the link to it; a person answers.',
      // What the link to an order permits and nobody else may.
      extensions: needs('contract.correct'),
      args: {
        orderId: t.arg.id({ required: true, description: 'The order.' }),
        statement: t.arg.string({ required: true, description: "The customer's point of view, in their own words." }),
      },
      resolve: (_root, { orderId, statement }, ctx) => contestOwnDecision(ctx, { orderId, statement }),
    }),
  );
}
