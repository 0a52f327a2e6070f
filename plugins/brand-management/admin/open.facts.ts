import { brand } from '#admin';
import type { BrandManagementPartsQuery } from '#operations/brand-management';

export type PartOfPage = BrandManagementPartsQuery['brandCopyParts'][number];

/** The form as it is typed: one host a line. */
export interface BrandForm {
  readonly code: string;
  readonly name: string;
  readonly hosts: string;
  readonly country: string;
  readonly language: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly accent: string;
}

/** What goes with a country, until somebody says otherwise. */
export const COUNTRIES = {
  AT: { currency: 'EUR', timeZone: 'Europe/Vienna' },
  DE: { currency: 'EUR', timeZone: 'Europe/Berlin' },
  DK: { currency: 'DKK', timeZone: 'Europe/Copenhagen' },
  NO: { currency: 'NOK', timeZone: 'Europe/Oslo' },
  PL: { currency: 'PLN', timeZone: 'Europe/Warsaw' },
} as const;
export const CURRENCIES = ['EUR', 'DKK', 'NOK', 'PLN'] as const;
/** The API refuses others. */
export const LANGUAGES = ['de', 'en'] as const;
export const languageName = (code: string): string =>
  new Intl.DisplayNames(document.documentElement.lang, { type: 'language' }).of(code) ?? code;

/** A new brand is most often beside the one from which it is opened. */
export const emptyForm: BrandForm = {
  ...{ code: '', name: '', hosts: '', accent: brand.accent },
  ...{ country: brand.country, language: brand.language, currency: brand.currency, timeZone: brand.timeZone },
};

export function withCountry(form: BrandForm, country: string): BrandForm {
  const known = Object.entries(COUNTRIES).find(([code]) => code === country)?.[1];
  return { ...form, country, ...known };
}

/** Chosen items by part; a part that is no key is left out. */
export type Chosen = ReadonlyMap<string, ReadonlySet<string>>;

export const keyOf = ({ pluginId, code }: Pick<PartOfPage, 'pluginId' | 'code'>): string => `${pluginId}.${code}`;
const itemsOf = ({ items }: PartOfPage): ReadonlySet<string> => new Set(items?.map(({ value }) => value));

/** Things are taken along unless somebody says no; people only where somebody says yes: each of them gets a mail. */
export const usualChoice = (parts: readonly PartOfPage[]): Chosen =>
  new Map(parts.filter(({ code, items }) => code !== 'users' && items?.length !== 0).map((part) => [keyOf(part), itemsOf(part)]));

export function withPart(chosen: Chosen, part: PartOfPage, isChosen: boolean): Chosen {
  const next = new Map(chosen);
  if (isChosen) next.set(keyOf(part), itemsOf(part));
  else next.delete(keyOf(part));
  return next;
}

/** The last item that goes takes its part along. */
export function withItem(chosen: Chosen, part: PartOfPage, { id, isChosen }: { readonly id: string; readonly isChosen: boolean }): Chosen {
  const items = new Set(chosen.get(keyOf(part)));
  if (isChosen) items.add(id);
  else items.delete(id);
  const next = new Map(chosen);
  if (items.size > 0) next.set(keyOf(part), items);
  else next.delete(keyOf(part));
  return next;
}

/** What the API is asked. */
export const requestOf = (form: BrandForm, from: string, chosen: { readonly parts: readonly PartOfPage[]; readonly chosen: Chosen }) => ({
  brand: { ...form, hosts: form.hosts.split(/[\s,;]+/).filter((host) => host !== '') },
  from: from === '' ? null : from,
  parts: chosen.parts.flatMap((part) => {
    const items = chosen.chosen.get(keyOf(part));
    return from === '' || !items ? [] : [{ pluginId: part.pluginId, code: part.code, items: [...items] }];
  }),
});
