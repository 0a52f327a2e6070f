import { afterAll, expect, it } from 'vitest';
import { completeOrder, createTestApp, sampleOffer } from '#core/testing';
import brandManagement from './plugin.ts';
import { person } from './test-data/tenant.ts';

const app = await createTestApp([brandManagement]);
afterAll(() => app.close());
await app.switch('brand-management', true);

const FIGURES = `query ($from: DateTime!, $before: DateTime!) {
  brandFigures(from: $from, before: $before) { brandName orders contracts refused waiting inSupply } }`;
const days = (from: number, before: number) => {
  const at = (day: number) => new Date(app.clock.now().getTime() + day * 86_400_000).toISOString();
  return { from: at(from), before: at(before) };
};
async function sell(brand: 'a' | 'b', count: number) {
  const ctx = await app.as(brand);
  const PLACE = 'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id } }';
  const offer = await sampleOffer(ctx);
  for (let at = 0; at < count; at++) await app.gql(PLACE, { input: completeOrder(offer), key: `order-${brand}-${at}` }, ctx);
}

it('puts the brands side by side, each with its own orders of these days alone', async () => {
  await sell('a', 2);
  await sell('b', 1);
  const admin = await person(app, 'TENANT_ADMIN');
  const { data } = await app.gql(FIGURES, days(-1, 1), admin);
  expect(data.brandFigures).toEqual([
    { brandName: 'Brand A', orders: 2, contracts: 2, refused: 0, waiting: 2, inSupply: 0 },
    { brandName: 'Brand B', orders: 1, contracts: 1, refused: 0, waiting: 1, inSupply: 0 },
  ]);
  const later = await app.gql(FIGURES, days(1, 2), admin);
  expect(later.data.brandFigures.map(({ orders }: { orders: number }) => orders)).toEqual([0, 0]);
});

it('shows a member of one brand that one alone', async () => {
  const office = await person(app, 'BACK_OFFICE');
  const { data } = await app.gql(FIGURES, days(-1, 1), office);
  expect(data.brandFigures.map(({ brandName }: { brandName: string }) => brandName)).toEqual(['Brand A']);
  const partner = await person(app, 'PARTNER');
  expect((await app.gql(FIGURES, days(-1, 1), partner)).data.brandFigures).toEqual([]);
});
