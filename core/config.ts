import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { BootError } from './kernel/errors.ts';
import { loadSecretKeys } from './process/secret-key.ts';
import { fromRoot } from './root.ts';

/** What an operator decides, read once at the start from the environment; docs/operations.md explains every variable. */
export interface Config {
  /** Which part of the product this process is. */
  readonly role: 'all' | 'web' | 'worker';
  readonly host: string;
  readonly port: number;
  /** A worker serves its health only where PORT is given, so that it runs beside a web process without further ado. */
  readonly isListening: boolean;
  /** Absolute. Database, secret key and demo access of an installation that keeps them itself. */
  readonly dataDir: string;
  /** Origin under which people reach the product, without a slash at its end; stands in links of mails. */
  readonly publicUrl: string;
  /** Which proxies may say who the caller is: false, hops, or addresses; Fastify's trustProxy. */
  readonly trustProxy: boolean | number | string[];
  /** Null = the embedded PostgreSQL in dataDir. */
  readonly databaseUrl: string | null;
  /** Null = the queue lives in PostgreSQL. */
  readonly redisUrl: string | null;
  /** Never empty. The first encrypts, all decrypt: SECRET_KEY="new,former" is the rotation. */
  readonly secretKeys: readonly string[];
  /** Loads the demo tenant into an empty database. */
  readonly isDemo: boolean;
  readonly isProduction: boolean;
  /** Who may read /metrics: bearers of this token; null = programs on the same machine alone. */
  readonly metricsToken: string | null;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const DEFAULT_PORT = 4000;
const LOOPBACK = '127.0.0.1';
const SHORTEST_KEY = 32;

/**
 * The configuration, with a secret key made in the data directory where none is given and the database is embedded.
 * Throws one BootError that names every wrong variable and its remedy.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = Environment.safeParse(withoutEmpty(environment));
  if (!parsed.success) throw new BootError(parsed.error.issues.map(sentence).join('\n'));
  const { SECRET_KEY: given, ...env } = parsed.data;
  const problems = conflicts(parsed.data);
  if (problems.length > 0) throw new BootError(problems.join('\n'));

  const isEmbedded = env.DATABASE_URL === null;
  const port = env.PORT ?? DEFAULT_PORT;
  return {
    role: env.ROLE,
    // The demo's sign-ins are printed and simple: the whole network sees them only if somebody asks for it.
    host: env.HOST ?? (isEmbedded || env.DEMO ? LOOPBACK : '0.0.0.0'),
    port,
    isListening: env.ROLE !== 'worker' || env.PORT !== undefined,
    dataDir: env.DATA_DIR,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${port}`,
    trustProxy: env.TRUST_PROXY,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    secretKeys: given ?? loadSecretKeys(env.DATA_DIR),
    isDemo: env.DEMO,
    isProduction: env.NODE_ENV === 'production',
    metricsToken: env.METRICS_TOKEN,
    logLevel: env.LOG_LEVEL,
  };
}

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: ({ input }) => `is "${String(input)}"; set it to one of ${values.join(', ')}` });

const urlWith = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `is not an address of the form ${example}; correct it`,
  });

const Flag = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['1', 'true', 'yes', 'on', '0', 'false', 'no', 'off'], { error: 'is neither 1 nor 0; set it to one of them' }))
  .transform((text) => ['1', 'true', 'yes', 'on'].includes(text));

const Port = z
  .string()
  .regex(/^\d{1,5}$/, 'is not a number; set it to a port from 1 to 65535')
  .transform(Number)
  .refine((port) => port >= 1 && port <= 65_535, { error: 'is outside 1 to 65535; choose a port in between' });

const Keys = z
  .string()
  .transform((text) => text.split(',').map((key) => key.trim()))
  .refine((keys) => keys.every((key) => key.length >= SHORTEST_KEY), {
    error: `holds a key of fewer than ${SHORTEST_KEY} characters; make one with "openssl rand -base64 48" (several: new first, with commas)`,
  });

const Environment = z.object({
  ROLE: oneOf(['all', 'web', 'worker']).default('all'),
  HOST: z.string().optional(),
  PORT: Port.optional(),
  DATA_DIR: z
    .string()
    .default(fromRoot('data'))
    .transform((path) => resolve(path)),
  PUBLIC_URL: urlWith(['http:', 'https:'], 'https://energy.example')
    .refine((text) => !URL.canParse(text) || /^\/?$/.test(pathOf(text)), { error: 'has a path; name host and port alone' })
    .transform((text) => new URL(text).origin)
    .optional(),
  TRUST_PROXY: z.string().default('false').transform(proxies),
  DATABASE_URL: urlWith(['postgresql:', 'postgres:'], 'postgresql://user:password@host:5432/database').nullable().default(null),
  REDIS_URL: urlWith(['redis:', 'rediss:'], 'redis://host:6379').nullable().default(null),
  SECRET_KEY: Keys.optional(),
  DEMO: Flag.default(true),
  NODE_ENV: z.string().optional(),
  LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  METRICS_TOKEN: z.string().min(16, 'is shorter than 16 characters; make one with "openssl rand -base64 24"').nullable().default(null),
});

/** What is right by itself and wrong together. */
function conflicts(env: z.infer<typeof Environment>): string[] {
  const isEmbedded = env.DATABASE_URL === null;
  return [
    !isEmbedded && !env.SECRET_KEY
      ? 'SECRET_KEY: is missing, and with DATABASE_URL all processes need the same; make one with "openssl rand -base64 48" and keep it safe'
      : '',
    isEmbedded && env.ROLE !== 'all'
      ? `ROLE: is "${env.ROLE}", and processes can share no embedded database; set DATABASE_URL, or leave ROLE out`
      : '',
    env.NODE_ENV === 'production' && !env.DEMO && !env.PUBLIC_URL
      ? 'PUBLIC_URL: is missing, and links in mails would lead nowhere; set it to the address that people use'
      : '',
  ].filter((problem) => problem !== '');
}

/** "true" trusts everybody, a number that many hops, else addresses and networks (10.0.0.0/8, loopback). */
function proxies(text: string, context: z.RefinementCtx): boolean | number | string[] {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (/^\d{1,2}$/.test(text)) return Number(text) === 0 ? false : Number(text);
  const parts = text.split(',').map((part) => part.trim());
  if (parts.every(isNetwork)) return parts;
  context.addIssue({
    code: 'custom',
    message: 'is neither true, false, a number of hops nor a list of addresses; for one proxy before it set it to 1',
  });
  return z.NEVER;
}

function isNetwork(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

const pathOf = (text: string): string => {
  const { pathname, search, hash } = new URL(text);
  return pathname + search + hash;
};

const sentence = ({ path, message }: z.core.$ZodIssue): string => `${path.join('.')}: ${message}`;

/** An empty variable is one that is not set: so it can be "unset" in files that list all. */
const withoutEmpty = (environment: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ''));
