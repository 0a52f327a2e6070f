import { afterAll, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';

const app = await createTestApp();
afterAll(() => app.close());

const PLACE = 'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id } }';
const LISTS = `query ($postcode: String!) {
  customers(first: 10, filter: { postcode: $postcode }) { edges { node { postcode } } }
  contracts(first: 10, filter: { postcode: $postcode }) { edges { node { meteringPoint { postcode } } } }
  quotes(first: 10, filter: { postcode: $postcode }) { edges { node { offers { id } } } }
}`;
const found = async (postcode: string): Promise<number[]> => {
  const { data } = await app.gql(LISTS, { postcode });
  return [data.customers, data.contracts, data.quotes].map(({ edges }: { edges: unknown[] }) => edges.length);
};

it('lists are searched by postcode however it was written down, and however it is looked for', async () => {
  const offerId = await sampleOffer(await app.as());
  for (const postcode of ['1010', 'A-1010', 'A 1010']) {
    const { errors } = await app.gql(PLACE, { input: completeOrder(offerId, { customer: { postcode } }), key: crypto.randomUUID() });
    expect(errors).toBeUndefined();
  }
  for (const postcode of ['1010', ' 1010 ', 'A-1010', 'a 1010', 'AT-1010']) expect(await found(postcode)).toEqual([3, 3, 1]);
  // Of contracts the beginning is enough; a customer's is meant as a whole.
  expect(await found('A-10')).toEqual([0, 3, 0]);
  expect(await found('1011')).toEqual([0, 0, 0]);
  for (const nothing of ['%', '-', 'A-']) expect((await found(nothing))[0]).toBe(0);
});
