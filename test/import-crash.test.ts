import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, expect, it } from 'vitest';
import { PrismaClient } from '#prisma';
import { csvOf, orderRow } from '../core/imports/import.kit.ts';
import { createTestDatabase } from '../core/testing/database.ts';
import { productOn, type Running } from './process.ts';

const { connectionString, drop } = await createTestDatabase();
const root = new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
afterAll(async () => {
  await root.$disconnect();
  await drop();
});

const ROWS = 80;
const BAD = 4;
const product = productOn(connectionString);

async function graphql({ address }: Running, query: string): Promise<Record<string, never>> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${product.demo().apiKey}` };
  const response = await fetch(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const answer = (await response.json()) as { data: Record<string, never>; errors?: unknown };
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await isSo()); waited += 200) {
    if (waited > 240_000) throw new Error('it did not come to this');
    await sleep(200);
  }
}

it('takes every good row of a file over once, although the process is killed in the middle', async () => {
  let running = await product.start();
  const { code } = await root.tariff.findFirstOrThrow({ where: { prices: { some: { state: 'PUBLISHED' } } }, orderBy: { code: 'asc' } });
  const startOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const rows = Array.from({ length: ROWS }, (_, number) => {
    const { Tarif: _tariff, Verbrauch: _usage, Vorname, Nachname = '', 'E-Mail': email, Zählpunkt, ...row } = orderRow(number);
    const isBad = number % (ROWS / BAD) === 3;
    return {
      ...row,
      requestedStartOn: startOn,
      tariffCode: code,
      annualKwh: String(3_000 + number),
      'customer.firstName': Vorname ?? '',
      'customer.lastName': Nachname,
      'customer.email': isBad ? 'nobody' : (email ?? ''),
      'meteringPoint.code': Zählpunkt ?? '',
    };
  });
  const sent = await fetch(`${running.address}/imports?kind=orders`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${product.demo().apiKey}` },
    body: csvOf(rows),
  });
  expect(sent.status).toBe(202);
  const { id } = (await sent.json()) as { id: string };
  const state = async () => (await root.importRun.findUniqueOrThrow({ where: { id } })).state;
  await until(async () => (await state()) === 'VALIDATED');
  await graphql(running, `mutation { commitImport(id: "${id}") { state } }`);

  for (const part of [8, 40]) {
    await until(async () => (await root.order.count()) >= part);
    await running.kill('SIGKILL');
    expect(await root.order.count()).toBeLessThan(ROWS - BAD);
    running = await product.start();
  }
  await until(async () => (await state()) === 'DONE');
  expect(await running.kill('SIGTERM')).toBe(0);

  const good = ROWS - BAD;
  expect(await root.importRow.findMany({ where: { runId: id, state: 'FAILED' }, select: { problems: true } })).toEqual([]);
  expect(await root.importRun.findUniqueOrThrow({ where: { id } })).toMatchObject({
    total: ROWS,
    done: good,
    invalid: BAD,
    valid: 0,
    failed: 0,
  });
  expect(await root.order.count()).toBe(good);
  expect(await root.customer.count()).toBe(good);
  expect(await root.outboxEvent.count({ where: { type: 'order.submitted' } })).toBe(good);
  const made = await root.importRow.findMany({ where: { runId: id, state: 'DONE' }, select: { resultId: true } });
  expect(new Set(made.map(({ resultId }) => resultId)).size).toBe(good);
  const wanted = rows.filter((row) => row['customer.email'] !== 'nobody').reduce((sum, row) => sum + Number(row.annualKwh), 0);
  expect((await root.contract.aggregate({ _sum: { annualKwh: true } }))._sum.annualKwh).toBe(wanted);
}, 400_000);
