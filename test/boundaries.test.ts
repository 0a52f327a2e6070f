import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromRoot } from '../core/root.ts';
import { sourcesBelow } from './sources.ts';

/** A tree of nothing but wrong imports: file -> what it says, and the rule that must notice it. */
const PLANTED: readonly (readonly [rule: string, file: string, source: string])[] = [
  ['core-knows-no-plugin', 'core/orders/order.points.ts', "import '../../plugins/one/plugin.ts';"],
  ['core-knows-no-plugin', 'core/app.ts', "import '../plugins.config.ts';"],
  ['kernel-knows-no-noun', 'core/kernel/hooks.ts', "import '../orders/order.service.ts';"],
  ['plugin-contract-knows-the-builder-type-alone', 'core/kernel/plugin.ts', "import type {} from '../orders/order.service.ts';"],
  ['plugin-contract-imports-types', 'core/kernel/plugin.ts', "import '../graphql/plugin-builder.ts';"],
  ['plugin-uses-the-front-door', 'plugins/one/one.service.ts', "import '../../core/orders/order.service.ts';"],
  ['plugin-names-the-front-door', 'plugins/one/one.service.ts', ''],
  ['plugin-uses-the-front-door', 'plugins/one/one.store.ts', "import '#prisma';"],
  ['plugin-names-the-front-door', 'plugins/one/settings.ts', "import '../../core/index.ts';"],
  ['plugin-tests-use-the-front-door', 'plugins/one/one.test.ts', "import '../../core/testing/app.ts';"],
  ['plugin-names-the-front-door', 'plugins/one/one.test.ts', ''],
  ['plugin-pages-use-the-front-door', 'plugins/one/admin/list.ts', "import '#core';"],
  ['plugin-pages-use-the-front-door', 'plugins/one/admin/row.ts', "import '../one.service.ts';"],
  ['plugin-pages-use-the-front-door', 'plugins/one/admin/deep.ts', "import '../../../admin/kit/parts.ts';"],
  ['plugin-pages-name-the-front-door', 'plugins/one/admin/deep.ts', ''],
  ['public-pages-stay-light', 'plugins/one/web/card.ts', "import '#admin';"],
  ['server-imports-no-pages', 'plugins/one/one.pages.ts', "import './admin/right.ts';"],
  ['plugin-uses-plugin-through-its-index', 'plugins/one/one.hooks.ts', "import '../two/two.service.ts';"],
  ['service-knows-no-transport', 'core/orders/order.service.ts', "import 'fastify';"],
  ['service-knows-no-transport', 'plugins/two/two.service.ts', "import { graphql } from 'graphql';"],
  ['database-driver-stays-in-its-place', 'plugins/two/two.store.ts', "import 'pg';"],
  ['product-runs-without-tests', 'core/orders/order.form.ts', "import '../testing/app.ts';"],
  ['product-runs-without-dev-dependencies', 'core/orders/order.checks.ts', "import 'vitest';"],
  ['product-runs-without-the-migration-tool', 'core/db/migrate.ts', "import './schema-sql.ts';"],
  ['surface-stands-alone', 'admin/order/flow.ts', "import '../office/list.ts';"],
  ['browser-imports-no-server', 'admin/office/list.ts', "import '../../core/kernel/hooks.ts';"],
  ['no-cycles', 'core/orders/here.ts', "import './there.ts';"],
  ['no-type-cycles-outside-the-kernel', 'core/orders/hen.ts', "import './nest.ts';"],
  ['imports-lead-somewhere', 'core/orders/lost.ts', "import './nowhere.ts';"],
];

/** What is allowed, beside it. */
const RIGHT: Readonly<Record<string, string>> = {
  'admin/office/index.ts': "import '../kit/parts.ts';",
  'admin/kit/index.ts': '',
  'plugins/one/admin/right.ts': "import '#admin'; import '../locales/en.json'; import '#operations/one';",
  'plugins/one/web/right.ts': "import '#web';",
  'plugins/one/locales/en.json': '{}',
  'generated/admin/plugins/one/graphql.ts': '',
  'admin/my/page.ts': "import '../kit/parts.ts';",
  'admin/kit/parts.ts': '',
  'core/index.ts': "export * from './kernel/hooks.ts';",
  'core/main.ts': "import '../plugins.config.ts'; import './app.ts';",
  'core/testing/app.ts': '',
  'core/testing/index.ts': "import './app.ts';",
  'core/graphql/plugin-builder.ts': '',
  'core/db/schema-sql.ts': "import 'vitest';",
  'core/db/drift.ts': "import './schema-sql.ts'; import 'pg';",
  'core/orders/there.ts': "import './here.ts';", // a cycle is told once
  'core/orders/nest.ts': "import type {} from './hen.ts';",
  'core/kernel/context.ts': "import './registry.ts';",
  'core/kernel/registry.ts': "import type {} from './context.ts';",
  'generated/prisma/client.ts': '',
  'plugins.config.ts': "import './plugins/one/plugin.ts';",
  'plugins/one/plugin.ts': "import '#core'; import '../two/index.ts'; import 'fastify';",
  'plugins/two/index.ts': "import './two.points.ts';",
  'plugins/two/two.points.ts': "import '#core';",
  'plugins/two/two.test.ts': "import '#core'; import '#core/testing'; import 'vitest';",
  'package.json': JSON.stringify({
    name: 'planted',
    type: 'module',
    imports: {
      '#core': './core/index.ts',
      '#core/testing': './core/testing/index.ts',
      '#prisma': './generated/prisma/client.ts',
      '#admin': './admin/office/index.ts',
      '#web': './admin/kit/index.ts',
      '#operations/*': './generated/admin/plugins/*/graphql.ts',
    },
    dependencies: { fastify: '1.0.0', graphql: '1.0.0', pg: '1.0.0' },
    devDependencies: { vitest: '1.0.0' },
  }),
};
const PACKAGES = ['fastify', 'graphql', 'pg', 'vitest'];

describe('the boundaries', () => {
  const root = mkdtempSync(join(tmpdir(), 'voltkontor-boundaries-'));
  afterAll(() => rmSync(root, { recursive: true }));
  let options: Awaited<ReturnType<typeof extractOptions>>;
  let violations: string[] = [];

  beforeAll(async () => {
    for (const [file, source] of Object.entries(RIGHT)) write(root, file, source);
    for (const file of new Set(PLANTED.map(([, path]) => path)))
      write(
        root,
        file,
        PLANTED.filter(([, path]) => path === file)
          .map(([, , source]) => source)
          .join('\n'),
      );
    for (const name of PACKAGES) {
      write(root, `node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
      write(root, `node_modules/${name}/index.js`, '');
    }
    options = await extractOptions(fromRoot('.dependency-cruiser.mjs'));
    const { output } = await cruise(['admin', 'core', 'plugins', 'plugins.config.ts'], { ...options, baseDir: root, outputType: 'json' });
    const { summary } = (typeof output === 'string' ? JSON.parse(output) : output) as ICruiseResult;
    violations = [...new Set(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`))].sort();
  });

  it('notice every planted violation and nothing else', () => {
    expect(violations).toEqual(PLANTED.map(([rule, file]) => `${rule}: ${file}`).sort());
  });

  it('have a planted violation for each rule', () => {
    const rules = options.ruleSet?.forbidden?.map(({ name }) => name) ?? [];
    expect([...new Set(PLANTED.map(([rule]) => rule))].sort()).toEqual([...rules].sort());
  });
});

function write(root: string, file: string, source: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), `${source}\n${file.endsWith('.ts') ? 'export {};\n' : ''}`);
}

describe('the unscoped client', () => {
  /** Who may hold it, and why. */
  const HOLDERS: readonly RegExp[] = [
    /^core\/kernel\//, // relays, queue and clock work for all brands
    /^core\/access\//, // finds out who asks, before there is a viewer
    /^core\/db\//,
    /^core\/app\.ts$/, // makes it
    /^core\/brands\/brand\.service\.ts$/, // makes what the scope needs
    /^core\/testing\//,
    /^prisma\/seed\.ts$/,
  ];
  const USE = /new PrismaClient\(|\.root\b|(?<!\$)\{(?:[^{}()]*,)?\s*root\s*[,}]/;
  const heldIn = (file: string, source: string): boolean => USE.test(source) && !HOLDERS.some((holder) => holder.test(file));

  it('stays in the kernel and in access', () => {
    const sources = sourcesBelow('core', 'plugins', 'prisma/seed.ts').filter(({ path }) => !/\.(test|kit)\.ts$|\/test-data\//.test(path));
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.filter(({ path, text }) => heldIn(path, text)).map(({ path }) => path)).toEqual([]);
  });

  it.each([
    'kernel.root.contract.findMany()',
    'const { root } = ctx.kernel;',
    '({ root, log }: Kernel) => 1',
    'new PrismaClient({ adapter })',
  ])('is noticed elsewhere: %s', (source) => {
    expect(heldIn('core/orders/order.graphql.ts', source)).toBe(true);
    expect(heldIn('plugins/one/one.service.ts', source)).toBe(true);
    expect(heldIn('core/kernel/pump.ts', source)).toBe(false);
  });
});
