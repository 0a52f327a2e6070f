import { type BrandCopyPart, brandCopy, type Copied, type CopyRequest, hook } from '#core';
import { copyRules } from './rules/rule.copy.ts';
import { copyTemplates } from './templates/template.copy.ts';

/** Templates with the wordings that are used now, and the rules that send them: each chosen by itself. */
export const offerForCopy = hook(brandCopy, async (_asked, { db }): Promise<readonly BrandCopyPart[]> => {
  const named = { select: { id: true, name: true }, orderBy: [{ name: 'asc' as const }, { id: 'asc' as const }] };
  const [templates, rules] = await Promise.all([db.notificationsTemplate.findMany(named), db.notificationsRule.findMany(named)]);
  const part = (code: string, rows: typeof templates, copy: (request: CopyRequest) => Promise<Copied>): BrandCopyPart => ({
    ...{ code, label: `notifications.copy.${code}`, copy },
    items: rows.map(({ id, name }) => ({ id, label: name })),
  });
  return [part('templates', templates, copyTemplates), part('rules', rules, copyRules)];
});
