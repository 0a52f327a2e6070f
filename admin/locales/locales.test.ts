import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromRoot } from '../../core/root.ts';

const folder = fromRoot('admin/locales');
const read = (file: string, language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(folder, `${file}.${language}.json`), 'utf8'));
const FILES = readdirSync(folder).flatMap((name) => /^(\w+)\.en\.json$/.exec(name)?.[1] ?? []);
const sources = readdirSync(fromRoot('admin'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(fromRoot(`admin/${name}`), 'utf8'))
  .join('\n');
const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([one]) => one).sort();

describe.each(FILES)('the texts of %s', (file) => {
  it('are complete in both languages, with the same things filled in', () => {
    const [en, de] = [read(file, 'en'), read(file, 'de')];
    expect(Object.keys(de)).toEqual(Object.keys(en));
    const differing = Object.keys(en).filter(
      (key) => !key.endsWith('.one') && `${placeholders(en[key] ?? '')}` !== `${placeholders(de[key] ?? '')}`,
    );
    expect(differing).toEqual([]);
  });

  it('are all used: by name, or by a code behind a common beginning', () => {
    const isUsed = (key: string): boolean => {
      const parts = key.replace(/\.(one|other)$/, '').split('.');
      const beginnings = parts.map((_part, at) => `\`${parts.slice(0, at + 1).join('.')}.\${`);
      return sources.includes(`'${parts.join('.')}'`) || beginnings.some((beginning) => sources.includes(beginning));
    };
    expect(Object.keys(read(file, 'en')).filter((key) => !isUsed(key))).toEqual([]);
  });
});
