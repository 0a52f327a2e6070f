import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromRoot } from '../core/root.ts';

const read = (path: string): string => readFileSync(fromRoot(path), 'utf8');
const textsIn = (folder: string): string[] =>
  readdirSync(fromRoot(folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map(({ name }) => join(folder, name));

const texts = ['.', 'docs', 'docs/adr', 'plugins', ...readdirSync(fromRoot('plugins')).map((name) => `plugins/${name}`)]
  .filter((folder) => existsSync(fromRoot(folder)) && !folder.endsWith('.md'))
  .flatMap(textsIn);

describe('the documentation', () => {
  it('links to what exists', () => {
    const links = texts.flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, target = '']) => ({ path, target })),
    );
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter(({ path, target }) => !existsSync(fromRoot(join(dirname(path), target))))).toEqual([]);
  });

  it('explains every environment variable to operators', () => {
    const [, environment = ''] = /const Environment = z\.object\(\{\n([\s\S]*?)^\}\);/m.exec(read('core/config.ts')) ?? [];
    const variables = [...environment.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name = '']) => name);
    expect(variables).toContain('DATABASE_URL');
    expect(variables.filter((name) => !read('docs/operations.md').includes(`| \`${name}\` |`))).toEqual([]);
  });

  it('explains every metric to operators', () => {
    const sources = ['core/kernel/metrics.ts', 'core/kernel/pump.ts'].map(read).join('\n');
    const metrics = [...sources.matchAll(/'(voltkontor_\w+)'/g)].map(([, name = '']) => name);
    expect(metrics.length).toBeGreaterThan(5);
    expect(metrics.filter((name) => !read('docs/operations.md').includes(`| \`${name}\` |`))).toEqual([]);
  });

  it('names only scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = texts.flatMap((path) => [...read(path).matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name));
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
