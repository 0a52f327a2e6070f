// npm run db:new -- <owner>_<what> [--empty]: writes the next migration. Run by tsx.
import { parseArgs } from 'node:util';
import { writeMigration } from '../core/db/new-migration.ts';
import { fromRoot } from '../core/root.ts';

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { empty: { type: 'boolean' }, reset: { type: 'boolean' } },
  });
  const [name, ...more] = positionals;
  if (!name || more.length > 0) throw new Error('Usage: npm run db:new -- <owner>_<what> [--empty]');
  const { file, sql, waiting } = await writeMigration({
    root: fromRoot('.'),
    name,
    now: new Date(),
    isEmpty: values.empty === true,
    isReset: values.reset === true,
  });
  console.log(sql || '-- written by hand');
  console.log(`Written: ${file}. Read it before you commit it; then run "npm run db:check".`);
  if (waiting.length > 0) console.log(`Changes of other owners wait for a migration of their own: ${waiting.join(', ')}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
