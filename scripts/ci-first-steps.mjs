// What a newcomer does after "npm start": waits until it answers, asks for a price with the printed key and places an order.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const [address, accessFile] = process.argv.slice(2);
const PATIENCE_MS = 120_000;

async function untilReady() {
  for (const began = Date.now(); Date.now() - began < PATIENCE_MS; await sleep(250)) {
    try {
      if ((await fetch(`${address}/health/ready`)).ok) return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // not listening yet
    }
  }
  throw new Error(`${address} did not become ready within ${PATIENCE_MS / 1_000} s`);
}

async function graphql(query, variables = {}) {
  const { apiKey } = JSON.parse(readFileSync(accessFile, 'utf8'));
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

await untilReady();
const { askQuote } = await graphql(
  'mutation { askQuote(input: { postcode: "1010", annualKwh: 3500 }) { offers { id firstYear } marketOffers(first: 1) { firstYear } } }',
);
if (askQuote.offers.length === 0 || askQuote.marketOffers.length === 0)
  throw new Error(`the quote is incomplete: ${JSON.stringify(askQuote)}`);

const day = new Date(Date.now() + 22 * 86_400_000).toISOString().slice(0, 10);
const address1010 = { street: 'Ring', houseNumber: '1', postcode: '1010', city: 'Wien' };
const input = {
  offerId: askQuote.offers[0].id,
  supplyReason: 'SWITCH',
  requestedStartOn: day,
  customer: { firstName: 'Ada', lastName: 'Sample', birthDate: '1980-02-29', email: 'ada@sample.example', ...address1010 },
  meteringPoint: { code: 'AT0031000000000000000000012345678' },
};
const { placeOrder } = await graphql(
  'mutation ($input: OrderInput!) { placeOrder(input: $input, idempotencyKey: "first-steps") { id contracts { status } } }',
  { input },
);
for (let waited = 0; ; waited += 250) {
  const { order } = await graphql('query ($id: ID!) { order(id: $id) { contracts { status } } }', { id: placeOrder.id });
  if (order.contracts[0].status === 'accepted') break;
  if (waited > 20_000) throw new Error(`the order was not accepted: ${JSON.stringify(order)}`);
  await sleep(250);
}
console.log('First steps: quote, order and acceptance work.');
