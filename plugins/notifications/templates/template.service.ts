import { type Ctx, DomainError, inTransaction, z } from '#core';
import { lookOf } from '../message.content.ts';
import { catalogue } from '../rules/events.ts';
import { SUBJECTS, type SubjectKind } from '../rules/subject.facts.ts';
import { type TemplateFault, templateFaults, type Written } from './template.render.ts';

const code = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'is not a short name; write it like contract-accepted')
  .max(60);

export const NewTemplate = z.strictObject({
  code,
  name: z.string().trim().min(1, 'is empty; write a name').max(120),
  subject: z.enum(SUBJECTS),
  isStatutory: z.boolean(),
  attachments: z.array(z.string().trim().min(1).max(60)).max(20),
});
export type NewTemplate = z.output<typeof NewTemplate>;

/** Makes a template, or changes what it is called. Fails with NOTIFICATIONS_TEMPLATE_INVALID and every problem at once. */
export async function saveTemplate(ctx: Ctx, id: string | null, given: unknown): Promise<string> {
  const parsed = NewTemplate.safeParse(given);
  if (!parsed.success) throw invalid(parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), line: null, message })));
  const { subject, ...facts } = parsed.data;
  return inTransaction(ctx, async ({ tx, viewer }) => {
    const taken = await tx.notificationsTemplate.findFirst({ where: { code: facts.code, ...(id !== null && { id: { not: id } }) } });
    if (taken) throw invalid([{ field: 'code', line: null, message: 'is the short name of another template; choose another one' }]);
    if (id === null)
      return (
        await tx.notificationsTemplate.create({ data: { ...facts, subjectKind: subject, createdBy: viewer.name }, select: { id: true } })
      ).id;
    const before = await existing(tx, id);
    if (before.subjectKind !== subject)
      throw invalid([{ field: 'subject', line: null, message: 'is not changed any more; make a template of its own' }]);
    if (facts.isStatutory) await refuseFleeting(tx, id);
    await tx.notificationsTemplate.updateMany({ where: { id }, data: facts });
    return id;
  });
}

/** Rules that send it by something that nobody can keep would have to go first. */
async function refuseFleeting(tx: Ctx['db'], templateId: string): Promise<void> {
  const rules = await tx.notificationsRule.findMany({ where: { templateId } });
  const fleeting = rules.find(({ channels }) => channels.some((channel) => channel !== 'email'));
  if (fleeting)
    throw invalid([
      {
        field: 'isStatutory',
        line: null,
        message: `the rule "${fleeting.name}" sends it by a channel that is no durable medium; change the rule first`,
      },
    ]);
}

export interface NewVersion extends Written {
  readonly language: string;
  readonly form: 'FORMAL' | 'INFORMAL';
}

/** Writes the next version. Fails with NOTIFICATIONS_TEMPLATE_INVALID and every problem, each at its line. */
export async function saveVersion(ctx: Ctx, templateId: string, version: NewVersion): Promise<string> {
  const template = await existing(ctx.db, templateId);
  const { language, form, subject, body, shortText } = version;
  if (!/^[a-z]{2}(-[A-Z]{2})?$/.test(language))
    throw invalid([{ field: 'language', line: null, message: 'is no language; write it like de or de-AT' }]);
  const faults = await faultsOf(ctx, kindOf(template.subjectKind), version);
  if (faults.length > 0) throw invalid(faults);
  return inTransaction(ctx, async ({ tx, viewer }) => {
    const last = await tx.notificationsVersion.findFirst({ where: { templateId, language, form }, orderBy: { number: 'desc' } });
    const data = { templateId, language, form, subject, body, shortText, number: (last?.number ?? 0) + 1, createdBy: viewer.name };
    return (await tx.notificationsVersion.create({ data, select: { id: true } })).id;
  });
}

/** What is wrong with a wording, by field and line: how it is written, and variables that no event of the subject has. */
export async function faultsOf(ctx: Ctx, subject: SubjectKind, written: Written & { readonly language: string }): Promise<TemplateFault[]> {
  const events = (await catalogue(ctx)).filter((event) => event.subject === subject);
  const known = new Set(events.flatMap(({ variables }) => [...variables.keys()]));
  return templateFaults(written, known, { look: await lookOf(ctx), language: written.language, scheme: 'auto' });
}

/** A subject that nobody knows any more is told of as a contract. */
export const kindOf = (text: string): SubjectKind => z.enum(SUBJECTS).catch('contract').parse(text);

export async function existing(db: Ctx['db'], id: string) {
  const template = await db.notificationsTemplate.findUnique({ where: { id } });
  if (!template)
    throw new DomainError('NOTIFICATIONS_TEMPLATE_UNKNOWN', `templateId: there is no template ${id}; choose one from the list`, { id });
  return template;
}

interface FaultOfField {
  readonly field: string;
  readonly line: number | null;
  readonly message: string;
}

const invalid = (problems: readonly FaultOfField[]): DomainError =>
  new DomainError(
    'NOTIFICATIONS_TEMPLATE_INVALID',
    problems.map(({ field, line, message }) => `${field}${line === null ? '' : `, line ${line}`}: ${message}`).join('; '),
    { problems },
  );
