import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { BootError } from './kernel/errors.ts';

const KEY = 'k'.repeat(32);
const FORMER = 'f'.repeat(40);
const URL = 'postgresql://u:p@db.example/voltkontor';

let DATA_DIR: string;
beforeEach(() => {
  DATA_DIR = mkdtempSync(join(tmpdir(), 'config-'));
});
afterEach(() => rmSync(DATA_DIR, { recursive: true }));

const read = (environment: NodeJS.ProcessEnv = {}) => readConfig({ DATA_DIR, ...environment });
function refusal(environment: NodeJS.ProcessEnv): string {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof BootError) return error.message;
    throw error;
  }
  return '';
}

describe('the configuration', () => {
  it('needs nothing to be set', () => {
    expect(read()).toEqual({
      role: 'all',
      host: '127.0.0.1',
      port: 4000,
      isListening: true,
      dataDir: DATA_DIR,
      publicUrl: 'http://localhost:4000',
      trustProxy: false,
      databaseUrl: null,
      redisUrl: null,
      secretKeys: [expect.stringMatching(/^[\w-]{48}$/)],
      isDemo: true,
      isProduction: false,
      metricsToken: null,
      logLevel: 'info',
    });
  });

  it('takes what is set, and an empty variable for one that is not', () => {
    const config = read({
      ROLE: 'web',
      PORT: '8080',
      PUBLIC_URL: 'https://Energy.Example/',
      TRUST_PROXY: '1',
      DATABASE_URL: URL,
      REDIS_URL: 'rediss://cache:6380',
      SECRET_KEY: `${KEY}, ${FORMER}`,
      DEMO: '0',
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      HOST: '',
    });
    expect(config).toMatchObject({
      role: 'web',
      host: '0.0.0.0',
      port: 8080,
      publicUrl: 'https://energy.example',
      trustProxy: 1,
      databaseUrl: URL,
    });
    expect(config).toMatchObject({
      redisUrl: 'rediss://cache:6380',
      secretKeys: [KEY, FORMER],
      isDemo: false,
      isProduction: true,
      logLevel: 'warn',
    });
  });

  it('keeps the simple sign-ins of a demo away from the network unless asked', () => {
    const outside = { DATABASE_URL: URL, SECRET_KEY: KEY };
    expect(read(outside).host).toBe('127.0.0.1');
    expect(read({ ...outside, HOST: '0.0.0.0' }).host).toBe('0.0.0.0');
    expect(read({ ...outside, DEMO: '0' }).host).toBe('0.0.0.0');
    expect(read({ DEMO: '0' }).host).toBe('127.0.0.1');
  });

  it('lets a worker listen only where a port is named', () => {
    const worker = { ROLE: 'worker', DATABASE_URL: URL, SECRET_KEY: KEY };
    expect(read(worker).isListening).toBe(false);
    expect(read({ ...worker, PORT: '4001' }).isListening).toBe(true);
  });

  it.each([
    ['false', false],
    ['0', false],
    ['true', true],
    ['2', 2],
    ['loopback, 10.0.0.0/8,fd00::/8', ['loopback', '10.0.0.0/8', 'fd00::/8']],
  ])('reads TRUST_PROXY=%s', (text, expected) => expect(read({ TRUST_PROXY: text }).trustProxy).toEqual(expected));

  it.each([
    [{ ROLE: 'api' }, 'ROLE: is "api"; set it to one of all, web, worker'],
    [{ PORT: 'http' }, 'PORT: is not a number; set it to a port from 1 to 65535'],
    [{ PORT: '0' }, 'PORT: is outside 1 to 65535'],
    [{ PORT: '65536' }, 'PORT: is outside 1 to 65535'],
    [{ PUBLIC_URL: 'energy.example' }, 'PUBLIC_URL: is not an address of the form https://energy.example'],
    [{ PUBLIC_URL: 'https://energy.example/shop' }, 'PUBLIC_URL: has a path; name host and port alone'],
    [{ TRUST_PROXY: 'yes please' }, 'TRUST_PROXY: is neither true, false, a number of hops nor a list of addresses'],
    [{ TRUST_PROXY: '10.0.0.0/33' }, 'TRUST_PROXY: is neither'],
    [{ DATABASE_URL: 'mysql://host/db', SECRET_KEY: KEY }, 'DATABASE_URL: is not an address of the form postgresql://'],
    [{ REDIS_URL: 'http://cache' }, 'REDIS_URL: is not an address of the form redis://'],
    [{ SECRET_KEY: `${KEY},short` }, 'SECRET_KEY: holds a key of fewer than 32 characters; make one with "openssl rand'],
    [{ DATABASE_URL: URL }, 'SECRET_KEY: is missing, and with DATABASE_URL all processes need the same'],
    [{ ROLE: 'worker' }, 'ROLE: is "worker", and processes can share no embedded database; set DATABASE_URL'],
    [{ DEMO: 'maybe' }, 'DEMO: is neither 1 nor 0'],
    [{ NODE_ENV: 'production', DEMO: '0' }, 'PUBLIC_URL: is missing'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: is "loud"; set it to one of fatal, error'],
  ])('refuses %o with the remedy', (environment, message) => expect(refusal(environment)).toContain(message));

  it('names everything that is wrong at once, and no secret', () => {
    const message = refusal({ PORT: 'x', REDIS_URL: 'x', SECRET_KEY: 'hush', DATABASE_URL: 'postgres//u:hush@h' });
    expect(message.split('\n').map((line) => line.split(':')[0])).toEqual(['PORT', 'DATABASE_URL', 'REDIS_URL', 'SECRET_KEY']);
    expect(message).not.toContain('hush');
  });
});

describe('the secret key of an embedded database', () => {
  const file = () => join(DATA_DIR, 'secret-key');

  it('is made once, for its owner only, and read again', () => {
    const { secretKeys } = read();
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(read().secretKeys).toEqual(secretKeys);
  });

  it('is rotated by a new key before the former', () => {
    writeFileSync(file(), `${KEY},${FORMER}\n`);
    expect(read().secretKeys).toEqual([KEY, FORMER]);
  });

  it('is not made where SECRET_KEY is set', () => {
    expect(read({ SECRET_KEY: KEY }).secretKeys).toEqual([KEY]);
    expect(() => readFileSync(file())).toThrow('ENOENT');
  });

  it('is not replaced when it got lost: what it encrypted would be lost too', () => {
    writeFileSync(join(DATA_DIR, 'postgres-password'), 'x');
    expect(refusal({})).toContain(`${file()} is missing although ${DATA_DIR} has a database. Bring the file back`);
  });

  it('is refused when it is too short or no file', () => {
    writeFileSync(file(), 'short');
    expect(refusal({})).toContain('holds a key of fewer than 32 characters');
    rmSync(file());
    mkdirSync(file());
    expect(refusal({})).toContain('can be neither read nor made (EISDIR)');
  });
});
