import pino from 'pino';
import plugins from '../plugins.config.ts';
import { seedDemo } from '../prisma/seed.ts';
import { type Config, readConfig } from './config.ts';
import { BootError } from './kernel/errors.ts';
import { boot } from './process/boot.ts';
import { type DemoAccess, describeDemo } from './process/demo-access.ts';
import { createShutdown } from './process/shutdown.ts';

/** The process: "npm start" runs it with ROLE=all (API and workers), an installation may split it into web and worker. */
/** Lines are written together, at the latest after this time; the last ones when the process ends or logs a fatal error. */
const FLUSH_MS = 200;
const log = pino(pino.destination({ sync: false, minLength: 4_096, periodicFlush: FLUSH_MS }));
const shutdown = createShutdown(log);

try {
  const config = readConfig(process.env);
  log.level = config.logLevel;
  const access = await shutdown.start(() => boot({ config, plugins, seedDemo, log, shutdown }));
  process.stdout.write(`${greeting(config, access)}\n`);
} catch (error) {
  if (shutdown.isEnding) log.info('Stopped while starting');
  else if (error instanceof BootError) process.stderr.write(`Voltkontor cannot start:\n${error.message}\n`);
  else log.fatal({ err: error }, 'Voltkontor cannot start');
  await shutdown.end(1);
}

function greeting(config: Config, access: DemoAccess | null): string {
  const place =
    config.role === 'worker' ? 'The worker runs.' : `Voltkontor runs at ${config.publicUrl} (listening on ${config.host}:${config.port})`;
  return access ? `${place}\n${describeDemo(access, config)}` : place;
}
