import { afterAll, describe, expect, it } from 'vitest';
import { readPdf } from '../documents/pdf.kit.ts';
import { keyFor, send } from '../http/http.kit.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { saveLogo } from './logo.ts';

/*
 * Two brands of one tenant, each with a look of its own and a sale: whatever the one gives to its people, the other's name,
 * address, colour, sender, account, prefix, ids and customers are not in it.
 */
const app = await createTestApp();
afterAll(() => app.close());

interface Face {
  readonly brand: 'a' | 'b';
  readonly name: string;
  readonly accent: string;
  readonly iban: string;
}
const ZEBRA: Face = { brand: 'a', name: 'Zebraflug', accent: '#7a1fa2', iban: 'AT611904300234573201' };
const QUOKKA: Face = { brand: 'b', name: 'Quokkawatt', accent: '#1b7f3b', iban: 'DE89370400440532013000' };

async function sellAs({ brand, name, accent, iban }: Face) {
  const ctx = await app.as(brand);
  const low = name.toLowerCase();
  const sender = { name: `${name} Service`, email: `service@${low}.example` };
  const input = {
    name,
    accent,
    language: 'de',
    numberPrefix: name.slice(0, 3).toUpperCase(),
    sender,
    account: { holder: `${name} GmbH`, iban },
  };
  await app.gql('mutation ($input: BrandLookInput!) { saveBrandLook(input: $input) { id } }', { input }, ctx);
  const imprint = {
    name: `${name} GmbH`,
    street: `${name}gasse`,
    houseNumber: '1',
    postcode: '1010',
    city: 'Wien',
    phone: '+43 1',
    email: sender.email,
  };
  await app.gql('mutation ($input: ImprintInput!) { saveImprint(input: $input) { id } }', { input: imprint }, ctx);
  const { default: sharp } = await import('sharp');
  await saveLogo(
    ctx,
    await sharp({ create: { width: 64, height: 64, channels: 3, background: accent } })
      .png()
      .toBuffer(),
  );

  const seller = await app.as(brand); // with the facts as they are now
  const form = completeOrder(await sampleOffer(seller), { customer: { lastName: `${name}kunde`, email: `kunde@${low}.example` } });
  const PLACE = 'mutation ($input: OrderInput!) { placeOrder(input: $input, idempotencyKey: "one-of-two") { id number } }';
  const { data } = await app.gql(PLACE, { input: form }, seller);
  await app.work();
  return { ...data.placeOrder, key: await keyFor(app, { brand }) };
}
const sold = { a: await sellAs(ZEBRA), b: await sellAs(QUOKKA) };

/** Everything by which somebody could tell the other brand. */
async function tracesOf({ brand, name, accent, iban }: Face): Promise<string[]> {
  const brandId = app.brands[brand];
  const logo = await app.root.brandLogo.findUniqueOrThrow({ where: { brandId } });
  return [
    name,
    name.toUpperCase().slice(0, 3).concat('-'),
    `${brand}.localhost`,
    accent,
    iban,
    brandId,
    logo.sha256,
    sold[brand].id,
    sold[brand].number,
  ];
}

/** What a brand gives: lists, search, exports, letters, mails, errors, with all headers. */
async function givenBy({ brand }: Face, other: Face): Promise<Map<string, string>> {
  const host = `${brand}.localhost`;
  const { key } = sold[brand];
  const given = new Map<string, string>();
  const ask = async (name: string, query: string) => {
    const { text, headers } = await send(app, { host, key, body: { query } });
    given.set(name, `${text} ${JSON.stringify(headers)}`);
  };
  await ask('orders', '{ orders { edges { node { id number contracts { number status customer { lastName email } } } } } }');
  await ask('customers', '{ customers { edges { node { id number lastName } } } }');
  await ask('search', `{ contracts(filter: { search: "${other.name}kunde" }) { edges { node { number } } } }`);
  await ask('documents', '{ documents { edges { node { id title fileName kind } } } }');
  await ask('brand', '{ brand { id code name accent sender { name email } imprint { name } } }');
  await ask('error', `{ order(id: "${sold[other.brand].id}") { number } }`);
  for (const url of ['/exports/orders.csv', '/exports/contracts.csv', '/nowhere', '/logo']) {
    const { text, headers, status } = await send(app, { host, key, method: 'GET', url });
    given.set(url, `${status} ${text} ${JSON.stringify(headers)}`);
  }
  for (const { content, fileName } of await app.root.document.findMany({
    where: { brandId: app.brands[brand] },
    include: { content: true },
  })) {
    const bytes = Buffer.from(content?.bytes ?? []);
    given.set(fileName, `${fileName} ${readPdf(bytes).text} ${bytes.toString('latin1')}`);
  }
  for (const { id, ...mail } of await app.root.mailMessage.findMany({ where: { brandId: app.brands[brand] } }))
    given.set(id, JSON.stringify(mail));
  return given;
}

describe.each([
  [ZEBRA.name, QUOKKA.name, ZEBRA, QUOKKA],
  [QUOKKA.name, ZEBRA.name, QUOKKA, ZEBRA],
] as const)('%s', (_own, _foreign, own, other) => {
  it('shows itself, and nothing of %s', async () => {
    const given = await givenBy(own, other);
    expect(given.size).toBeGreaterThan(11);
    const everything = [...given.values()].join('\n');
    for (const trace of [own.name, own.iban, sold[own.brand].number]) expect(everything).toContain(trace);
    const traces = await tracesOf(other);
    // The search repeats nothing, and an error not even what was asked for.
    const leaks = [...given].flatMap(([where, text]) =>
      traces.filter((trace) => text.includes(trace)).map((trace) => `${where}: ${trace}`),
    );
    expect(leaks).toEqual([]);
  });
});
