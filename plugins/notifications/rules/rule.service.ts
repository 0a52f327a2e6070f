import { addDays, type Ctx, DomainError, fromDbDate, inTransaction, toDbDate, z } from '#core';
import { channelsOf } from '../channels/channels.ts';
import { variablesIn } from '../templates/liquid.ts';
import { Conditions } from './conditions.ts';
import { MOST_DAYS_BEFORE } from './days.ts';
import { catalogue } from './events.ts';
import { RELATIONS } from './people.ts';

export const NewRule = z.strictObject({
  name: z.string().trim().min(1, 'is empty; write a name').max(120),
  event: z.string(),
  templateId: z.uuid(),
  conditions: Conditions,
  recipients: z.array(z.enum(RELATIONS)).min(1, 'is empty; say who is told').max(RELATIONS.length),
  channels: z.array(z.string()).min(1, 'is empty; choose at least one channel').max(5),
  isUrgent: z.boolean(),
  isDigest: z.boolean(),
  isActive: z.boolean(),
  daysBefore: z
    .int()
    .min(0, 'is less than none; say how many days before')
    .max(MOST_DAYS_BEFORE, `is more than ${MOST_DAYS_BEFORE}; say fewer`)
    .nullable()
    .default(null),
});
export type NewRule = z.output<typeof NewRule>;

/** Makes or changes a rule. Fails with NOTIFICATIONS_RULE_INVALID and every problem at once, and NOTIFICATIONS_RULE_UNKNOWN. */
export async function saveRule(ctx: Ctx, id: string | null, given: unknown): Promise<string> {
  const parsed = NewRule.safeParse(given);
  if (!parsed.success) throw invalid(parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message })));
  const problems = await problemsOf(ctx, parsed.data);
  if (problems.length > 0) throw invalid(problems);
  return inTransaction(ctx, async ({ tx, viewer }) => {
    if (id === null)
      return (await tx.notificationsRule.create({ data: { ...parsed.data, createdBy: viewer.name }, select: { id: true } })).id;
    const before = await tx.notificationsRule.findUnique({ where: { id }, select: { daysBefore: true, remindedTo: true } });
    if (!before) throw unknownRule(id);
    await tx.notificationsRule.updateMany({ where: { id }, data: { ...parsed.data, remindedTo: remindedTo(before, parsed.data) } });
    return id;
  });
}

/** A rule that tells earlier than before goes on after the last day that it told of: those between would come up on no morning. */
function remindedTo(before: { readonly daysBefore: number | null; readonly remindedTo: Date | null }, rule: NewRule): Date | null {
  const earlier = (rule.daysBefore ?? 0) - (before.daysBefore ?? 0);
  return before.remindedTo === null || earlier <= 0 ? before.remindedTo : toDbDate(addDays(fromDbDate(before.remindedTo), -earlier));
}

export const unknownRule = (id: string): DomainError =>
  new DomainError('NOTIFICATIONS_RULE_UNKNOWN', `ruleId: there is no rule ${id}; choose one from the list`, { id });

interface Problem {
  readonly field: string;
  readonly message: string;
}

async function problemsOf(ctx: Ctx, rule: NewRule): Promise<Problem[]> {
  const [events, channels, template, versions] = await Promise.all([
    catalogue(ctx),
    channelsOf(ctx),
    ctx.db.notificationsTemplate.findUnique({ where: { id: rule.templateId } }),
    ctx.db.notificationsVersion.findMany({ where: { templateId: rule.templateId } }),
  ]);
  const event = events.find(({ name }) => name === rule.event);
  const missing = event && template ? await unsaid(versions, new Set(event.variables.keys())) : [];
  const fleeting = rule.channels.filter((code) => channels.get(code)?.isDurable === false);
  const needsRoom = rule.recipients.includes('room') && !rule.channels.some((code) => channels.get(code)?.reaches === 'room');
  return [
    ...problem(!event, 'event', 'is no event of core or of a plugin that is on; choose one from the list'),
    ...problem(
      event?.isDay === true && rule.daysBefore === null,
      'daysBefore',
      'is missing; say how many days before, 0 = on the day itself',
    ),
    ...problem(event?.isDay === false && rule.daysBefore !== null, 'daysBefore', 'goes with no event that happens at once; leave it out'),
    ...problem(!template, 'templateId', 'is no template; choose one from the list'),
    ...problem(template !== null && versions.length === 0, 'templateId', 'has no wording yet; write one first'),
    ...problem(
      event !== undefined && template !== null && template.subjectKind !== event.subject,
      'templateId',
      `tells of a ${template?.subjectKind}, the event of a ${event?.subject}; choose another one`,
    ),
    ...problem(missing.length > 0, 'templateId', `says ${missing.join(', ')}, which this event does not tell; choose another template`),
    ...rule.channels
      .filter((code) => !channels.has(code))
      .map((code) => ({ field: 'channels', message: `"${code}" is no channel of this brand; choose one from the list` })),
    ...problem(
      template?.isStatutory === true && fleeting.length > 0,
      'channels',
      `${fleeting.join(', ')}: no durable medium, and the law asks for one; send this letter by e-mail`,
    ),
    ...problem(needsRoom, 'channels', 'none of them reaches the room of a messenger; add Slack, Teams or Matrix'),
  ];
}

const problem = (isThere: boolean, field: string, message: string): Problem[] => (isThere ? [{ field, message }] : []);

async function unsaid(
  versions: readonly { readonly subject: string; readonly body: string; readonly shortText: string }[],
  told: ReadonlySet<string>,
): Promise<string[]> {
  const used = await Promise.all(versions.flatMap(({ subject, body, shortText }) => [subject, body, shortText].map(variablesIn)));
  return [...new Set(used.flat())].filter((path) => !told.has(path));
}

const invalid = (problems: readonly Problem[]): DomainError =>
  new DomainError('NOTIFICATIONS_RULE_INVALID', problems.map(({ field, message }) => `${field}: ${message}`).join('; '), { problems });
