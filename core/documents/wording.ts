import { Temporal } from 'temporal-polyfill';
import type { PlainDate } from '../kernel/clock.ts';
import { formatCents } from '../kernel/money.ts';
import { type DocumentTexts, de, en } from './document.texts.ts';

interface Figures {
  readonly thousands: string;
  readonly point: string;
  /** Language of month names. */
  readonly locale: string;
}

const ENGLISH: Figures = { thousands: ',', point: '.', locale: 'en-GB' };
const FIGURES: Readonly<Record<string, Figures>> = { en: ENGLISH, de: { thousands: '.', point: ',', locale: 'de' } };
const TEXTS: Readonly<Record<string, DocumentTexts>> = { en, de };

/** Texts, figures and days as one language writes them. */
export interface Wording {
  /** The language that is used: the one asked for, or English where it has no texts. */
  readonly language: string;
  readonly texts: DocumentTexts;
  /** Fills `{name}` in. */
  readonly fill: (template: string, values: Readonly<Record<string, string | number>>) => string;
  /** A decimal number as text, exact: "1234.5" -> "1.234,5". */
  readonly decimal: (text: string) => string;
  /** Cents -> "1.234,50 EUR". */
  readonly money: (cents: number, currency: string) => string;
  /** "15. September 2026". */
  readonly day: (day: PlainDate) => string;
}

/** How a document is worded for a reader; languages without texts of their own are answered in English. */
export function wordingFor(language: string): Wording {
  const code = language.slice(0, 2).toLowerCase();
  const known = code in TEXTS ? code : 'en';
  const { thousands, point, locale } = FIGURES[known] ?? ENGLISH;
  const decimal = (text: string): string => {
    const [whole = '', fraction] = text.split('.');
    const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, thousands);
    return fraction === undefined ? grouped : `${grouped}${point}${fraction}`;
  };
  return {
    language: known,
    texts: TEXTS[known] ?? en,
    fill: (template, values) => template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)),
    decimal,
    money: (cents, currency) => `${decimal(formatCents(cents))} ${currency}`,
    day: (day) => Temporal.PlainDate.from(day).toLocaleString(locale, { day: 'numeric', month: 'long', year: 'numeric' }),
  };
}
