import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plugin } from '../kernel/plugin.ts';
import { createTestApp, type TestApp } from './app.ts';
import { answeringRoutes, answersWhileOff } from './plugin-contract.off.ts';
import { browserFaults, nameFaults, tableFaults, textFaults } from './plugin-contract.rules.ts';
import { countRows, fillTables, unfencedTables } from './plugin-contract.tables.ts';

export interface ContractOptions {
  /** The plugin's folder, absolute: `import.meta.dirname` of the test beside it. */
  readonly folder: string;
  /** What it requires, in any order. */
  readonly beside?: readonly Plugin[];
  /** Without which it cannot be switched on, where not every setting has a default. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Puts a row into each of its tables, for brand a, where made-up values will not do. */
  readonly rows?: (app: TestApp) => Promise<void>;
}

/** What every plugin promises, whatever it does; docs/write-a-plugin.md explains each point. Declares vitest tests. */
export function pluginContract(
  plugin: Plugin,
  { folder, beside = [], settings, rows = fillTables(plugin, folder) }: ContractOptions,
): void {
  describe(`the plugin ${plugin.id}`, () => {
    it('has the names that its id asks for', () => {
      expect(nameFaults(plugin, folder)).toEqual([]);
    });

    it('names what it shows in the browser', () => {
      expect(browserFaults(plugin, folder)).toEqual([]);
    });

    it('has every text in every language', () => {
      expect(textFaults(plugin, folder)).toEqual([]);
    });

    it('has tables that belong to a brand, and says what it keeps about people', () => {
      expect(tableFaults(plugin, folder)).toEqual([]);
    });

    it('is explained in its README.md', () => {
      const path = join(folder, 'README.md');
      const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
      expect(text.startsWith(`# ${plugin.id}\n`), `${path} begins with "# ${plugin.id}"`).toBe(true);
      expect(text.length, 'more than a title').toBeGreaterThan(plugin.id.length + 100);
    });

    describe('in the product', () => {
      let app: TestApp;
      const switchAll = async (plugins: readonly Plugin[], enabled: boolean) => {
        for (const { id } of plugins) await app.switch(id, enabled);
      };

      beforeAll(async () => {
        app = await createTestApp([...beside, plugin]);
        if (settings) await app.configure(plugin.id, settings);
        const needed = app.kernel.registry.installed.filter(({ id }) => id !== plugin.id);
        await switchAll(needed, true);
      });
      afterAll(() => app.close());

      it('has every table fenced by the database: a row never changes its brand', async () => {
        expect(await unfencedTables(app, folder)).toEqual([]);
      });

      it('does not exist for a brand that never switched it on', async () => {
        expect(await answersWhileOff(app, plugin)).toEqual([]);
        expect(await answeringRoutes(app, plugin)).toEqual([]);
      });

      it('is switched on, off and on again, says what goes, and loses no row', async () => {
        await app.switch(plugin.id, true);
        await rows(app);
        const before = await countRows(app, folder);
        expect(before.filter(({ count }) => count === 0)).toEqual([]);

        const { data } = await app.gql('{ plugins { id preview(enabled: false) { obstacles notes } } }');
        expect(data?.plugins?.find(({ id }: { id: string }) => id === plugin.id)?.preview.obstacles).toEqual([]);
        await app.switch(plugin.id, false);
        expect(await countRows(app, folder)).toEqual(before);
        await app.switch(plugin.id, true);
        expect(await countRows(app, folder)).toEqual(before);
        await app.switch(plugin.id, false);
      });

      it('does not exist any more for a brand that switched it off', async () => {
        expect(await answersWhileOff(app, plugin)).toEqual([]);
        expect(await answeringRoutes(app, plugin)).toEqual([]);
      });
    });
  });
}
