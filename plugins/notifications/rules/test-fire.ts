import { type Ctx, DomainError, enqueue, inTransaction } from '#core';
import { deliverMessage } from '../deliver.job.ts';
import { readReader } from '../reader.ts';
import { Conditions, holds } from './conditions.ts';
import { peopleOf } from './people.ts';
import { unknownRule } from './rule.service.ts';
import { sampleFor } from './said.ts';
import { readSubject } from './subject.facts.ts';

export interface TestFire {
  /** Whether the rule would hold for this contract now. */
  readonly holds: boolean;
  /** Who would be told. */
  readonly people: readonly { readonly reader: string; readonly name: string | null }[];
  /** The message that goes to whoever tries, instead. */
  readonly messageId: string;
}

/** Tries a rule on a real contract: says who would be told, and sends one message to whoever tries it, to nobody else. */
export async function testFire(ctx: Ctx, ruleId: string, contractId: string): Promise<TestFire> {
  const rule = await ctx.db.notificationsRule.findUnique({ where: { id: ruleId } });
  if (!rule) throw unknownRule(ruleId);
  const template = await ctx.db.notificationsTemplate.findUniqueOrThrow({ where: { id: rule.templateId } });
  const contract = await ctx.db.contract.findUnique({ where: { id: contractId } });
  if (!contract) throw new DomainError('NOTIFICATIONS_CONTRACT_UNKNOWN', 'contractId: there is no such contract; choose another one');
  if (ctx.viewer.kind !== 'user')
    throw new DomainError(
      'NOTIFICATIONS_TEST_NEEDS_PERSON',
      'Rules are tried by a person who is signed in: the test goes to their own address',
    );
  const facts = await readSubject(ctx, { kind: 'contract', id: contractId }, ctx.viewer.language);
  if (!facts) throw new DomainError('NOTIFICATIONS_CONTRACT_UNKNOWN', 'contractId: there is no such contract; choose another one');
  const { partnerId, tariffId, status, isDirectDebit, orderId, customerId } = facts;
  const people = await peopleOf(ctx, rule.recipients, facts);
  const named = await Promise.all(
    people.map(async (person) => {
      const reader = await readReader(ctx, { reader: person.reader, userId: person.reader === 'user' ? person.id : null, customerId });
      return { reader: person.reader, name: reader?.name ?? null };
    }),
  );
  const messageId = await inTransaction(ctx, async (tx) => {
    const { id } = await tx.tx.notificationsMessage.create({
      data: {
        ...{
          uniqueKey: `test ${ruleId} ${contractId} ${crypto.randomUUID()}`,
          channel: 'email',
          templateId: template.id,
          event: rule.event,
        },
        ...{ reader: 'user', userId: ctx.viewer.id, subjectKind: template.subjectKind, contractId, orderId, customerId },
        ...{ values: sampleFor(ctx.brand), createdAt: ctx.wallClock.now() },
      },
      select: { id: true },
    });
    await enqueue(tx, deliverMessage, { messageId: id }, { uniqueKey: id });
    return id;
  });
  const situation = { partnerId, tariffId, from: null, to: status, isDirectDebit };
  return { holds: holds(Conditions.parse(rule.conditions), situation), people: named, messageId };
}
