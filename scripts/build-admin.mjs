// The surfaces in the browser: typed operations (generated/admin), then dist/admin with every asset compressed beside it.
// scripts/build.mjs calls both when they are older than what they are made of.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Types and ids of the operations that the surfaces send; dist/operations.json is what the server answers them by. */
export async function makeOperations(root) {
  const { generate } = await import('@graphql-codegen/cli');
  const folder = join(root, 'generated/admin/');
  await generate(
    {
      cwd: root,
      silent: true,
      schema: 'schema.graphql',
      documents: ['admin/**/*.graphql'],
      generates: {
        [folder]: {
          preset: 'client',
          presetConfig: { fragmentMasking: false, persistedDocuments: { mode: 'replaceDocumentWithHash', hashAlgorithm: 'sha256' } },
          config: {
            useTypeImports: true,
            enumsAsTypes: true,
            defaultScalarType: 'unknown',
            scalars: { ID: 'string', Date: 'string', DateTime: 'string', Decimal: 'string', BigInt: 'string', JSON: 'unknown' },
          },
        },
      },
    },
    true,
  );
  mkdirSync(join(root, 'dist'), { recursive: true });
  copyFileSync(join(folder, 'persisted-documents.json'), join(root, 'dist/operations.json'));
}

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
