import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { copyTree } from './tree-copy.ts';

const run = promisify(execFile);
const MINUTES = 60_000;

describe('npm run plugin:new', () => {
  const { folder, discard } = copyTree();
  afterAll(discard);

  const node = async (...command: readonly string[]): Promise<{ isOk: boolean; said: string }> => {
    const env = {
      ...process.env,
      VITEST: undefined,
      VITEST_POOL_ID: undefined,
      VITEST_WORKER_ID: undefined,
      NODE_ENV: undefined,
      FORCE_COLOR: undefined,
      NO_COLOR: '1',
    };
    const outcome = run(process.execPath, [...command], { cwd: folder, env, maxBuffer: 10_000_000 });
    return outcome.then(
      ({ stdout, stderr }) => ({ isOk: true, said: stdout + stderr }),
      ({ stdout, stderr }: { stdout: string; stderr: string }) => ({ isOk: false, said: stdout + stderr }),
    );
  };
  const pluginNew = (...names: readonly string[]) => node('node_modules/tsx/dist/cli.mjs', 'scripts/plugin-new.mjs', ...names);

  it.each([
    ['Welcome', 'write it in kebab-case'],
    ['welcome_letter', 'write it in kebab-case'],
    ['../welcome', 'write it in kebab-case'],
    ['core', 'reserved word'],
    ['import', 'reserved word'],
    ['market-data', 'is there already'],
    ['contract', 'its tables would begin like the table "contract'],
    [`w${'e'.repeat(40)}`, 'more than 40 characters'],
  ])('refuses the name "%s"', { timeout: MINUTES }, async (name, reason) => {
    const before = readFileSync(join(folder, 'plugins.config.ts'), 'utf8');
    const { isOk, said } = await pluginNew(name);
    expect([isOk, said]).toEqual([false, expect.stringContaining(reason)]);
    expect(readFileSync(join(folder, 'plugins.config.ts'), 'utf8')).toBe(before);
  });

  it('makes a plugin that passes types, lint, boundaries, the printed schema and its own tests', { timeout: 5 * MINUTES }, async () => {
    const made = await pluginNew('welcome-letter');
    expect(made).toEqual({ isOk: true, said: expect.stringContaining('Made plugins/welcome-letter') });
    expect(existsSync(join(folder, 'plugins/welcome-letter/plugin.ts'))).toBe(true);

    const whole = { isOk: true, said: expect.any(String) };
    for (const project of ['tsconfig.json', 'admin']) {
      expect(await node('node_modules/@typescript/native/bin/tsc', '-p', project)).toEqual({ isOk: true, said: '' });
    }
    expect(
      await node('node_modules/@biomejs/biome/bin/biome', 'check', '--vcs-enabled=false', 'plugins/welcome-letter', 'plugins.config.ts'),
    ).toEqual(whole);
    expect(await node('node_modules/dependency-cruiser/bin/dependency-cruise.mjs', 'plugins/welcome-letter')).toEqual(whole);
    const tests = await node(
      'node_modules/vitest/vitest.mjs',
      'run',
      'plugins/welcome-letter',
      'core/db/drift.test.ts',
      'test/schema.test.ts',
      '-t',
      'welcome-letter|a contract|amount to the same|is what schema.graphql says',
    );
    expect(tests).toEqual(whole);
    expect(tests.said).toMatch(/Test Files\s+3 passed/);
  });
});
