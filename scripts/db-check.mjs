// npm run db:check: do the migrations amount to the Prisma schema? Run by tsx; needs no database of its own.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDrift } from '../core/db/drift.ts';
import { discardDataDir, startEmbeddedPostgres } from '../core/db/embedded.ts';
import { fromRoot } from '../core/root.ts';

const dataDir = join(tmpdir(), `voltkontor-check-${process.pid}`);
const quiet = { info: () => undefined, warn: () => undefined };
const server = await startEmbeddedPostgres({ dataDir, log: quiet, settings: { fsync: 'off' } });
try {
  const drift = await findDrift({ server: server.adminConnectionString, root: fromRoot('.') });
  for (const sentence of drift) console.error(`- ${sentence}`);
  if (drift.length > 0)
    console.error('Write the missing migration (npm run db:new), or explain a hand-written object in prisma/hand-written.json.');
  else console.log('Migrations and Prisma schema agree.');
  process.exitCode = drift.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await server.stop();
  await discardDataDir(dataDir);
}
