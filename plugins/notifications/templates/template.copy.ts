import type { Copied, CopyRequest } from '#core';

/**
 * Takes templates along, each with the newest wording of every language and form, which begins there as version 1. One of the same
 * short name that is there already, as the standard ones are, keeps its name and gets the wordings as its next versions.
 */
export async function copyTemplates({ from, to, items }: CopyRequest): Promise<Copied> {
  const templates = await from.tx.notificationsTemplate.findMany({ where: { id: { in: [...items] } }, orderBy: { code: 'asc' } });
  for (const template of templates) await copyTemplate({ from, to }, template);
  return { count: templates.length, open: [] };
}

interface Template {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly subjectKind: string;
  readonly isStatutory: boolean;
  readonly attachments: readonly string[];
}

async function copyTemplate(
  { from, to }: Pick<CopyRequest, 'from' | 'to'>,
  { id, code, name, subjectKind, isStatutory, attachments }: Template,
): Promise<void> {
  const versions = await from.tx.notificationsVersion.findMany({ where: { templateId: id }, orderBy: { number: 'asc' } });
  // Of each language and form the one with the highest number stays.
  const newest = new Map(versions.map((version) => [`${version.language} ${version.form}`, version]));
  const facts = { name, isStatutory, attachments: [...attachments] };
  const known = await to.tx.notificationsTemplate.findFirst({ where: { code, subjectKind }, select: { id: true } });
  if (known) await to.tx.notificationsTemplate.updateMany({ where: { id: known.id }, data: facts });
  const templateId = known?.id ?? (await created(to, { ...facts, code, subjectKind }));
  for (const { language, form, subject, body, shortText } of newest.values()) {
    const last = await to.tx.notificationsVersion.findFirst({
      where: { templateId, language, form },
      orderBy: { number: 'desc' },
      select: { number: true },
    });
    const wording = { templateId, language, form, subject, body, shortText, createdBy: to.viewer.name };
    await to.tx.notificationsVersion.create({ data: { ...wording, number: (last?.number ?? 0) + 1 }, select: { id: true } });
  }
}

type NewTemplate = Omit<Template, 'id' | 'attachments'> & { readonly attachments: string[] };

async function created({ tx, viewer }: CopyRequest['to'], data: NewTemplate): Promise<string> {
  const { id } = await tx.notificationsTemplate.create({ data: { ...data, createdBy: viewer.name }, select: { id: true } });
  return id;
}
