import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { BootError } from '../kernel/errors.ts';
import { codeOf } from '../process/files.ts';

const OLDEST = 150_000;
const STARTING_UP = '57P03';
const PATIENCE_MS = 30_000;

/**
 * One connection for the steps of the start. Whatever is wrong with the address, the sign-in or the server's version is
 * a BootError that names the remedy and no password.
 */
export async function connectAtBoot(connectionString: string): Promise<pg.Client> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
    client.on('error', () => undefined); // a lost connection fails the next query, which reports it
    try {
      await client.connect();
      await checkVersion(client);
      return client;
    } catch (error) {
      await client.end();
      if (!(isStartingUp(error) && Date.now() < until)) throw explain(error, connectionString);
      await sleep(500);
    }
  }
}

async function checkVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: string; text: string }>(
    "select current_setting('server_version_num') as number, current_setting('server_version') as text",
  );
  const [version] = rows;
  if (version && Number(version.number) >= OLDEST) return;
  throw new BootError(
    `DATABASE_URL: the server runs PostgreSQL ${version?.text}; version 15 or newer is needed. Upgrade it or name another.`,
  );
}

const isStartingUp = (error: unknown): boolean => codeOf(error) === STARTING_UP;

const REMEDIES: Readonly<Record<string, (place: string) => string>> = {
  '28P01': (place) => `${place} refuses user or password. Correct them.`,
  '28000': (place) => `${place} refuses the sign-in. Check the user and the server's pg_hba.conf.`,
  '3D000': (place) => `there is no such database at ${place}. Create it, or correct the name.`,
  '53300': (place) => `${place} has no free connection. Raise max_connections, or close others.`,
  ECONNREFUSED: (place) => `nothing answers at ${place}. Start PostgreSQL there, or correct host and port.`,
  ENOTFOUND: (place) => `the host of ${place} is unknown. Correct it.`,
  EAI_AGAIN: (place) => `the host of ${place} cannot be looked up at the moment. Check the name server.`,
  ETIMEDOUT: (place) => `${place} does not answer. Check host, port and firewall.`,
};

function explain(error: unknown, connectionString: string): unknown {
  if (error instanceof BootError) return error;
  const { host, pathname } = new URL(connectionString);
  const place = `${host}${pathname}`;
  const remedy = REMEDIES[codeOf(error) ?? '']?.(place);
  const reason = error instanceof Error ? error.message : String(error);
  return new BootError(`DATABASE_URL: ${remedy ?? `cannot connect to ${place}: ${reason}. Correct the address or the server.`}`, {
    cause: error,
  });
}
