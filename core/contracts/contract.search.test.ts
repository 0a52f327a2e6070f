import { afterAll, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer, samplePointCode } from '../testing/samples.ts';

const app = await createTestApp();
afterAll(() => app.close());

async function placed(firstName: string, lastName: string, email: string) {
  const code = samplePointCode();
  const input = completeOrder(await sampleOffer(await app.as()), {
    customer: { firstName, lastName, email },
    meteringPoint: { code, meterNumber: `1ESY${code.slice(-8)}` },
  });
  const { data } = await app.gql(
    'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { id number customer { number } } } }',
    { input, key: crypto.randomUUID() },
  );
  const [contract] = data.placeOrder.contracts;
  return { code, ...contract } as { id: string; number: string; code: string; customer: { number: string } };
}

const ada = await placed('Ada', 'Muster', 'ada@sample.example');
const eve = await placed('Eve', 'Mustermann', 'eve@sample.example');

const found = async (search: string): Promise<string[]> => {
  const { data } = await app.gql('query ($search: String) { contracts(filter: { search: $search }) { edges { node { id } } } }', {
    search,
  });
  return data.contracts.edges.map(({ node }: { node: { id: string } }) => node.id).sort();
};

it.each([
  ['its number', () => ada.number],
  ['the beginning of its number, in small letters', () => ada.number.slice(0, 8).toLowerCase()],
  ["the customer's number", () => ada.customer.number],
  ["the customer's e-mail address", () => 'Ada@Sample.example'],
  ['given and family name in any order', () => 'muster ada'],
  ["the metering point's code", () => ada.code],
  ["the metering point's code as people write it", () => `${ada.code.slice(0, 8)} ${ada.code.slice(8)}`],
  ["the meter's number", () => `1ESY${ada.code.slice(-8)}`],
])('a contract is found by %s', async (_what, text) => {
  expect(await found(text())).toEqual([ada.id]);
});

it('a name finds all that begin with it, blanks find all, and what is nobody finds none', async () => {
  expect(await found('Muster')).toEqual([ada.id, eve.id].sort());
  expect(await found('  ')).toEqual([ada.id, eve.id].sort());
  expect(await found('Nobody')).toEqual([]);
});

it('finds the contracts whose ids are given, and no others', async () => {
  const { data } = await app.gql('query ($ids: [ID!]) { contracts(filter: { ids: $ids }) { edges { node { id } } } }', { ids: [eve.id] });
  expect(data.contracts.edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual([eve.id]);
});
