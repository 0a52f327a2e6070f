import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Plugin } from '../core/kernel/plugin.ts';
import { CORE_TEXTS } from '../core/locales/index.ts';
import { fromRoot } from '../core/root.ts';
import { pluginContract } from '../core/testing/index.ts';
import { plugins } from '../plugins.config.ts';

/** Those that a plugin requires, and what they require in turn. */
const needs = ({ requires = [] }: Plugin): Plugin[] => {
  const direct = plugins.filter(({ id }) => requires.includes(id));
  return [...new Set([...direct.flatMap(needs), ...direct])];
};

for (const plugin of plugins) pluginContract(plugin, { folder: fromRoot(`plugins/${plugin.id}`), beside: needs(plugin) });

describe('all plugins together', () => {
  it('are those that have a folder', () => {
    const folders = readdirSync(fromRoot('plugins')).filter((name) => existsSync(fromRoot(`plugins/${name}/plugin.ts`)));
    expect(plugins.map(({ id }) => id).sort()).toEqual(folders.sort());
  });

  it('take no text from core or from each other', () => {
    const owners = [{ id: 'core', locales: CORE_TEXTS }, ...plugins.map(({ id, locales = {} }) => ({ id, locales }))];
    const claimed = owners.flatMap(({ id, locales }) =>
      [...new Set(Object.values(locales).flatMap((texts) => Object.keys(texts)))].map((key) => ({ id, key })),
    );
    const twice = claimed.filter(({ key }, index) => claimed.findIndex((other) => other.key === key) !== index);
    expect(twice).toEqual([]);
  });
});
