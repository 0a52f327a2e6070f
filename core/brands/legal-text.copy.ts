import { audit } from '../access/audit.ts';
import { toDbDate, todayIn } from '../kernel/clock.ts';
import { hook } from '../kernel/hooks.ts';
import { type BrandCopyPart, brandCopy, type CopyRequest } from './brand.points.ts';
import { legalTextsNow } from './legal-text.service.ts';

/** What is in force; versions that are over were agreed to in the other brand alone. */
export const copyLegalTexts = hook(brandCopy, (): readonly BrandCopyPart[] => [
  { code: 'legal-texts', label: 'brand.copy.legal-texts', items: null, copy: copyTexts },
]);

/** They may name the brand that they were written for: who opens the new one is told to read them. */
async function copyTexts({ from, to }: CopyRequest) {
  const texts = await legalTextsNow({ ...from, db: from.tx });
  const at = { createdAt: to.clock.now(), createdBy: to.viewer.name, validFrom: toDbDate(todayIn(to.clock, to.brand.timeZone)) };
  await to.tx.legalText.createMany({
    data: texts.map(({ kind, language, title, text }) => ({ kind, language, title, text, version: 1, ...at })),
  });
  for (const { kind, language, title } of texts)
    await audit(to, { action: 'brand.legal-text', subject: to.brand.id, after: { kind, language, title, copiedFrom: from.brand.code } });
  const values = { brand: from.brand.name };
  return { count: texts.length, open: texts.length === 0 ? [] : [{ field: 'legalTexts', code: 'LEGAL_TEXTS_OF_OTHER_BRAND', values }] };
}
