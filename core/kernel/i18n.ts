import { CORE_TEXTS } from '../locales/index.ts';
import type { Registry } from './registry.ts';

export type Texts = (language: string, key: string, values?: Readonly<Record<string, unknown>>) => string | null;

const FALLBACK = 'en';

/** Looks texts up by key: in the language, else in English; null when nobody has the key. */
export function createTexts({ installed }: Pick<Registry, 'installed'>): Texts {
  const byLanguage = new Map<string, Readonly<Record<string, string>>>();
  for (const locales of [CORE_TEXTS, ...installed.map((plugin) => plugin.locales ?? {})]) {
    for (const [language, texts] of Object.entries(locales)) byLanguage.set(language, { ...byLanguage.get(language), ...texts });
  }
  return (language, key, values = {}) => {
    const text = byLanguage.get(language.slice(0, 2))?.[key] ?? byLanguage.get(FALLBACK)?.[key];
    return text === undefined
      ? null
      : text.replace(/\{(\w+)\}/g, (whole, name: string) => (values[name] === undefined ? whole : String(values[name])));
  };
}
