// The surfaces in the browser: typed operations (generated/admin), then dist/admin with every asset compressed beside it.
// scripts/build.mjs calls both when they are older than what they are made of.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/**
 * Types and ids of the operations that the surfaces send; dist/operations.json is what the server answers them by. Each plugin's
 * stand in a file of their own, so that nobody downloads what belongs to a plugin that is off.
 */
export async function makeOperations(root) {
  const { generate } = await import('@graphql-codegen/cli');
  const folder = join(root, 'generated/admin/');
  rmSync(join(folder, 'plugins'), { recursive: true, force: true });
  const outputs = [
    { documents: 'admin/**/*.graphql', folder },
    ...pluginsWithOperations(root).map((id) => ({ documents: `plugins/${id}/**/*.graphql`, folder: join(folder, 'plugins', id, '/') })),
  ];
  await generate(
    {
      cwd: root,
      silent: true,
      schema: 'schema.graphql',
      generates: Object.fromEntries(outputs.map((output) => [output.folder, { ...HOW, documents: [output.documents] }])),
    },
    true,
  );
  const stored = outputs.map((output) => JSON.parse(readFileSync(join(output.folder, 'persisted-documents.json'), 'utf8')));
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist/operations.json'), JSON.stringify(Object.assign({}, ...stored), null, 2));
}

const HOW = {
  preset: 'client',
  presetConfig: { fragmentMasking: false, persistedDocuments: { mode: 'replaceDocumentWithHash', hashAlgorithm: 'sha256' } },
  config: {
    useTypeImports: true,
    enumsAsTypes: true,
    defaultScalarType: 'unknown',
    scalars: { ID: 'string', Date: 'string', DateTime: 'string', Decimal: 'string', BigInt: 'string', JSON: 'unknown' },
  },
};

const pluginsWithOperations = (root) => {
  const plugins = join(root, 'plugins');
  const hasOperations = (id) => readdirSync(join(plugins, id), { recursive: true }).some((name) => String(name).endsWith('.graphql'));
  return readdirSync(plugins, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && hasOperations(entry.name))
    .map(({ name }) => name);
};

/** dist/admin: pages and assets, with .br and .gz beside each that gains by it. */
export async function makePages(root) {
  const { build } = await import('vite');
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production'; // whoever builds, a test too, gets the product's React and not the developers'
  try {
    await build({ configFile: join(root, 'admin/vite.config.ts'), logLevel: 'warn' });
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
  const folder = join(root, 'dist/admin');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) if (/\.(js|css|html|svg)$/.test(name)) compress(join(parentPath, name));
}

function compress(path) {
  const bytes = readFileSync(path);
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
