import { DomainError, inTransaction, needs, type PluginBuilder } from '#core';
import { REVIEW_QUEUE_MAX, refuseBadPage } from './credit-check.queue.ts';
import { reasonIn } from './credit-check.service.ts';
import { ALERT_KINDS } from './providers/bureau.ts';

/** What bureaus tell about customers whom they watch. */
export function alertSchema(builder: PluginBuilder): void {
  const Alert = builder.prismaObject('CreditCheckAlert', {
    description: 'What a bureau told about a watched customer; a person looks at it.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Its id.' }),
      orderId: t.exposeID('orderId', { description: 'The order with which the customer was checked.' }),
      bureau: t.exposeString('bureau', { description: 'Code of the bureau.' }),
      kind: t.exposeString('kind', { nullable: true, description: `What changed: ${ALERT_KINDS.join(', ')}; null = forgotten.` }),
      happenedOn: t.expose('happenedOn', { type: 'Date', nullable: true, description: 'On which day.' }),
      receivedAt: t.expose('receivedAt', { type: 'DateTime', description: 'When it was told.' }),
      seenBy: t.exposeString('seenBy', { nullable: true, description: 'Who looked at it; null = nobody yet.' }),
      seenAt: t.expose('seenAt', { type: 'DateTime', nullable: true, description: 'When.' }),
      note: t.exposeString('note', { nullable: true, description: 'What they made of it.' }),
    }),
  });
  builder.queryField('creditCheckAlerts', (t) =>
    t.prismaField({
      type: [Alert],
      description: 'What bureaus told about watched customers: open ones oldest first, others newest first.',
      extensions: needs('credit-check.read'),
      args: {
        isOpen: t.arg.boolean({ required: true, defaultValue: true, description: 'Those that nobody has looked at, or the others.' }),
        first: t.arg.int({ required: true, defaultValue: 50, description: `How many, at most ${REVIEW_QUEUE_MAX}.` }),
      },
      resolve: (query, _root, { isOpen, first }, { db }) => {
        refuseBadPage(first);
        const where = { seenAt: isOpen ? null : { not: null } };
        return db.creditCheckAlert.findMany({ ...query, where, orderBy: { id: isOpen ? 'asc' : 'desc' }, take: first });
      },
    }),
  );
  builder.mutationField('noteCreditCheckAlert', (t) =>
    t.prismaField({
      type: Alert,
      description: 'Notes what was made of a notice; it is open no longer.',
      extensions: needs('credit-check.decide'),
      args: {
        id: t.arg.id({ required: true, description: 'The notice.' }),
        note: t.arg.string({ required: true, description: 'What was made of it, in words.' }),
      },
      resolve: async (query, _root, { id, note }, ctx) => {
        const words = reasonIn(note, 'note');
        return inTransaction(ctx, async ({ tx, clock, viewer }) => {
          const data = { note: words, seenBy: viewer.name, seenAt: clock.now() };
          const { count } = await tx.creditCheckAlert.updateMany({ where: { id, seenAt: null }, data });
          const alert = await tx.creditCheckAlert.findUnique({ ...query, where: { id } });
          if (alert && count > 0) return alert;
          throw alert
            ? new DomainError('CREDIT_CHECK_ALERT_SEEN', 'id: somebody has looked at this already; nothing was changed', { id })
            : new DomainError('CREDIT_CHECK_ALERT_NOT_FOUND', 'id: there is no such notice; choose from the list', { id });
        });
      },
    }),
  );
}
