import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { openShop } from './test-data/shop.ts';

const ORDERS = 301;
/** How long a circuit stays open, and a little more. */
const CIRCUIT_MS = 31_000;

const shop = await openShop();
const { app, bureau, place } = shop;
afterAll(shop.close);

it(
  'orders that come in while the bureau is down are all decided when it is back, each once, and the bureau is spared meanwhile',
  async () => {
    bureau.setFault('down');
    await place(); // makes the tariff that the others are sold
    for (let placed = 1; placed < ORDERS; placed += 20) await Promise.all(Array.from({ length: 20 }, () => place()));
    await app.work();
    const calls = () => [...bureau.calls.values()].reduce((sum, count) => sum + count, 0);
    expect(calls()).toBeLessThan(40); // the circuit opened; without it each order would have asked
    expect(await app.root.contract.count({ where: { status: 'in_review' } })).toBe(ORDERS);
    expect(await app.root.jobRequest.count({ where: { name: 'credit-check.ask', state: 'DEAD' } })).toBe(0);

    bureau.setFault(null);
    await pause(CIRCUIT_MS);
    await shop.hurry();
    await app.work();
    expect(await app.root.contract.groupBy({ by: ['status'], _count: true })).toEqual([{ status: 'accepted', _count: ORDERS }]);
    const reports = await app.root.creditCheckReport.findMany({ select: { orderId: true, state: true } });
    expect(reports).toHaveLength(ORDERS);
    expect(new Set(reports.map(({ orderId }) => orderId)).size).toBe(ORDERS);
    expect(shop.questions()).toBe(ORDERS);
    expect(await app.root.contractHistory.count({ where: { after: 'accepted' } })).toBe(ORDERS);
  },
  10 * 60_000,
);
