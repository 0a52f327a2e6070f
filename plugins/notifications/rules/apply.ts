import { type EventCtx, enqueue } from '#core';
import { deliverMessage } from '../deliver.job.ts';
import { settings } from '../settings.ts';
import { Conditions, holds } from './conditions.ts';
import { keyOf, type Person, peopleOf } from './people.ts';
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
  const here = { ...ctx, db: ctx.tx };
  const facts = await readSubject(here, happening.subject, ctx.brand.language);
  if (!facts) return;
  for (const rule of rules) {
    const { partnerId, tariffId, status } = facts;
    const situation = { partnerId, tariffId, from: textOf(happening.said['event.from']), to: textOf(happening.said['event.to']) ?? status };
    if (!holds(Conditions.parse(rule.conditions), situation)) continue;
    for (const person of await peopleOf(here, rule.recipients, facts)) await write(ctx, { happening, rule, person, facts });
  }
}

const textOf = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null);

interface Writing {
  readonly happening: Happening;
  readonly rule: {
    readonly id: string;
    readonly templateId: string;
    readonly channels: readonly string[];
    readonly isUrgent: boolean;
    readonly isDigest: boolean;
  };
  readonly person: Person;
  readonly facts: SubjectFacts;
}

async function write(ctx: EventCtx, { happening, rule, person, facts }: Writing): Promise<void> {
  const [channel = 'email', ...fallback] = rule.channels;
  const isLoop = await isTold(ctx, person);
  const notBefore = rule.isUrgent ? null : quietTime(ctx);
  const data = {
    ...{ uniqueKey: `${ctx.eventId} ${rule.id} ${keyOf(person)}`, channel, fallback, ruleId: rule.id, templateId: rule.templateId },
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
const later = ({ wallClock }: EventCtx, at: Date | null) =>
  at === null ? {} : { notBefore: new Date(Date.now() + at.getTime() - wallClock.now().getTime()) };

/** Whether so much was written to somebody in an hour that it must be a loop. */
async function isTold({ tx, wallClock, activation }: EventCtx, { reader, id }: Person): Promise<boolean> {
  const { mostAnHour } = activation.settings(settings);
  const who = reader === 'user' ? { userId: id } : reader === 'customer' ? { customerId: id } : {};
  const since = new Date(wallClock.now().getTime() - HOUR_MS);
  const count = await tx.notificationsMessage.count({
    where: { reader, ...who, ruleId: { not: null }, createdAt: { gte: since }, state: { not: 'SUPPRESSED' } },
    take: mostAnHour,
  });
  return count >= mostAnHour;
}
