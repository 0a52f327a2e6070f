import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { addressKey } from '../customers/customer.keys.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer, samplePointCode } from '../testing/samples.ts';
import { consumptionProblems, consumptionWarnings } from './consumption.rules.ts';

const app = await createTestApp();
afterAll(() => app.close());
const office = await app.as();

const facts = { commodity: 'ELECTRICITY', street: 'Ring', houseNumber: '1', postcode: '1010', city: 'Wien', country: 'AT' };
const newPoint = async (more: object = {}): Promise<string> => {
  const point = { ...facts, code: samplePointCode(), addressKey: addressKey(facts), ...more };
  return (await office.db.meteringPoint.create({ data: point, select: { id: true } })).id;
};
const CHANGE = `mutation ($id: ID!, $version: Int!, $input: MeteringPointInput!) {
  changeMeteringPoint(id: $id, expectedVersion: $version, input: $input) {
    version meterNumber gridArea profile capacityKw latitude longitude addressRegisterId meteringLocation street changes { version by before after } } }`;
const change = async (id: string, version: number, input: object, ctx = app.as()) => app.gql(CHANGE, { id, version, input }, await ctx);

describe('a metering point', () => {
  it('is changed with all it has, and its history says who, before and after', async () => {
    const id = await newPoint();
    const input = {
      meterNumber: 'Z-77',
      gridArea: 'AT0031000',
      profile: 'H25',
      capacityKw: '14.5',
      latitude: '48.208176',
      longitude: '16.373819',
      addressRegisterId: 'AGWR-1',
      street: 'Kai',
    };
    const { data } = await change(id, 1, input);
    expect(data.changeMeteringPoint).toMatchObject({ version: 2, ...input });
    expect(data.changeMeteringPoint.changes).toMatchObject([
      { version: 2, by: 'tester', before: { meterNumber: null, street: 'Ring' }, after: input },
    ]);
    expect((await change(id, 2, input)).data.changeMeteringPoint.version).toBe(2);
    expect((await change(id, 2, { meterNumber: null })).data.changeMeteringPoint).toMatchObject({ version: 3, meterNumber: null });
    expect(await app.root.meteringPoint.findUniqueOrThrow({ where: { id } })).toMatchObject({ addressKey: 'AT|1010|kai|1' });
  });

  it('is refused with every problem at once', async () => {
    const id = await newPoint();
    const { errors } = await change(id, 1, { capacityKw: '-1', latitude: '91', longitude: '16', street: ' ' });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'METERING_POINT_INVALID',
      problems: [
        { field: 'capacityKw', code: 'CAPACITY_INVALID' },
        { field: 'latitude', code: 'COORDINATES_INVALID' },
        { field: 'street', code: 'REQUIRED' },
      ],
    });
    const half = await change(id, 1, { latitude: '48', meteringLocation: 'AT0031000000000000000000012345678' });
    expect(half.errors?.[0]?.extensions.problems).toMatchObject([
      { field: 'meteringLocation', code: 'METERING_LOCATION_UNKNOWN' },
      { field: 'longitude', code: 'REQUIRED' },
    ]);
    const german = await newPoint({ country: 'DE', code: '41373559241' });
    const melo = 'DE 000562 66802 AO6G56M11SN51G21M24S';
    expect((await change(german, 1, { meteringLocation: melo })).data.changeMeteringPoint.meteringLocation).toBe(melo.replaceAll(' ', ''));
  });

  it('takes one of two changes at once; the other gets both versions', async () => {
    const id = await newPoint();
    for (let version = 1; version <= 10; version += 1) {
      const both = await Promise.all(['left', 'right'].map((side) => change(id, version, { meterNumber: `${side} ${version}` })));
      const lost = both.flatMap(({ errors = [] }) => errors);
      expect(lost).toMatchObject([
        { extensions: { code: 'METERING_POINT_CHANGED', seen: { version }, current: { version: version + 1 } } },
      ]);
    }
    const late = await change(id, 1, { meterNumber: 'late' });
    expect(late.errors?.[0]?.extensions).toMatchObject({
      seen: { values: { meterNumber: null } },
      current: { version: 11, changedBy: 'tester' },
    });
  });

  it('of another brand is none', async () => {
    const id = await newPoint();
    expect((await change(id, 1, { profile: 'x' }, app.as('b'))).errors?.[0]?.extensions.code).toBe('METERING_POINT_NOT_FOUND');
  });
});

describe('expected consumption', () => {
  const SET = `mutation ($id: ID!, $kwh: Int!, $low: Int, $from: Date!, $source: String!) {
    setConsumption(meteringPointId: $id, annualKwh: $kwh, lowRateKwh: $low, validFrom: $from, source: $source) { field code message } }`;
  const set = (id: string, kwh: number, from = '2026-08-24', more: object = {}) =>
    app.gql(SET, { id, kwh, from, source: 'reading', ...more });

  it('counts from a day on; the days before keep what was said, and a later word for the same day counts', async () => {
    const code = samplePointCode();
    const id = await newPoint({ code });
    await set(id, 3_000, '2026-01-01');
    await set(id, 4_000, '2026-09-01', { low: 1_500 });
    await set(id, 3_500, '2026-01-01');
    const on = async (day: string | null) => {
      const ASK = `query ($code: String!, $day: Date) { meteringPoints(filter: { code: $code }) { edges { node {
        consumption(on: $day) { annualKwh lowRateKwh source createdBy } consumptions { annualKwh } } } } }`;
      return (await app.gql(ASK, { code, day })).data.meteringPoints.edges[0].node;
    };
    expect((await on('2025-12-31')).consumption).toBeNull();
    expect((await on('2026-08-31')).consumption).toMatchObject({ annualKwh: 3_500, source: 'reading', createdBy: 'tester' });
    expect((await on('2026-09-01')).consumption).toMatchObject({ annualKwh: 4_000, lowRateKwh: 1_500 });
    expect((await on(null)).consumption).toMatchObject({ annualKwh: 3_500 });
    expect((await on(null)).consumptions).toHaveLength(3);
  });

  it('is refused when it cannot be, and hinted at when it is unusual for a household', async () => {
    const id = await newPoint();
    const codesOf = async (...args: Parameters<typeof set>) =>
      ((await set(...args)).errors ?? []).flatMap(({ extensions }) =>
        (extensions.problems as { field: string; code: string }[]).map(({ field, code }) => `${field} ${code}`),
      );
    expect(await codesOf(id, -1)).toEqual(['annualKwh CONSUMPTION_ABSURD']);
    expect(await codesOf(id, 2_100_000_000)).toEqual(['annualKwh CONSUMPTION_ABSURD']);
    expect(await codesOf(id, 100, '2026-08-24', { low: 101, source: 'rumour' })).toEqual([
      'lowRateKwh LOW_RATE_EXCEEDS_TOTAL',
      'source INVALID',
    ]);
    expect((await set(id, 30_000)).data.setConsumption).toEqual([]);
    expect((await set(id, 30_001)).data.setConsumption).toMatchObject([{ field: 'annualKwh', code: 'CONSUMPTION_UNUSUAL' }]);
    // Of a company nobody says what is usual.
    const placed = await app.gql(
      'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { meteringPoint { id } tariff { id } } } }',
      { input: completeOrder(await sampleOffer(office)), key: crypto.randomUUID() },
    );
    const [contract] = placed.data.placeOrder.contracts;
    expect((await set(contract.meteringPoint.id, 36_000)).data.setConsumption).toHaveLength(1);
    await app.root.tariff.update({ where: { id: contract.tariff.id }, data: { segment: 'BUSINESS' } });
    expect((await set(contract.meteringPoint.id, 36_000)).data.setConsumption).toEqual([]);
    expect((await set(crypto.randomUUID(), 100)).errors?.[0]?.extensions.code).toBe('METERING_POINT_NOT_FOUND');
  });

  it('is either refused or stored as it is, whatever somebody types', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer(), fc.double(), fc.integer({ min: 0, max: 100_000 })),
        fc.option(fc.integer()),
        (annualKwh, lowRateKwh) => {
          const isStorable =
            Number.isInteger(annualKwh) &&
            annualKwh >= 0 &&
            annualKwh < 2 ** 31 &&
            (lowRateKwh ?? 0) >= 0 &&
            (lowRateKwh ?? 0) <= annualKwh;
          if (consumptionProblems({ annualKwh, lowRateKwh }).length === 0) expect(isStorable).toBe(true);
          const asked = { country: 'AT', commodity: 'ELECTRICITY', day: '2026-08-24' };
          if (annualKwh <= 30_000) expect(consumptionWarnings({ annualKwh }, { ...asked, segment: 'HOUSEHOLD' })).toEqual([]);
          expect(consumptionWarnings({ annualKwh }, { ...asked, segment: 'BUSINESS' })).toEqual([]);
        },
      ),
    );
  });
});
