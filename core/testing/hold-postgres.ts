// A process that starts the embedded PostgreSQL in the directory given and then only holds it: to be killed by a test.
import { startEmbeddedPostgres } from '../db/embedded.ts';

const [dataDir = ''] = process.argv.slice(2);
const silent = { info: () => undefined, warn: () => undefined };
const { connectionString } = await startEmbeddedPostgres({ dataDir, log: silent });
process.stdout.write(`${connectionString}\n`);
setInterval(() => undefined, 60_000);
