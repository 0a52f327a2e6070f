import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromRoot } from '../core/root.ts';
import { plugins } from '../plugins.config.ts';

/** Every text file of core and of the surfaces, their tables and texts included. */
const files = ['core', 'prisma/core', 'admin'].flatMap((folder) =>
  readdirSync(fromRoot(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name)),
);

/**
 * A plugin's id as it stands in settings, code, tables and types. A name of two words is found anywhere, comments
 * included; a name of one word may be an ordinary one ("signature"), so it counts as text in quotes alone.
 */
function naming(id: string): RegExp {
  const upper = id.toUpperCase().replaceAll('-', '_');
  if (!id.includes('-')) return new RegExp(`['"\`](?:${id}(?:['"\`]|[.:/]\\w)|${upper}_)`);
  const pascal = id.replaceAll(/(?:^|-)(\w)/g, (_dash, letter: string) => letter.toUpperCase());
  const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1);
  return new RegExp(`\\b(?:${[id, camel, pascal, id.replaceAll('-', '_')].join('|')})\\b|\\b${upper}(?:_|\\b)`);
}

describe('core and the surfaces', () => {
  it.each(plugins.map(({ id }) => id))('do not know the name of %s', (id) => {
    const word = naming(id);
    const lines = files.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .map((line, index) => ({ place: `${file.slice(fromRoot('.').length + 1)}:${index + 1}`, line })),
    );
    expect(lines.length).toBeGreaterThan(5_000);
    expect(lines.filter(({ line }) => word.test(line)).map(({ place }) => place)).toEqual([]);
  });

  it('would be caught naming one, in any spelling', () => {
    const named = [
      "isActive('two-words')",
      '// as two-words does',
      'TWO_WORDS_REFUSED',
      'tx.twoWords.count()',
      'from two_words t',
      'model TwoWords {',
    ];
    expect(named.filter((line) => !naming('two-words').test(line))).toEqual([]);
    expect(["isActive('word')", "'word.read'", "'WORD_GONE'"].filter((line) => !naming('word').test(line))).toEqual([]);
    expect(
      ['the last word of it', 'const word = 1', "'wordy'", 'a sentence of two words'].filter(
        (line) => naming('word').test(line) || naming('two-words').test(line),
      ),
    ).toEqual([]);
  });
});
