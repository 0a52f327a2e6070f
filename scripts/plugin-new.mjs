// npm run plugin:new -- <name>: a plugin that works, to be changed into what you need. Run by tsx.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { writeMigration } from '../core/db/new-migration.ts';
import { readSchemaFiles } from '../core/db/schema-files.ts';
import { fromRoot } from '../core/root.ts';
import { identifierOf, withPlugin } from './plugins-config.mjs';

const TEMPLATE = fromRoot('scripts/plugin-template');
const LONGEST = 40;
/** Words that cannot be the name of a variable in plugins.config.ts. */
const RESERVED = new Set(
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield'.split(
    ' ',
  ),
);

try {
  const [id, ...more] = process.argv.slice(2);
  if (!id || more.length > 0) throw new Error('Usage: npm run plugin:new -- <name>, for example "npm run plugin:new -- welcome-letter"');
  checkName(id);
  const list = fromRoot('plugins.config.ts');
  const former = readFileSync(list, 'utf8');
  const next = withPlugin(former, id);
  let migration;
  try {
    writeTemplate(id);
    writeFileSync(list, next);
    migration = await writeMigration({ root: fromRoot('.'), name: `${id}_init`, now: new Date() });
  } catch (error) {
    rmSync(fromRoot(`plugins/${id}`), { recursive: true, force: true });
    writeFileSync(list, former);
    throw error;
  }
  appendFileSync(migration.file, '\n-- A row never changes its brand.\nselect fence_brands();\n');
  run('node_modules/@biomejs/biome/bin/biome', 'check', '--write', `plugins/${id}`, 'plugins.config.ts');
  run('scripts/build.mjs', '--client');
  run('node_modules/tsx/dist/cli.mjs', 'scripts/schema-print.mjs');
  run('scripts/build.mjs', '--types'); // its pages' operations are checked against the printed schema
  console.log(`${describe(id, migration)}\n`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function checkName(id) {
  const refuse = (why) => {
    throw new Error(`"${id}" cannot be the name of a plugin: ${why}`);
  };
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) refuse('write it in kebab-case, like "welcome-letter"');
  if (id.length > LONGEST) refuse(`it has more than ${LONGEST} characters, and names of tables get too long`);
  if (id === 'core' || RESERVED.has(identifierOf(id))) refuse('it is a reserved word');
  if (existsSync(fromRoot(`plugins/${id}`))) refuse(`the folder plugins/${id} is there already`);
  const prefix = id.replaceAll('-', '_');
  const clash = tableNames().find((table) => table === prefix || table.startsWith(`${prefix}_`) || prefix.startsWith(`${table}_`));
  if (clash) refuse(`its tables would begin like the table "${clash}"`);
}

function tableNames() {
  return readSchemaFiles(fromRoot('.')).flatMap(({ content }) => [...content.matchAll(/@@map\("([^"]+)"\)/g)].map(([, table]) => table));
}

function writeTemplate(id) {
  const pascal = id.replaceAll(/(?:^|-)(\w)/g, (_dash, letter) => letter.toUpperCase());
  const names = { id, pascal, camel: identifierOf(id), snake: id.replaceAll('-', '_'), upper: id.toUpperCase().replaceAll('-', '_') };
  for (const entry of readdirSync(TEMPLATE, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const target = fromRoot(
      join(
        'plugins',
        id,
        relative(TEMPLATE, source)
          .replace(/\.txt$/, '')
          .replace(/^name\./, `${id}.`),
      ),
    );
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(
      target,
      readFileSync(source, 'utf8').replaceAll(/\{\{(\w+)\}\}/g, (_whole, name) => names[name.toLowerCase()]),
    );
  }
}

function run(...command) {
  try {
    execFileSync(process.execPath, command, { cwd: fromRoot('.'), encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    throw new Error(`node ${command.join(' ')} failed; the files are written, repair and run it again:\n${error.stdout}${error.stderr}`, {
      cause: error,
    });
  }
}

function describe(id, { file, waiting }) {
  return `Made plugins/${id}: a plugin that puts a remark on each contract whose supply begins.
Also changed: plugins.config.ts, schema.graphql, ${relative(fromRoot('.'), file)}.
${waiting.length > 0 ? `Changes of other owners wait for a migration of their own: ${waiting.join(', ')}.\n` : ''}
Next steps:
  1. npx vitest run plugins/${id}      its own tests, on a real PostgreSQL
  2. npm start                         then switch it on for a brand: switchPlugin(pluginId: "${id}", enabled: true)
  3. change it into what you need; docs/write-a-plugin.md says where a line of code belongs
     - other tables: edit schema.prisma. Nobody has the first migration yet? npm run db:new -- ${id}_init --reset
       Otherwise: npm run db:new -- ${id}_<what>. Append "select fence_brands();" where it makes a table.
     - other API: npm run schema:print, and review schema.graphql like code
  4. npm test                          everything a reviewer would look at`;
}
