// Who may import whom: docs/architecture.md, "Core stays ignorant". Every rule is proven by a planted violation in test/boundaries.test.ts.

/** Tests, and what only tests use. */
const TESTS = String.raw`\.(test|kit)\.ts$|/test-data/|^core/testing/|^test/`;
/** What a plugin shows in the browser. */
const PAGES = String.raw`^plugins/([^/]+)/(admin|web)(\.tsx$|/)`;
const DOORS = String.raw`^admin/(office|kit)/index\.ts$`;
const TRANSPORT = '^core/(graphql|http)/|node_modules/(graphql|graphql-yoga|fastify|fastify-plugin|@fastify|@pothos)/';

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    rule(
      'core-knows-no-plugin',
      'Core does not know the name of any plugin. Offer a point (<noun>.points.ts) and let the plugin speak there. core/main.ts alone puts both together.',
      { path: '^core/', pathNot: String.raw`^core/main\.ts$` },
      { path: String.raw`^(plugins|admin|prisma/seed\.ts|plugins\.config\.ts)` },
    ),
    rule(
      'kernel-knows-no-noun',
      'The kernel moves plugins, events and jobs of any business. Hand it what it needs from outside; core/app.ts does.',
      { path: '^core/kernel/', pathNot: `${TESTS}|${String.raw`^core/kernel/plugin\.ts$`}` },
      { path: '^core/', pathNot: String.raw`^core/(kernel|access|db|locales)/|^core/root\.ts$` },
    ),
    rule(
      'plugin-contract-knows-the-builder-type-alone',
      'kernel/plugin.ts says what a plugin is: of GraphQL it knows one type.',
      { path: String.raw`^core/kernel/plugin\.ts$` },
      { path: '^core/', pathNot: String.raw`^core/kernel/|^core/graphql/plugin-builder\.ts$` },
    ),
    rule(
      'plugin-contract-imports-types',
      'kernel/plugin.ts imports the type of the builder, never the builder.',
      { path: String.raw`^core/kernel/plugin\.ts$` },
      { path: '^core/graphql/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'plugin-uses-the-front-door',
      "A plugin imports core from '#core' (its tests from '#core/testing' as well). If something is missing there, export it in core/index.ts.",
      { path: '^plugins/', pathNot: [TESTS, PAGES] },
      { path: '^(admin|core|generated|prisma|scripts|test)/', pathNot: String.raw`^core/index\.ts$` },
    ),
    rule(
      'plugin-tests-use-the-front-door',
      "A plugin's test sees the product as others do: '#core' and '#core/testing'.",
      { path: String.raw`^plugins/.*(\.(test|kit)\.ts$|/test-data/)` },
      { path: '^(core|generated|prisma|scripts)/', pathNot: String.raw`^core/(testing/)?index\.ts$` },
    ),
    rule(
      'plugin-names-the-front-door',
      "Write '#core', not a path: so a folder can be moved, and a reader sees where core begins.",
      { path: '^plugins/' },
      { path: '^core/', dependencyTypesNot: ['aliased-subpath-import'] },
    ),
    rule(
      'plugin-pages-use-the-front-door',
      "What a plugin shows imports '#admin' (its admin.tsx) or '#web' (its web.tsx), its own operations as '#operations/<id>', and its own pages and texts; never the server.",
      { path: PAGES, pathNot: TESTS },
      {
        path: '^(admin|core|generated|prisma|scripts|test|plugins)/',
        pathNot: [DOORS, '^generated/admin/plugins/$1/', String.raw`^plugins/$1/(admin|web)(\.tsx$|/)`, '^plugins/$1/locales/'],
      },
    ),
    rule(
      'plugin-pages-name-the-front-door',
      "Write '#admin' and '#web', not a path: so a folder can be moved, and a reader sees where the surfaces begin.",
      { path: '^plugins/' },
      { path: '^admin/', dependencyTypesNot: ['aliased-subpath-import'] },
    ),
    rule(
      'public-pages-stay-light',
      "Customers and partners on phones load a plugin's web.tsx: the back-office's door would bring all of the back-office with it.",
      { path: String.raw`^plugins/[^/]+/web(\.tsx$|/)` },
      { path: String.raw`^admin/office/|^plugins/[^/]+/admin(\.tsx$|/)` },
    ),
    rule(
      'server-imports-no-pages',
      'admin.tsx and web.tsx are for browsers; plugin.ts names them and imports nothing of them.',
      { path: '^(core|plugins|prisma)/', pathNot: PAGES },
      { path: PAGES },
    ),
    rule(
      'plugin-uses-plugin-through-its-index',
      "Another plugin is used through its index.ts and with 'requires'; never its files.",
      { path: '^plugins/([^/]+)/' },
      { path: '^plugins/[^/]+/', pathNot: String.raw`^plugins/$1/|^plugins/[^/]+/index\.ts$` },
    ),
    rule(
      'service-knows-no-transport',
      'A service is called by GraphQL, REST, jobs and tests alike. Put what belongs to a transport into <noun>.graphql.ts or *.routes.ts.',
      { path: String.raw`\.service\.ts$` },
      { path: TRANSPORT },
    ),
    rule(
      'database-driver-stays-in-its-place',
      "A driver of one's own would go round brand and rows: use ctx.db or tx.",
      { path: '^(core|plugins)/', pathNot: String.raw`${TESTS}|^core/db/|^core/app\.ts$|^core/kernel/signals\.ts$` },
      { path: 'node_modules/(pg|pg-[^/]+|@prisma/(adapter-[^/]+|client))/' },
    ),
    rule(
      'product-runs-without-tests',
      'What runs in production imports no test and no test helper.',
      { path: '^(core|plugins|prisma)/', pathNot: TESTS },
      { path: TESTS },
    ),
    rule(
      'product-runs-without-dev-dependencies',
      'npm ci --omit=dev leaves them out. core/db/schema-sql.ts serves the migration tool alone; pages are built before.',
      { path: '^(core|plugins|prisma)/', pathNot: [TESTS, PAGES, String.raw`^core/db/schema-sql\.ts$`] },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'product-runs-without-the-migration-tool',
      'core/db/schema-sql.ts needs a development dependency: only the tools that write and compare migrations use it.',
      { path: '^(core|plugins|prisma)/', pathNot: String.raw`${TESTS}|^core/db/(schema-sql|schema-files|new-migration|drift)\.ts$` },
      { path: String.raw`^core/db/(schema-sql|new-migration|drift)\.ts$` },
    ),
    rule(
      'surface-stands-alone',
      'Back-office, order flow and customers pages load on their own. What two of them need belongs into admin/kit.',
      { path: '^admin/(office|order|my)/' },
      { path: '^admin/(office|order|my)/', pathNot: '^admin/$1/' },
    ),
    rule(
      'browser-imports-no-server',
      'What runs in a browser asks the API. Types of its operations come from generated/admin.',
      { path: '^admin/', pathNot: TESTS },
      { path: '^(core|plugins|prisma|scripts|test)/|^generated/(prisma|pothos)/' },
    ),
    rule(
      'no-cycles',
      'Two files that need each other are one file, or a third one is missing. Types alone may refer to each other.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule(
      'no-type-cycles-outside-the-kernel',
      'The contract of a plugin names the context, which knows the plugins: that circle of types is the kernel. There is no reason for another one.',
      { path: '^(core|plugins)/', pathNot: '^core/(kernel|graphql)/' },
      { circular: true, via: { dependencyTypes: ['type-only'] } },
    ),
    rule('imports-lead-somewhere', 'The file or package does not exist, or is not in package.json.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^generated/'] },
    exclude: { path: ['^prisma/plugins/', '^dist/'] },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'node', 'types', 'default'],
      exportsFields: ['exports'],
    },
  },
};
