import { afterAll, describe, expect, it, vi } from 'vitest';
import { permissionsOf } from '../access/permissions.ts';
import { contractKit } from '../contracts/contract.kit.ts';
import type { Ctx } from '../kernel/context.ts';
import { createTestApp } from '../testing/app.ts';

vi.setConfig({ testTimeout: 60_000 });
const app = await createTestApp();
afterAll(() => app.close());
const kit = contractKit(app);
const { priceId } = await kit.tariff('reported');

const REPORTS = `query ($days: DayRange, $partner: ID) {
  ordersPerDay(days: $days, partnerId: $partner) { day orders byPartners }
  contractFunnel(days: $days, partnerId: $partner) { status label kind reached now }
  statusTimes(days: $days, partnerId: $partner) { status label left medianSeconds slowSeconds }
  partnerSales(days: $days, partnerId: $partner) { partnerId name contracts won refused } }`;
const AUGUST = { from: '2026-08-22', to: '2026-08-31' };
const ask = async (variables: object = { days: AUGUST }, ctx?: Ctx) => {
  const { data, errors } = await app.gql(REPORTS, variables, ctx);
  expect(errors).toBeUndefined();
  return data;
};
type Rows = readonly Readonly<Record<string, unknown>>[];
const at = (rows: Rows, status: string) => rows.find((row) => row.status === status);

const soldBy = async (contractId: string, partnerId: string): Promise<void> => {
  const { orderId } = await app.root.contract.update({ where: { id: contractId }, data: { partnerId } });
  await app.root.order.update({ where: { id: orderId }, data: { partnerId } });
};
const [north, south] = await Promise.all(
  ['north', 'south'].map((code) => app.root.partner.create({ data: { tenantId: app.tenant.id, code, name: code } })),
);
const seller = (partnerId: string) =>
  app.as('a', { partnerId, rows: { kind: 'partners', ids: [partnerId] }, permissions: permissionsOf('PARTNER', []) });

// Three orders: late in the evening of 24 August by the clock of Vienna, then on the 26th; one of these is cancelled.
app.clock.set('2026-08-24T21:59:00Z');
await kit.accepted(priceId);
app.clock.set('2026-08-25T22:01:00Z');
const first = await kit.accepted(priceId);
const second = await kit.accepted(priceId);
// A change that moves nobody on is no step.
app.clock.set('2026-08-26T10:00:00Z');
const CHANGE =
  'mutation ($id: ID!, $version: Int!) { changeContract(id: $id, expectedVersion: $version, input: { costCentre: "North" }) { id } }';
expect((await app.gql(CHANGE, { id: first, version: (await kit.read(first, 'version')).version })).errors).toBeUndefined();
app.clock.set('2026-08-27T10:00:00Z');
await kit.must(first, 'register');
app.clock.set('2026-08-29T10:00:00Z');
await kit.must(second, 'cancel', { code: 'customer-wish' });
await soldBy(first, north?.id ?? '');
await soldBy(second, north?.id ?? '');
describe('orders per day', () => {
  it('are counted on the days of the place where the brand is, days without one as well', async () => {
    const { ordersPerDay } = await ask();
    expect(ordersPerDay).toHaveLength(10);
    expect(ordersPerDay.filter(({ orders }: { orders: number }) => orders > 0)).toEqual([
      { day: '2026-08-24', orders: 1, byPartners: 0 },
      { day: '2026-08-26', orders: 2, byPartners: 2 },
    ]);
  });

  it('are those of the last thirty days where nobody says which', async () => {
    const { ordersPerDay } = await ask({});
    expect([ordersPerDay.length, ordersPerDay[0].day, ordersPerDay.at(-1).day]).toEqual([30, '2026-07-31', '2026-08-29']);
  });

  it.each([[{ from: '2026-08-02', to: '2026-08-01' }], [{ from: '2025-01-01', to: '2026-08-01' }]])(
    'are not counted over %o',
    async (days) => {
      const { errors } = await app.gql(REPORTS, { days });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'REPORT_RANGE_INVALID', field: 'days' });
    },
  );
});

describe('the funnel', () => {
  it('says of every status how many came there, and how many stand there', async () => {
    const { contractFunnel } = await ask();
    expect(contractFunnel).toHaveLength(15);
    expect(at(contractFunnel, 'accepted')).toMatchObject({ label: 'Accepted', kind: 'WAITING', reached: 3, now: 1 });
    expect(at(contractFunnel, 'registering')).toMatchObject({ reached: 1, now: 1 });
    expect(at(contractFunnel, 'cancelled')).toMatchObject({ reached: 1, now: 1 });
    expect(at(contractFunnel, 'active')).toMatchObject({ reached: 0, now: 0 });
  });
});

describe('the time per step', () => {
  it('is that between coming into a status and leaving it', async () => {
    const { statusTimes } = await ask();
    const day = 86_400;
    const [register, cancel] = [1.5 * day - 60, 3.5 * day - 60];
    expect(at(statusTimes, 'accepted')).toMatchObject({ left: 2 });
    expect(Number(at(statusTimes, 'accepted')?.medianSeconds)).toBeCloseTo((register + cancel) / 2, 0);
    expect(Number(at(statusTimes, 'accepted')?.slowSeconds)).toBeCloseTo(register + 0.9 * (cancel - register), 0);
    expect(at(statusTimes, 'registering')).toBeUndefined();
  });
});

describe('the ranking of partners', () => {
  it('counts what was handed in, won and refused, what was sold directly too', async () => {
    const { partnerSales } = await ask();
    expect(partnerSales).toEqual([
      { partnerId: north?.id, name: 'north', contracts: 2, won: 1, refused: 1 },
      { partnerId: null, name: null, contracts: 1, won: 1, refused: 0 },
    ]);
  });
});

describe('all of them', () => {
  it('may be of one partner', async () => {
    const { ordersPerDay, contractFunnel, partnerSales } = await ask({ days: AUGUST, partner: north?.id });
    expect(ordersPerDay.reduce((sum: number, { orders }: { orders: number }) => sum + orders, 0)).toBe(2);
    expect(at(contractFunnel, 'accepted')).toMatchObject({ reached: 2 });
    expect(partnerSales).toHaveLength(1);
  });

  it('show a partner what it sold, and another one and another brand nothing', async () => {
    const own = await ask({ days: AUGUST }, await seller(north?.id ?? ''));
    expect(own.partnerSales).toEqual([{ partnerId: north?.id, name: 'north', contracts: 2, won: 1, refused: 1 }]);
    expect(at(own.contractFunnel, 'accepted')).toMatchObject({ reached: 2, now: 0 });
    for (const ctx of [await seller(south?.id ?? ''), await app.as('b')]) {
      const nothing = await ask({ days: AUGUST }, ctx);
      expect(nothing.partnerSales).toEqual([]);
      expect(nothing.statusTimes).toEqual([]);
      expect(nothing.contractFunnel.every(({ reached }: { reached: number }) => reached === 0)).toBe(true);
      expect(nothing.ordersPerDay.every(({ orders }: { orders: number }) => orders === 0)).toBe(true);
    }
  });

  it('take one statement each', async () => {
    const ctx = await app.as();
    let statements = 0;
    (app.root as unknown as { $on: (event: 'query', listener: () => void) => void }).$on('query', () => {
      statements += 1;
    });
    await ask({ days: AUGUST }, ctx);
    expect(statements).toBe(4);
  });
});
