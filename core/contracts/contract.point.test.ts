import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { Prisma } from '#prisma';
import { addDays, toDbDate } from '../kernel/clock.ts';
import { allow, hook } from '../kernel/hooks.ts';
import { newId } from '../kernel/ids.ts';
import { newNumber } from '../kernel/numbers.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { orderAcceptance } from '../orders/order.points.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, samplePointCode } from '../testing/samples.ts';
import { contractKit } from './contract.kit.ts';

vi.setConfig({ testTimeout: 180_000 });
/** What happens between the look of an order at its point and its writing. */
let meanwhile: (() => Promise<unknown>) | null = null;
const slow = definePlugin({
  id: 'slow',
  version: '1.0.0',
  api: 1,
  summary: 'Takes its time',
  hooks: [
    hook(orderAcceptance, async () => {
      const act = meanwhile;
      meanwhile = null;
      await act?.();
      return allow();
    }),
  ],
});
const app = await createTestApp([slow]);
afterAll(() => app.close());
const { step, refusalOf, must, tariff, offerFor, accepted, supplied, calendar, read } = contractKit(app);
const { priceId } = await tariff('plain');

const PLACE =
  'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { id status } } }';
const CHANGE = `mutation ($id: ID!, $seen: Int!, $on: Date!) {
  changeContract(id: $id, expectedVersion: $seen, input: { requestedStartOn: $on }) { requestedStartOn } }`;
const codeOf = async (id: string): Promise<string> => (await read(id, 'meteringPoint { code }')).meteringPoint.code;
const next = (code: string, on: string) => ({ meteringPoint: { code }, requestedStartOn: on });

/** A contract in days from some day on. */
interface Row {
  readonly kind: 'WAITING' | 'SUPPLY' | 'ENDED' | 'REFUSED';
  readonly supplied: number | null;
  readonly confirmed: number | null;
  readonly wished: number;
  readonly ends: number | null;
}
const DAY = fc.option(fc.integer({ min: 0, max: 60 }), { freq: 3 });
const ROW: fc.Arbitrary<Row> = fc.record({
  ...{ kind: fc.constantFrom('WAITING', 'SUPPLY', 'SUPPLY', 'ENDED', 'REFUSED'), ends: DAY },
  ...{ supplied: DAY, confirmed: DAY, wished: fc.integer({ min: 0, max: 60 }) },
});

/** For which days it holds its point, said once more in other words; null = for none. */
function daysOf({ kind, supplied, confirmed, wished, ends }: Row): { readonly from: number; readonly to: number } | null {
  if (kind === 'ENDED' || kind === 'REFUSED')
    return supplied === null || ends === null || ends <= supplied ? null : { from: supplied, to: ends };
  const from = supplied ?? confirmed ?? wished;
  // An end before any of its days is a slip: it is held until the last of them.
  const to = ends === null ? Number.POSITIVE_INFINITY : Math.max(ends, supplied ?? 0, confirmed ?? 0, wished);
  return from < to ? { from, to } : null;
}

function meets(one: Row, other: Row): boolean {
  const [a, b] = [daysOf(one), daysOf(other)];
  return a !== null && b !== null && a.from < b.to && b.from < a.to;
}

/** Pairs of contracts that hold one point on one day. */
const overlaps = () =>
  app.root.$queryRaw<object[]>(Prisma.sql`
    with held as (
      select id, metering_point_id, contract_supply(kind, supplied_from, confirmed_start_on, requested_start_on, ends_on) as days from contract)
    select a.id from held a join held b on a.metering_point_id = b.metering_point_id and a.id < b.id and a.days && b.days`);

describe('a metering point', () => {
  it('goes from one contract to the next on the day on which the first one is over', async () => {
    const old = await supplied(priceId);
    await must(old, 'give_notice', { on: '2026-12-31' });
    const young = await accepted(priceId, next(await codeOf(old), '2026-12-31'));
    await must(young, 'register');
    await must(young, 'confirm', { on: '2026-12-31' });
    await calendar('2026-12-31T10:00:00Z');
    expect((await read(old, 'status')).status).toBe('ended');
    expect(await read(young, 'status suppliedFrom')).toEqual({ status: 'active', suppliedFrom: '2026-12-31' });
  });

  it('is not promised for a day on which it is still supplied, by whatever way the day is named', async () => {
    const old = await supplied(priceId);
    await must(old, 'give_notice', { on: '2026-12-31' });
    const young = await accepted(priceId, next(await codeOf(old), '2027-01-15'));
    const { version } = await read(young, 'version');
    const moved = async (on: string) => app.gql(CHANGE, { id: young, seen: version, on });
    const problems = (await moved('2026-12-30')).errors?.[0]?.extensions['problems'];
    expect(problems).toMatchObject([{ field: 'requestedStartOn', code: 'POINT_SUPPLIED', message: expect.stringContaining('2026-12-30') }]);
    await must(young, 'register');
    expect(await refusalOf(young, 'confirm', { on: '2026-12-30' })).toBe('POINT_SUPPLIED');
    await must(young, 'confirm', { on: '2027-01-15' });
    expect(await refusalOf(young, 'move_start', { on: '2026-12-30' })).toBe('POINT_SUPPLIED');
    await must(young, 'move_start', { on: '2026-12-31' });
  });

  it('is refused to an order that looked before a notice was taken back and is written after it', async () => {
    const old = await supplied(priceId);
    await must(old, 'give_notice', { on: '2026-12-31' });
    const input = completeOrder(await offerFor(priceId), next(await codeOf(old), '2026-12-31'));
    await app.switch('slow', true);
    meanwhile = () => must(old, 'revoke_notice');
    const { errors } = await app.gql(PLACE, { input, key: crypto.randomUUID() });
    await app.switch('slow', false);
    expect(errors?.[0]?.extensions['problems']).toMatchObject([{ field: 'meteringPoint.code', code: 'METERING_POINT_SUPPLIED' }]);
    expect(await overlaps()).toEqual([]);
  });

  it('has one contract a day, however many orders come in while a notice is taken back', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 6; round += 1) {
      const old = await supplied(priceId);
      await must(old, 'give_notice', { on: '2026-12-31' });
      const [code, offerId] = [await codeOf(old), await offerFor(priceId)];
      const order = () => app.gql(PLACE, { input: completeOrder(offerId, next(code, '2026-12-31')), key: crypto.randomUUID() });
      const [revoked, ...orders] = await Promise.all([step(old, 'revoke_notice'), order(), order(), order()]);
      const placed = orders.filter(({ errors }) => !errors);
      const refused = orders.flatMap(({ errors }) => (errors?.[0]?.extensions['problems'] ?? []) as { code: string }[]);
      expect(placed.length + refused.length).toBe(3); // nobody was told of an unexpected error
      for (const { code } of refused) expect(['METERING_POINT_TAKEN', 'METERING_POINT_SUPPLIED']).toContain(code);
      expect(placed).toHaveLength(revoked?.errors ? 1 : 0);
      if (revoked?.errors) expect(revoked.errors[0]?.extensions.code).toBe('POINT_TAKEN');
      outcomes.add(revoked?.errors ? 'the order' : 'the notice');
    }
    expect(outcomes.size).toBeGreaterThan(0);
    expect(await overlaps()).toEqual([]);
  });

  it('is begun once by contracts that are confirmed and taken back at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const old = await supplied(priceId);
      await must(old, 'give_notice', { on: '2026-12-31' });
      const young = await accepted(priceId, next(await codeOf(old), '2027-01-15'));
      await must(young, 'register');
      const answers = await Promise.all([
        step(young, 'confirm', { on: '2026-12-31' }),
        step(young, 'confirm', { on: '2026-12-30' }),
        step(old, 'revoke_notice'),
        step(young, 'cancel'),
      ]);
      const codes = answers.map(({ errors }) => errors?.[0]?.extensions.code);
      for (const code of codes)
        expect([undefined, 'POINT_SUPPLIED', 'POINT_TAKEN', 'TRANSITION_NOT_ALLOWED', 'START_BEHIND']).toContain(code);
    }
    expect(await overlaps()).toEqual([]);
  });

  it('is kept by the database itself, for any days and statuses that contracts may have', async () => {
    app.clock.set('2026-08-24T10:00:00Z');
    const model = await app.root.contract.findUniqueOrThrow({ where: { id: await accepted(priceId) } });
    const { pending: _pending, faults: _faults, leavingFee: _fee, id: _id, number: _number, ...base } = model;
    const date = (offset: number | null) => (offset === null ? null : toDbDate(addDays('2026-01-01', offset)));
    const put = ({ kind, ends, supplied, confirmed, wished }: Row, meteringPointId: string): Promise<boolean> => {
      const data = {
        ...{
          ...base,
          id: newId(),
          number: newNumber('C', { numberPrefix: '' }),
          meteringPointId,
          kind,
          status: kind === 'WAITING' ? 'accepted' : 'active',
        },
        ...{ suppliedFrom: date(supplied), confirmedStartOn: date(confirmed), requestedStartOn: date(wished), endsOn: date(ends) },
      };
      return app.root.contract.create({ data }).then(
        () => true,
        () => false,
      );
    };
    await fc.assert(
      fc.asyncProperty(fc.array(ROW, { minLength: 2, maxLength: 6 }), async (rows) => {
        const { id } = await app.root.meteringPoint.create({
          data: {
            ...{ brandId: app.brands.a, code: samplePointCode(), commodity: 'ELECTRICITY', country: 'AT' },
            ...{ street: 'Ring', houseNumber: '1', postcode: '1010', city: 'Wien' },
          },
        });
        const taken: Row[] = [];
        for (const row of rows) {
          const isFree = !taken.some((other) => meets(row, other) || (row.kind === 'WAITING' && other.kind === 'WAITING'));
          expect(await put(row, id)).toBe(isFree);
          if (isFree) taken.push(row);
        }
      }),
      { numRuns: 60 },
    );
  });
});
