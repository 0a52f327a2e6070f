import { type EventCtx, enqueue, type TxCtx } from '#core';
import { deliverMessage } from '../deliver.job.ts';
import { settings } from '../settings.ts';
import { Conditions, holds } from './conditions.ts';
import { DAYS } from './days.ts';
import { keyOf, type Person, peopleOf } from './people.ts';
import { inPreferredOrder } from './preference.service.ts';
import { quietTime } from './quiet-time.ts';
import { readSubject, type Subject, type SubjectFacts, type Value } from './subject.facts.ts';

/** Something that rules may tell people of. */
export interface Happening {
  readonly event: string;
  readonly subject: Subject;
  /** What the event itself says, by the paths of variables. */
  readonly said: Readonly<Record<string, Value>>;
}

const HOUR_MS = 3_600_000;

/** Writes a message for each rule that holds and each person it tells: once per event and person, whatever is repeated. */
export async function applyRules(ctx: EventCtx, happening: Happening): Promise<void> {
  const rules = await ctx.tx.notificationsRule.findMany({ where: { event: happening.event, isActive: true }, orderBy: { id: 'asc' } });
  if (rules.length === 0) return;
  const facts = await readSubject({ ...ctx, db: ctx.tx }, happening.subject, ctx.brand.language);
  if (!facts) return;
  for (const rule of rules) await applyRule(ctx, { rule, happening, facts, cause: ctx.eventId });
}

interface Rule {
  readonly id: string;
  readonly templateId: string;
  readonly conditions: unknown;
  readonly recipients: readonly string[];
  readonly channels: readonly string[];
  readonly isUrgent: boolean;
  readonly isDigest: boolean;
}

interface Application {
  readonly rule: Rule;
  readonly happening: Happening;
  readonly facts: SubjectFacts;
  /** The same cause tells a person by a rule once. */
  readonly cause: string;
}

/** Writes the messages of one rule, where it holds. */
export async function applyRule(ctx: TxCtx, { rule, happening, facts, cause }: Application): Promise<void> {
  const { partnerId, tariffId, status, isDirectDebit } = facts;
  const { said } = happening;
  const situation = { partnerId, tariffId, isDirectDebit, from: textOf(said['event.from']), to: textOf(said['event.to']) ?? status };
  if (!holds(Conditions.parse(rule.conditions), situation)) return;
  for (const person of await peopleOf({ ...ctx, db: ctx.tx }, rule.recipients, facts))
    await write(ctx, { rule, happening, facts, cause, person });
}

const textOf = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null);

interface Writing extends Application {
  readonly person: Person;
}

async function write(ctx: TxCtx, { happening, rule, person, facts, cause }: Writing): Promise<void> {
  const [channel = 'email', ...fallback] = await inPreferredOrder(ctx, rule, person);
  const isLoop = canLoop(rule, happening) && (await isTold(ctx, person));
  const notBefore = rule.isUrgent ? null : quietTime(ctx);
  const data = {
    ...{ uniqueKey: `${cause} ${rule.id} ${keyOf(person)}`, channel, fallback, ruleId: rule.id, templateId: rule.templateId },
    ...{
      event: happening.event,
      values: { ...happening.said },
      reader: person.reader,
      userId: person.reader === 'user' ? person.id : null,
    },
    createdAt: ctx.wallClock.now(),
    ...{ subjectKind: happening.subject.kind, contractId: facts.contractId, orderId: facts.orderId, customerId: facts.customerId },
    ...(isLoop
      ? { state: 'SUPPRESSED' as const, problem: 'LOOP' }
      : rule.isDigest
        ? { state: 'COLLECTED' as const }
        : { state: notBefore ? ('HELD' as const) : ('WAITING' as const), notBefore }),
  };
  const made = await ctx.tx.notificationsMessage.createManyAndReturn({
    data: [data],
    skipDuplicates: true,
    select: { id: true, state: true },
  });
  for (const { id, state } of made)
    if (state === 'WAITING' || state === 'HELD')
      await enqueue(ctx, deliverMessage, { messageId: id }, { uniqueKey: id, ...later(ctx, notBefore) });
}

/** Jobs follow the machine's time: as far in the future as the clock says. */
const later = ({ wallClock }: TxCtx, at: Date | null) =>
  at === null ? {} : { notBefore: new Date(Date.now() + at.getTime() - wallClock.now().getTime()) };

/** Days are told of once per contract, and what is collected goes out once a day: however many there are, they are no loop. */
const canLoop = ({ isDigest }: Rule, { event }: Happening): boolean => !isDigest && !(event in DAYS);

/** Whether so much was written to somebody in an hour that it must be a loop. */
async function isTold({ tx, wallClock, activation }: TxCtx, { reader, id }: Person): Promise<boolean> {
  const { mostAnHour } = activation.settings(settings);
  const who = reader === 'user' ? { userId: id } : reader === 'customer' ? { customerId: id } : {};
  const since = new Date(wallClock.now().getTime() - HOUR_MS);
  const count = await tx.notificationsMessage.count({
    where: {
      ...{ reader, ...who, ruleId: { not: null }, createdAt: { gte: since } },
      ...{ state: { notIn: ['SUPPRESSED', 'COLLECTED'] }, event: { notIn: Object.keys(DAYS) } },
    },
    take: mostAnHour,
  });
  return count >= mostAnHour;
}
