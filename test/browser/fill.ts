import { request } from 'node:http';
import { samplePointCode } from '../../core/testing/samples.ts';

/** Orders for pages to show: invented people at real places, under the brand's own tariffs. */
const PEOPLE = [
  ['Ada', 'Muster', 'Ringstraße', '1', '1010', 'Wien', 3_500],
  ['Jonas', 'Beispiel', 'Hauptplatz', '7', '8010', 'Graz', 2_860],
  ['Marlene', 'Probe', 'Landstraße', '22/4', '4020', 'Linz', 1_940],
  ['Maximilian', 'Vorlage-Stadlhuber', 'Getreidegasse', '9', '5020', 'Salzburg', 5_240],
  ['Elif', 'Demo', 'Favoritenstraße', '100/12', '1100', 'Wien', 4_120],
  ['Paul', 'Exempel', 'Bahnhofstraße', '3', '9020', 'Klagenfurt', 6_300],
  ['Clara', 'Skizze', 'Wiener Straße', '41', '3100', 'St. Pölten', 3_980],
  ['Sofia', 'Entwurf', 'Währinger Straße', '60', '1180', 'Wien', 2_150],
] as const;

export interface Installation {
  readonly port: number;
  readonly apiKey: string;
  readonly office: { readonly email: string; readonly password: string };
}

type Ask = (query: string, variables?: object) => Promise<Record<string, unknown>>;

/** Places one order for each and walks some of them on; returns the ids of the contracts. */
export async function fill(installation: Installation, startOn: string): Promise<string[]> {
  const partner = askerOf(installation, { authorization: `Bearer ${installation.apiKey}` });
  const office = askerOf(installation, { cookie: await cookieOf(installation) });
  const ids: string[] = [];
  for (const [at, person] of PEOPLE.entries()) ids.push(await order(partner, { person, at, startOn }));
  await accepted(office, ids);
  const step = (id: string | undefined, transition: string, on: string | null = null) =>
    office(
      'mutation ($id: ID!, $transition: String!, $on: Date) { transitionContract(id: $id, transition: $transition, effectiveOn: $on) { status } }',
      {
        ...{ id, transition, on },
      },
    );
  for (const id of ids.slice(0, 4)) await step(id, 'register');
  for (const id of ids.slice(0, 2)) await step(id, 'confirm', startOn);
  return ids;
}

interface Ordered {
  readonly person: (typeof PEOPLE)[number];
  readonly at: number;
  readonly startOn: string;
}

async function order(ask: Ask, { person, at, startOn }: Ordered): Promise<string> {
  const [firstName, lastName, street, houseNumber, postcode, city, annualKwh] = person;
  const offers = await offersFor(ask, { postcode, annualKwh });
  const input = {
    ...{ offerId: offers[at % offers.length]?.id, supplyReason: at % 3 === 2 ? 'MOVE_IN' : 'SWITCH', requestedStartOn: startOn },
    customer: {
      firstName,
      lastName,
      birthDate: '1980-02-29',
      email: `${firstName.toLowerCase()}@sample.example`,
      street,
      houseNumber,
      postcode,
      city,
    },
    meteringPoint: { code: samplePointCode() },
  };
  const { placeOrder } = await ask(
    'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { id } } }',
    { input, key: crypto.randomUUID() },
  );
  return (placeOrder as { contracts: { id: string }[] }).contracts[0]?.id ?? '';
}

/** Where several grid operators share a postcode, the first municipality is meant. */
async function offersFor(ask: Ask, input: { postcode: string; annualKwh: number; municipality?: string }): Promise<{ id: string }[]> {
  const { askQuote } = await ask(
    'mutation ($input: QuoteInput!) { askQuote(input: $input) { offers { id } questions { choices { value } } } }',
    { input },
  );
  const { offers, questions } = askQuote as { offers: { id: string }[]; questions: { choices: { value: string }[] }[] };
  const municipality = questions[0]?.choices[0]?.value;
  return offers.length === 0 && municipality !== undefined && input.municipality === undefined
    ? offersFor(ask, { ...input, municipality })
    : offers;
}

async function accepted(ask: Ask, ids: readonly string[]): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 250) {
    const { contracts } = await ask('{ contracts(first: 1, filter: { status: ["accepted"] }) { total { value } } }');
    if ((contracts as { total: { value: number } }).total.value >= ids.length - 1) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('the orders were not accepted within 20 s');
}

/** Node finds no host below "localhost": the brand is named in the header. */
function send({ port }: Installation, path: string, headers: Readonly<Record<string, string>>, body: object) {
  return new Promise<{ headers: Readonly<Record<string, unknown>>; text: string }>((resolve, reject) => {
    const options = {
      port,
      path,
      method: 'POST',
      headers: { host: `a.localhost:${port}`, 'content-type': 'application/json', ...headers },
    };
    const call = request({ host: '127.0.0.1', ...options }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ headers: answer.headers, text: Buffer.concat(parts).toString() }));
    });
    call.once('error', reject);
    call.end(JSON.stringify(body));
  });
}

const askerOf =
  (installation: Installation, headers: Readonly<Record<string, string>>): Ask =>
  async (query, variables = {}) => {
    const { text } = await send(installation, '/graphql', headers, { query, variables });
    const { data, errors } = JSON.parse(text) as { data: Record<string, unknown>; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };

async function cookieOf(installation: Installation): Promise<string> {
  const { headers } = await send(installation, '/auth/sign-in', {}, installation.office);
  const cookies = headers['set-cookie'];
  return Array.isArray(cookies) ? (String(cookies[0]).split(';')[0] ?? '') : '';
}
