import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, expect, it } from 'vitest';
import { PrismaClient } from '#prisma';
import { createTestDatabase } from '../../../core/testing/database.ts';
import { completeOrder } from '../../../core/testing/samples.ts';
import { productOn, type Running } from '../../../test/process.ts';
import { manyCustomers, newsTemplate, SENDER } from '../notifications.kit.ts';
import { startMailReceiver } from '../test-data/mail-receiver.ts';

const CUSTOMERS = 400;
const { connectionString, drop } = await createTestDatabase();
const root = new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
const server = await startMailReceiver();
afterAll(async () => {
  await root.$disconnect();
  await server.close();
  await drop();
});
const product = productOn(connectionString);

async function graphql({ address }: Running, query: string, variables: object) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${product.demo().apiKey}` };
  const response = await fetch(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return response.json();
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await isSo()); waited += 100) {
    if (waited > 240_000) throw new Error('it did not come to this');
    await sleep(100);
  }
}

it('reaches everybody although the process is killed in the middle, twice: nobody is left out, and who gets a mail again gets it under the same number', async () => {
  let running = await product.start();
  const brand = await root.brand.findFirstOrThrow({ where: { code: 'a' } });
  await root.pluginActivation.updateMany({
    where: { brandId: brand.id, pluginId: 'notifications' },
    data: { settings: { ...SENDER, smtpPort: server.port, mostAMinutePerDomain: 100_000 } },
  });
  const quote = 'mutation { askQuote(input: { postcode: "1010", annualKwh: 3500 }) { offers { id } } }';
  const offerId = (await graphql(running, quote, {})).data.askQuote.offers[0].id;
  const requestedStartOn = new Date(Date.now() + 22 * 86_400_000).toISOString().slice(0, 10);
  const place = 'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { id } } }';
  const placed = await graphql(running, place, { input: completeOrder(offerId, { requestedStartOn }), key: randomUUID() });
  await manyCustomers(root, placed.data.placeOrder.contracts[0].id, CUSTOMERS);
  const templateId = await newsTemplate(root, brand.id);
  const { id } = await root.notificationsMailing.create({
    data: {
      brandId: brand.id,
      name: 'News',
      templateId,
      isMarketing: false,
      audience: { statuses: ['ended'] },
      state: 'RUNNING',
      round: 1,
      createdBy: 'test',
    },
    select: { id: true },
  });
  await root.jobRequest.create({
    data: { brandId: brand.id, name: 'notifications.mailing', input: { mailingId: id, round: 1 } },
    select: { id: true },
  });

  const news = () => server.mails.filter(({ subject }) => subject?.startsWith('For N-'));
  for (const part of [40, 200]) {
    await until(async () => news().length >= part);
    await running.kill('SIGKILL');
    expect(news().length).toBeLessThan(CUSTOMERS);
    running = await product.start();
  }
  await until(async () => (await root.notificationsMailing.findUniqueOrThrow({ where: { id } })).state === 'DONE');
  expect(await running.kill('SIGTERM')).toBe(0);

  const readers = new Map<string, Set<string>>();
  for (const { envelopeTo, messageId } of news())
    for (const to of envelopeTo) readers.set(to, (readers.get(to) ?? new Set()).add(messageId ?? ''));
  expect(readers.size).toBe(CUSTOMERS);
  expect([...readers.values()].filter((numbers) => numbers.size > 1)).toEqual([]);
  // In the hands of the server when the process died: at most what is handed over at one moment, and most often none.
  expect(news().length - CUSTOMERS).toBeLessThanOrEqual(2 * 10);
  expect(await root.notificationsMessage.count({ where: { mailingId: id, state: 'SENT' } })).toBe(CUSTOMERS);
}, 400_000);
