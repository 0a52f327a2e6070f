import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { afterAll, expect, it } from 'vitest';
import { assemble, buildApp } from '../core/app.ts';
import type { GraphQLAnswer } from '../core/testing/app.ts';
import { createTestDatabase } from '../core/testing/database.ts';
import { samplePointCode } from '../core/testing/samples.ts';
import plugins from '../plugins.config.ts';
import { seedDemo } from '../prisma/seed.ts';

// The demo as a newcomer has it: real time, the demo's clock, workers in the same process, people signed in with cookies.
const { connectionString, drop } = await createTestDatabase();
const access = await seedDemo({ connectionString });
if (!access) throw new Error('the database was not empty');
const config = {
  redisUrl: process.env.REDIS_URL ?? null,
  secretKeys: ['test'.repeat(8)],
  isDemo: true,
  isProduction: true,
  trustProxy: false,
  metricsToken: null,
  publicUrl: 'http://localhost:4000',
};
const app = await buildApp({ config, parts: assemble(plugins), connectionString, log: pino({ level: 'silent' }) });
await app.startWorkers();
afterAll(async () => {
  await app.close();
  await drop();
});

type Ask = (query: string, variables?: object) => Promise<GraphQLAnswer>;

async function signIn(email: string, host = 'a.localhost'): Promise<Ask> {
  const person = access?.signIns.find((one) => one.email === email);
  const response = await app.http.inject({
    method: 'POST',
    url: '/auth/sign-in',
    headers: { host },
    payload: { email, password: person?.password },
  });
  expect(response.statusCode).toBe(204);
  const [cookie] = response.cookies;
  return async (query, variables = {}) => {
    const headers = { host, cookie: `${cookie?.name}=${cookie?.value}` };
    return (await app.http.inject({ method: 'POST', url: '/graphql', headers, payload: { query, variables } })).json();
  };
}

async function until<T>(read: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  for (let waited = 0; waited < 20_000; waited += 100) {
    const value = await read();
    if (isSo(value)) return value;
    await sleep(100);
  }
  throw new Error('it did not happen within 20 s');
}

const form = (offerId: string, lastName: string) => ({
  offerId,
  supplyReason: 'SWITCH',
  requestedStartOn: new Date(app.kernel.clock.now().getTime() + 22 * 86_400_000).toISOString().slice(0, 10),
  meteringPoint: { code: samplePointCode() },
  customer: {
    firstName: 'Ada',
    lastName,
    birthDate: '1980-02-29',
    email: 'ada@sample.example',
    street: 'Ring',
    houseNumber: '1',
    postcode: '1010',
    city: 'Wien',
  },
});
const QUOTE = 'mutation { askQuote(input: { postcode: "1010", annualKwh: 3500 }) { offers { id } } }';
const PLACE =
  'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id contracts { id status } } }';
const CONTRACT = 'query ($id: ID!) { contract(id: $id) { status suppliedFrom history { transition by } } }';
const STEP =
  'mutation ($id: ID!, $transition: String!, $on: Date) { transitionContract(id: $id, transition: $transition, effectiveOn: $on) { status } }';

const place = async (ask: Ask, lastName = 'Sample') => {
  const { data } = await ask(QUOTE);
  const placed = await ask(PLACE, { input: form(data.askQuote.offers[0].id, lastName), key: crypto.randomUUID() });
  return placed.data.placeOrder.contracts[0] as { id: string; status: string };
};

it("leads from a partner's quote to supply, seen by the partner and the back-office and by nobody else", async () => {
  const north = await signIn('north@demo.example');
  const office = await signIn('office@demo.example');
  const south = await signIn('south@demo.example');
  const read = async (ask: Ask, id: string) => (await ask(CONTRACT, { id })).data.contract;

  const { id, status } = await place(north);
  expect(status).toBe('in_review');
  await until(
    () => read(north, id),
    (contract) => contract.status === 'accepted',
  );
  expect(await read(south, id)).toBeNull();

  await office(STEP, { id, transition: 'register' });
  const on = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  expect((await office(STEP, { id, transition: 'confirm', on })).data.transitionContract.status).toBe('confirmed');
  expect((await north(STEP, { id, transition: 'cancel' })).errors?.[0]?.extensions.code).toBe('TRANSITION_NOT_YOURS');

  await office('mutation { advanceDemoClock(days: 29) }');
  const active = await until(
    () => read(north, id),
    (contract) => contract.status === 'active',
  );
  expect(active.suppliedFrom).toBe(on);
  expect(active.history.map(({ transition }: { transition: string }) => transition)).toEqual([
    'create',
    'submit',
    'start_review',
    'accept',
    'register',
    'confirm',
    'activate',
  ]);
  expect(active.history.map(({ by }: { by: string }) => by)).toContain('credit-check');
});

it('ends where it should with credit-check off for the brand, at once and without a restart', async () => {
  const admin = await signIn('admin@demo.example');
  const north = await signIn('north@demo.example');
  await admin('mutation { switchPlugin(pluginId: "credit-check", enabled: false) { isEnabled } }');
  expect((await place(north)).status).toBe('accepted');
  await admin('mutation { switchPlugin(pluginId: "credit-check", enabled: true) { isEnabled } }');
  expect((await place(north)).status).toBe('in_review');
});

it('never checks credit for the brand that does not want it', async () => {
  const officeB = await signIn('office-b@demo.example', 'b.localhost');
  expect((await place(officeB)).status).toBe('accepted');
});
