import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, expect, it } from 'vitest';
import { PrismaClient } from '#prisma';
import { createTestDatabase } from '../core/testing/database.ts';
import { samplePointCode } from '../core/testing/samples.ts';
import { productOn, type Running } from './process.ts';

const { connectionString, drop } = await createTestDatabase();
const root = new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
afterAll(async () => {
  await root.$disconnect();
  await drop();
});

const ORDERS = 40;
const product = productOn(connectionString);

async function graphql({ address }: Running, query: string, variables: object) {
  const { apiKey } = product.demo();
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` };
  const response = await fetch(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const answer = (await response.json()) as { data: Record<string, never>; errors?: unknown };
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

const address1010 = { street: 'Ring', houseNumber: '1', postcode: '1010', city: 'Wien' };
const formOf = (offerId: string, requestedStartOn: string) => ({
  offerId,
  supplyReason: 'SWITCH',
  requestedStartOn,
  meteringPoint: { code: samplePointCode() },
  customer: { firstName: 'Ada', lastName: 'Sample', birthDate: '1980-02-29', email: 'ada@sample.example', ...address1010 },
});
const PLACE = 'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id } }';

it('loses nothing and does nothing twice when the process is killed again and again while orders come in', async () => {
  let running = await product.start();
  const asked = (await graphql(
    running,
    'mutation { askQuote(input: { postcode: "1010", annualKwh: 3500 }) { offers { id } } }',
    {},
  )) as unknown as { askQuote: { offers: { id: string }[] } };
  const offerId = asked.askQuote.offers[0]?.id ?? '';
  const startOn = new Date(Date.now() + 22 * 86_400_000).toISOString().slice(0, 10);
  const forms = Array.from({ length: ORDERS }, (_, index) => ({ key: `order number ${index}`, input: formOf(offerId, startOn) }));

  // A caller that repeats with the same key until it gets an answer.
  const placed = Promise.all(
    forms.map(async (variables, index) => {
      await sleep(index * 40);
      for (let attempt = 0; attempt < 400; attempt++) {
        try {
          return ((await graphql(running, PLACE, variables)) as unknown as { placeOrder: { id: string } }).placeOrder.id;
        } catch (error) {
          // The process is gone, or too busy for a plugin's answer and says so: again.
          const isPassing = error instanceof TypeError || error instanceof SyntaxError || String(error).includes('HOOK_FAILED');
          if (!isPassing) throw error;
          await sleep(100);
        }
      }
      throw new Error('no answer after 400 tries');
    }),
  );
  for (let kills = 0; kills < 3; kills++) {
    await sleep(400);
    await running.kill('SIGKILL');
    running = await product.start();
  }
  const ids = await placed;
  expect(new Set(ids).size).toBe(ORDERS);

  // Whoever was killed in the middle of a job gives it back after its lock has run out; nothing needs a person.
  const open = async () =>
    (await root.contract.count({ where: { status: 'in_review' } })) +
    (await root.jobRequest.count({ where: { state: 'SENT' } })) +
    (await root.eventDelivery.count({ where: { state: 'DUE' } }));
  for (let waited = 0; waited < 100_000 && (await open()) > 0; waited += 500) await sleep(500);
  expect(await running.kill('SIGTERM')).toBe(0);

  expect(await root.order.count()).toBe(ORDERS);
  expect(await root.customer.count()).toBe(ORDERS);
  expect(await root.contract.groupBy({ by: ['status'], _count: true })).toEqual([{ status: 'accepted', _count: ORDERS }]);
  for (const transition of ['create', 'submit', 'start_review', 'accept']) {
    expect([transition, await root.contractHistory.count({ where: { transition } })]).toEqual([transition, ORDERS]);
  }
  expect(await root.outboxEvent.count({ where: { type: 'order.submitted' } })).toBe(ORDERS);
  expect(await root.creditCheck.count()).toBe(ORDERS);
  expect(await root.eventDelivery.count({ where: { state: { not: 'DONE' } } })).toBe(0);
  expect(await root.jobRequest.count({ where: { state: { notIn: ['DONE', 'WAITING'] } } })).toBe(0);
}, 180_000);
