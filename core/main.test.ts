import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fromRoot } from './root.ts';
import { createTestDatabase } from './testing/database.ts';
import { freePort, takePort } from './testing/free-port.ts';

const DATA_DIR = mkdtempSync(join(tmpdir(), 'main-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(DATA_DIR, { recursive: true, force: true });
});

/** The process as an operator starts it, and all that it writes. */
function run(environment: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['--import', 'tsx', fromRoot('core/main.ts')], {
    env: { DATA_DIR, SECRET_KEY: 's'.repeat(32), LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, exited, output: () => output };
}

const until = (isTrue: () => boolean) => expect.poll(isTrue, { timeout: 90_000, interval: 50 }).toBe(true);

/** Sends the head of a request and, when told, its body; so a request is under way for as long as the test likes. */
async function slowRequest(port: number): Promise<{ finish(): Promise<string> }> {
  const body = JSON.stringify({ query: '{ __typename }' });
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (data) => (answer += data.toString()));
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(answer)));
  const head = ['POST /graphql HTTP/1.1', 'host: a.localhost', 'content-type: application/json', `content-length: ${body.length}`, '', ''];
  await new Promise((resolve) => socket.write(head.join('\r\n'), resolve));
  return {
    finish() {
      socket.write(body);
      return closed;
    },
  };
}

describe('the process', () => {
  it('stops at once with one sentence for everything that is wrong', async () => {
    const { exited, output } = run({ PORT: 'many', ROLE: 'boss' });
    expect(await exited).toBe(1);
    expect(output()).toBe(
      'Voltkontor cannot start:\nROLE: is "boss"; set it to one of all, web, worker\nPORT: is not a number; set it to a port from 1 to 65535\n',
    );
  }, 90_000);

  it('says which port is taken, and leaves nothing running', async () => {
    const { port, close } = await takePort();
    const { exited, output } = run({ PORT: String(port) });
    expect(await exited).toBe(1);
    expect(output()).toBe(
      `Voltkontor cannot start:\nPORT: ${port} is taken by another program. Stop that one, or set PORT to a free port.\n`,
    );
    await close();
  }, 90_000);

  it('fills an empty database with the demo, shows the way in, and finishes a running request after SIGTERM', async () => {
    const database = await createTestDatabase({ isEmpty: true });
    const port = await freePort();
    const environment = { DATABASE_URL: database.connectionString, PORT: String(port) };
    const first = run(environment);
    await until(() => first.output().includes('demo.json'));

    const file = join(DATA_DIR, 'demo.json');
    const access = JSON.parse(readFileSync(file, 'utf8'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(first.output()).toContain(`Voltkontor runs at http://localhost:${port}`);
    for (const { email, password } of access.signIns) expect(first.output()).toMatch(new RegExp(`${email} +${password}`));
    expect(first.output()).toContain(`API key: ${access.apiKey}`);

    const request = await slowRequest(port);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    first.child.kill('SIGTERM');
    await expect
      .poll(() =>
        fetch(`http://127.0.0.1:${port}/health/live`).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .not.toBe(200);
    expect(await request.finish()).toMatch(/^HTTP\/1\.1 200 [\s\S]*"__typename":"Query"/);
    expect(await first.exited, first.output()).toBe(0);

    const second = run(environment);
    await until(() => second.output().includes(`API key: ${access.apiKey}`));
    second.child.kill('SIGTERM');
    expect(await second.exited).toBe(0);
    await database.drop();
  }, 240_000);
});
