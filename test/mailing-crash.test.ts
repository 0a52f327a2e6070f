import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, expect, it } from 'vitest';
import { PrismaClient } from '#prisma';
import { createTestDatabase } from '../core/testing/database.ts';
import { completeOrder } from '../core/testing/samples.ts';
import { manyCustomers, newsTemplate, SENDER } from '../plugins/notifications/notifications.kit.ts';
import { startMailReceiver } from '../plugins/notifications/test-data/mail-receiver.ts';
import { productOn, type Running } from './process.ts';

const CUSTOMERS = 300;
/** Messages that are in the hands of the server at one moment. */
const LANES = 10;
const { connectionString, drop } = await createTestDatabase();
const root = new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
const server = await startMailReceiver();
afterAll(async () => {
  await root.$disconnect();
  await server.close();
  await drop();
});
const product = productOn(connectionString);

interface Answers {
  readonly askQuote: { readonly offers: readonly { readonly id: string }[] };
  readonly placeOrder: { readonly contracts: readonly { readonly id: string }[] };
}

async function graphql({ address }: Running, query: string, variables: object): Promise<Answers> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${product.demo().apiKey}` };
  const response = await fetch(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  const answer = (await response.json()) as { data: Answers; errors?: unknown };
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

/** A contract to make others like it of. */
async function someContract(running: Running): Promise<string> {
  const { askQuote } = await graphql(running, 'mutation { askQuote(input: { postcode: "1010", annualKwh: 3500 }) { offers { id } } }', {});
  const requestedStartOn = new Date(Date.now() + 22 * 86_400_000).toISOString().slice(0, 10);
  const input = completeOrder(askQuote.offers[0]?.id ?? '', { requestedStartOn });
  const place = 'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { id } } }';
  const { placeOrder } = await graphql(running, place, { input, key: randomUUID() });
  return placeOrder.contracts[0]?.id ?? '';
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await isSo()); waited += 50) {
    if (waited > 240_000) throw new Error('it did not come to this');
    await sleep(50);
  }
}

it('reaches everybody although the process is killed in the middle, twice: nobody is left out, and who gets a mail again gets it under the same number', async () => {
  let running = await product.start();
  const brand = await root.brand.findFirstOrThrow({ where: { code: 'a' } });
  await manyCustomers(root, await someContract(running), CUSTOMERS);
  await running.kill('SIGTERM');
  const settings = { ...SENDER, smtpPort: server.port, mostAMinutePerDomain: 100_000 };
  await root.pluginActivation.updateMany({ where: { brandId: brand.id, pluginId: 'notifications' }, data: { settings } });
  const templateId = await newsTemplate(root, brand.id);
  const mailing = { name: 'News', templateId, isMarketing: false, audience: { statuses: ['ended'] }, createdBy: 'test' };
  const { id } = await root.notificationsMailing.create({
    data: { brandId: brand.id, ...mailing, state: 'RUNNING', round: 1 },
    select: { id: true },
  });
  await root.jobRequest.create({
    data: { brandId: brand.id, name: 'notifications.mailing', input: { mailingId: id, round: 1 } },
    select: { id: true },
  });

  running = await product.start();
  const news = () => server.mails.filter(({ subject }) => subject?.startsWith('For N-'));
  for (const part of [30, 120]) {
    await until(async () => news().length >= part);
    await running.kill('SIGKILL');
    expect(news().length).toBeLessThan(CUSTOMERS);
    running = await product.start();
  }
  await until(async () => (await root.notificationsMailing.findUniqueOrThrow({ where: { id } })).state === 'DONE');
  expect(await running.kill('SIGTERM')).toBe(0);

  const numbersOf = new Map<string, Set<string>>();
  for (const { envelopeTo, messageId } of news())
    for (const to of envelopeTo) numbersOf.set(to, (numbersOf.get(to) ?? new Set()).add(messageId ?? ''));
  expect(numbersOf.size).toBe(CUSTOMERS);
  expect([...numbersOf.values()].filter((numbers) => numbers.size > 1)).toEqual([]);
  // Taken by the server when the process died, before that was noted: at most what is handed over at one moment.
  expect(news().length - CUSTOMERS).toBeLessThanOrEqual(2 * LANES);
  expect(await root.notificationsMessage.count({ where: { mailingId: id, state: 'SENT' } })).toBe(CUSTOMERS);
}, 400_000);
