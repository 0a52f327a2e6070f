import { type AccessMail, type AccessMailTexts, de, en } from './access-mail.texts.ts';

const TEXTS: Readonly<Record<string, AccessMailTexts>> = { de, en };

/** Subject and text in the reader's language, else in English. */
export function accessMail(
  mail: AccessMail,
  language: string,
  values: Readonly<Record<string, string | number>>,
): { kind: AccessMail; language: string; subject: string; text: string } {
  const known = language.slice(0, 2) in TEXTS ? language.slice(0, 2) : 'en';
  const { subject, text } = (TEXTS[known] ?? en)[mail];
  const fill = (template: string) => template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  return { kind: mail, language: known, subject: fill(subject), text: fill(text) };
}
