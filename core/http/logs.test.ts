import { Writable } from 'node:stream';
import pino from 'pino';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hashPassword } from '../access/passwords.ts';
import { asBrand, inTransaction } from '../kernel/context.ts';
import { allow, type Decision, deny, hook, pend } from '../kernel/hooks.ts';
import { enqueue, job } from '../kernel/jobs.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { orderAcceptance } from '../orders/order.points.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { keyFor, send } from './http.kit.ts';

const lines: string[] = [];
const keep = new Writable({
  write(chunk, _encoding, done) {
    lines.push(String(chunk));
    done();
  },
});
const log = pino({ level: 'trace' }, keep);
let answer: () => Decision | Promise<Decision> = allow;
let fail: (db: unknown) => Promise<unknown> = async () => null;
const failing = job({ name: 'nosy.fail', input: z.strictObject({}), run: async () => void (await fail(app.root)) });
const nosy = definePlugin({
  id: 'nosy',
  version: '1.0.0',
  api: 1,
  summary: 'Knows too much',
  hooks: [hook(orderAcceptance, () => answer())],
  jobs: [failing],
  graphql: (builder) =>
    builder.queryField('nosy', (t) =>
      t.string({
        nullable: true,
        extensions: { permission: 'order.read' },
        resolve: async (_root, _args, { db }) => String(await fail(db)),
      }),
    ),
  routes: async (inner) => {
    inner.get('/nosy', async () => fail(app.root));
  },
});
const app = await createTestApp([nosy], { log });
await app.switch('nosy', true);
afterAll(() => app.close());
beforeEach(() => void lines.splice(0));

const customer = {
  firstName: 'Adalgisa',
  lastName: 'Quellwasser',
  email: 'adalgisa.quellwasser@private.example',
  street: 'Verschwiegenweg',
  birthDate: '1980-02-29',
  phone: '+43 660 7654321',
};
const PASSWORD = 'three grey herons';
const SECRETS = [...Object.values(customer), PASSWORD, 'Quellwasser'];
const key = await keyFor(app);
const input = async () => completeOrder(await sampleOffer(await app.as()), { customer });
const PLACE =
  'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id contracts { customer { lastName email } } } }';
const place = async (form: object) => send(app, { key, body: { query: PLACE, variables: { input: form, key: crypto.randomUUID() } } });
const seen = () => SECRETS.filter((secret) => lines.join('').toLowerCase().includes(secret.toLowerCase()));

describe('the log', () => {
  it('notes each request by route, status and time', async () => {
    expect((await place(await input())).text).toContain('Quellwasser');
    const requests = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');
    expect(requests).toMatchObject([{ method: 'POST', route: '/graphql', status: 200, ms: expect.any(Number), reqId: expect.any(String) }]);
  });

  it('does not know who ordered, however the order ends', async () => {
    for (const next of [allow, () => deny('NOSY_NO', 'No'), () => pend('nosy.waiting')]) {
      answer = next;
      expect((await place(await input())).status).toBe(200);
    }
    answer = () => {
      throw new Error('broken');
    };
    expect((await place(await input())).text).toContain('HOOK_FAILED');
    answer = allow;
    await place({ ...(await input()), requestedStartOn: 'never' });
    await place({ customer: { ...customer, nothing: 'x' } });
    await send(app, {
      key,
      body: {
        query: `{ customers(filter: { lastName: "${customer.lastName}", email: "${customer.email}" }) { edges { node { street nothing } } } }`,
      },
    });
    await send(app, {
      key,
      method: 'GET',
      url: `/graphql?query=${encodeURIComponent(`{ customers(filter: { email: "${customer.email}" }) { edges { node { street } } } }`)}`,
    });
    await app.work();
    expect(lines.length).toBeGreaterThan(5);
    expect(seen()).toEqual([]);
  });

  it("does not repeat what a database error quotes, in a plugin's decision and in a job; nor does the list of dead letters", async () => {
    // A row without what it must have: Prisma's message quotes the arguments, PostgreSQL's the whole row.
    fail = (db) => (db as typeof app.root).customer.create({ data: { ...customer, birthDate: null, houseNumber: '1' } as never });
    answer = async () => {
      await fail(app.root);
      return allow();
    };
    expect((await place(await input())).text).toContain('HOOK_FAILED');
    answer = allow;
    await inTransaction(await app.as(), (ctx) => enqueue(asBrand(ctx), failing, {}));
    await app.work();
    expect(lines.filter((line) => line.includes('failed')).length).toBeGreaterThanOrEqual(2);
    expect(seen()).toEqual([]);
    const request = await app.root.jobRequest.findFirstOrThrow({ where: { name: 'nosy.fail' } });
    expect(request.error).not.toBeNull();
    expect(SECRETS.filter((secret) => request.error?.includes(secret))).toEqual([]);
  });

  it('does not know who signs in, with what', async () => {
    const { id: userId } = await app.root.user.create({
      data: { tenantId: app.tenant.id, email: customer.email, name: customer.lastName, passwordHash: await hashPassword(PASSWORD) },
    });
    await app.root.membership.create({ data: { tenantId: app.tenant.id, userId, memberOf: app.brands.a, role: 'BACK_OFFICE' } });
    const post = (path: string, body: object) =>
      app.http.inject({
        method: 'POST',
        url: `/auth/${path}`,
        headers: { host: 'a.localhost', 'content-type': 'application/json' },
        payload: JSON.stringify(body),
      });
    const signedIn = await post('sign-in', { email: customer.email, password: PASSWORD });
    expect(signedIn.statusCode).toBe(204);
    await post('sign-in', { email: customer.email, password: `${PASSWORD}!` });
    await post('sign-in', { email: customer.email, password: 5 });
    await post('magic-link', { email: customer.email });
    const [session] = signedIn.cookies;
    await app.http.inject({ url: '/auth/me', headers: { host: 'a.localhost' }, cookies: { [session?.name ?? '']: session?.value ?? '' } });
    const mail = await app.root.mailMessage.findFirstOrThrow({ where: { recipient: customer.email, text: { contains: 'token=' } } });
    const [, token = 'no link'] = /token=([\w-]+)/.exec(mail.text) ?? [];
    await post('magic-link/confirm', { token });
    expect(lines.length).toBeGreaterThan(4);
    expect([...seen(), ...[session?.value ?? 'no session', token, key].filter((secret) => lines.join('').includes(secret))]).toEqual([]);
  });

  it.each([
    [
      'what Prisma quotes of its arguments',
      (db: typeof app.root) => db.customer.findMany({ where: { lastName: customer.lastName, email: 5 as never } }),
    ],
    [
      'what PostgreSQL quotes of a row',
      (db: typeof app.root) =>
        db.$executeRaw`insert into customer (id, first_name, last_name, email) values (gen_random_uuid(), ${customer.firstName}, ${customer.lastName}, ${customer.email})`,
    ],
    [
      'what lies in the cause of an error',
      async (db: typeof app.root) =>
        db.customer.findMany({ where: { lastName: customer.lastName, email: 5 as never } }).catch((cause: unknown) => {
          throw new Error('wrapped', { cause });
        }),
    ],
  ])('does not show %s when something fails', async (_what, work) => {
    fail = (db) => work(db as typeof app.root);
    expect((await send(app, { key, body: { query: '{ nosy }' } })).text).toContain('INTERNAL');
    expect((await app.http.inject({ url: '/plugins/nosy/nosy', headers: { host: 'a.localhost' } })).statusCode).toBe(500);
    const failures = lines.map((line) => JSON.parse(line)).filter(({ level }) => level >= 50);
    expect(failures).toHaveLength(2);
    for (const { err } of failures) expect(err.stack).toMatch(/\.ts|\.js/);
    expect(seen()).toEqual([]);
  });
});
