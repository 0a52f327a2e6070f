import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Plugin } from '../core/kernel/plugin.ts';
import { fromRoot } from '../core/root.ts';
import { createTestApp } from '../core/testing/index.ts';
import { plugins } from '../plugins.config.ts';

const run = promisify(execFile);
const MINUTES = 60_000;

/** A plugin and what it requires, in turn. */
const alone = (plugin: Plugin): Plugin[] => {
  const required = plugins.filter(({ id }) => plugin.requires?.includes(id));
  return [...new Set([...required.flatMap(alone), plugin])];
};

const CASES: readonly (readonly [name: string, installed: readonly Plugin[]])[] = [
  ['no plugin', []],
  ...plugins.map((plugin) => [`${plugin.id} alone, with what it requires`, alone(plugin)] as const),
  ['all plugins', plugins],
];

describe('the product', () => {
  it.each(CASES)('builds its schema, starts and answers with %s', async (_name, installed) => {
    const app = await createTestApp(installed);
    try {
      for (const { id } of app.kernel.registry.installed) await app.switch(id, true);
      expect((await app.http.inject({ url: '/health/ready' })).statusCode).toBe(200);
      const { data, errors } = await app.gql('{ brand { plugins { pluginId isEnabled } } contracts(first: 1) { total { value } } }');
      expect(errors).toBe(undefined);
      expect(data.brand.plugins.map(({ pluginId }: { pluginId: string }) => pluginId).sort()).toEqual(installed.map(({ id }) => id).sort());
      expect(data.brand.plugins.every(({ isEnabled }: { isEnabled: boolean }) => isEnabled)).toBe(true);
      expect([...new Set(app.owners.values())].filter((owner) => !installed.some(({ id }) => id === owner))).toEqual([]);
    } finally {
      await app.close();
    }
  });

  it('type-checks and starts its demo when the folders of all plugins and their lines are deleted', { timeout: 5 * MINUTES }, async () => {
    const check = run(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/check-deletable.mjs', 'all', '--start'], {
      cwd: fromRoot('.'),
    });
    const { stdout } = await check.catch((failed: { stdout: string }) => failed);
    expect(stdout).toMatch(/^clean without /);
  });
});
