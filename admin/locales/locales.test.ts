import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromRoot } from '../../core/root.ts';

type Texts = Readonly<Record<string, string>>;
const folder = fromRoot('admin/locales');
const read = (file: string, language: string): Texts => JSON.parse(readFileSync(join(folder, `${file}.${language}.json`), 'utf8'));
const names = readdirSync(folder);
const FILES = names.flatMap((name) => /^(\w+)\.en\.json$/.exec(name)?.[1] ?? []);
/** Every file in every language that it is there in; German must be. */
const TRANSLATED = FILES.flatMap((file) => {
  const found = names.flatMap((name) => new RegExp(`^${file}\\.(\\w\\w)\\.json$`).exec(name)?.[1] ?? []);
  return [...new Set(['de', ...found])].filter((language) => language !== 'en').map((language) => ({ file, language }));
});
const sources = readdirSync(fromRoot('admin'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(fromRoot(`admin/${name}`), 'utf8'))
  .join('\n');
const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([one]) => one).sort();
const COUNTED = /\.(zero|one|two|few|many|other)$/;
/** Without the form that a number needs: languages have different ones. */
const bare = (key: string): string => key.replace(COUNTED, '');

/** What a translation lacks, has too much, or fills in otherwise. */
function faultsOf(english: Texts, other: Texts, language: string): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const isCounted = (key: string): boolean => COUNTED.test(key) && ['one', 'other'].every((form) => `${bare(key)}.${form}` in english);
  const wanted = new Set(Object.keys(english).flatMap((key) => (isCounted(key) ? forms.map((form) => `${bare(key)}.${form}`) : [key])));
  const missing = [...wanted].filter((key) => !(key in other)).map((key) => `${key} is missing`);
  const unknown = Object.keys(other)
    .filter((key) => !wanted.has(key))
    .map((key) => `${key} is not known`);
  const differing = Object.entries(other)
    .filter(
      ([key, text]) =>
        !key.endsWith('.one') && `${placeholders(text)}` !== `${placeholders(english[key] ?? english[`${bare(key)}.other`] ?? '')}`,
    )
    .map(([key]) => `${key} is filled in otherwise`);
  return [...missing, ...unknown, ...differing];
}

it.each(TRANSLATED)('the texts of $file are complete in $language, with the same things filled in', ({ file, language }) => {
  expect(faultsOf(read(file, 'en'), read(file, language), language)).toEqual([]);
});

describe('a language that is added', () => {
  const english = { 'a.title': 'Hello {name}', 'a.count.one': '1 row', 'a.count.other': '{n} rows' };

  it.each([
    ['da', { 'a.title': 'Hej {name}', 'a.count.one': '1 række', 'a.count.other': '{n} rækker' }],
    ['nb', { 'a.title': 'Hei {name}', 'a.count.one': '1 rad', 'a.count.other': '{n} rader' }],
    [
      'pl',
      {
        ...{ 'a.title': 'Witaj {name}', 'a.count.one': '1 wiersz', 'a.count.few': '{n} wiersze' },
        ...{ 'a.count.many': '{n} wierszy', 'a.count.other': '{n} wiersza' },
      },
    ],
  ])('is complete with the forms of its own numbers: %s', (language, texts) => {
    expect(faultsOf(english, texts, language)).toEqual([]);
  });

  it.each([
    ['da', 'a.title is missing', { 'a.count.one': '1 række', 'a.count.other': '{n} rækker' }],
    ['nb', 'a.title is filled in otherwise', { 'a.title': 'Hei', 'a.count.one': '1 rad', 'a.count.other': '{n} rader' }],
    ['pl', 'a.count.few is missing', { 'a.title': '{name}', 'a.count.one': '1', 'a.count.many': '{n}', 'a.count.other': '{n}' }],
  ])('is refused as German is, %s: %s', (language, fault, texts) => {
    expect(faultsOf(english, texts, language)).toEqual([fault]);
  });
});

it.each(FILES)('the texts of %s are all used: by name, or by a code behind a common beginning', (file) => {
  const isUsed = (key: string): boolean => {
    const parts = bare(key).split('.');
    const beginnings = parts.map((_part, at) => `\`${parts.slice(0, at + 1).join('.')}.\${`);
    return sources.includes(`'${parts.join('.')}'`) || beginnings.some((beginning) => sources.includes(beginning));
  };
  expect(Object.keys(read(file, 'en')).filter((key) => !isUsed(key))).toEqual([]);
});
