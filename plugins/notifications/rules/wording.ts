import { formatCents } from '#core';
import type { Value, ValueKind } from './subject.facts.ts';

export interface Wording {
  readonly language: string;
  readonly currency: string;
}

const LOCALES: Readonly<Record<string, string>> = { de: 'de-AT', en: 'en-GB' };
const localeOf = (language: string): string => LOCALES[language.slice(0, 2)] ?? language;

/** Values in a reader's words, nested by their paths for templates. What is not known is left out: a template that writes it is not sent. */
export function worded(
  values: Readonly<Record<string, Value>>,
  kinds: ReadonlyMap<string, ValueKind>,
  wording: Wording,
): Record<string, Record<string, string>> {
  const nested: Record<string, Record<string, string>> = {};
  for (const [path, value] of Object.entries(values)) {
    if (value === null || value === '') continue;
    const at = path.lastIndexOf('.');
    const [group, name] = [path.slice(0, at), path.slice(at + 1)];
    nested[group] = { ...nested[group], [name]: inWords(value, kinds.get(path) ?? 'text', wording) };
  }
  return nested;
}

function inWords(value: string | number, kind: ValueKind, { language, currency }: Wording): string {
  if (kind === 'day') return dayInWords(String(value), language);
  if (kind === 'number') return new Intl.NumberFormat(localeOf(language)).format(Number(value));
  if (kind === 'money') return moneyInWords(Number(value), { language, currency });
  return String(value);
}

/** "2026-09-15" -> "15. September 2026". */
const dayInWords = (day: string, language: string): string =>
  new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** Whole cents: the figures never pass through a float. */
function moneyInWords(cents: number, { language, currency }: Wording): string {
  const [whole = '0', fraction = '00'] = formatCents(cents).split('.');
  const parts = new Intl.NumberFormat(localeOf(language), { minimumFractionDigits: 1 }).formatToParts(1_234.5);
  const sign = (type: string, otherwise: string): string => parts.find((part) => part.type === type)?.value ?? otherwise;
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, sign('group', ' '));
  return `${grouped}${sign('decimal', '.')}${fraction} ${currency}`;
}
