import { de, en } from './access-mail.texts.ts';

/** The mails that accounts need. */
export type AccessMail = 'login-link' | 'password-reset' | 'invitation' | 'access-given' | 'password-changed';

export type AccessMailTexts = Readonly<Record<AccessMail, { readonly subject: string; readonly text: string }>>;

const TEXTS: Readonly<Record<string, AccessMailTexts>> = { de, en };

/** Subject and text in the reader's language, else in English. */
export function accessMail(
  mail: AccessMail,
  language: string,
  values: Readonly<Record<string, string | number>>,
): { subject: string; text: string } {
  const { subject, text } = (TEXTS[language.slice(0, 2)] ?? en)[mail];
  const fill = (template: string) => template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  return { subject: fill(subject), text: fill(text) };
}
