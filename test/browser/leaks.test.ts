import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveLogo } from '../../core/brands/logo.ts';
import { readPdf } from '../../core/documents/pdf.kit.ts';
import { keyFor, send } from '../../core/http/http.kit.ts';
import { fromRoot } from '../../core/root.ts';
import { createTestApp } from '../../core/testing/app.ts';
import { completeOrder, sampleOffer } from '../../core/testing/samples.ts';
import { plugins } from '../../plugins.config.ts';
import { startReceiver } from '../mail-receiver.ts';
import { launchChromium } from './chromium.ts';
import { browserOf } from './people.ts';

/*
 * Two brands of one tenant, each with a look of its own, plugins, mails that leave, and a sale that is signed: whatever the one
 * gives to its people, the other's name, address, colour, sender, account, prefix, ids and customers are not in it. Headers, file
 * names and what stands invisibly in a file are looked at as well, and pages as a browser shows them.
 */
const MINUTE = 60_000;
const app = await createTestApp(plugins, { surfaces: fromRoot('dist') });
const receiver = await startReceiver();
let browser: Browser;
let port = 0;

interface Face {
  readonly brand: 'a' | 'b';
  readonly name: string;
  readonly accent: string;
  readonly iban: string;
}
const ZEBRA: Face = { brand: 'a', name: 'Zebraflug', accent: '#7a1fa2', iban: 'AT611904300234573201' };
const QUOKKA: Face = { brand: 'b', name: 'Quokkawatt', accent: '#1b7f3b', iban: 'DE89370400440532013000' };

const lowName = ({ name }: Face): string => name.toLowerCase();
const customerOf = (face: Face): string => `kunde@${lowName(face)}.example`;

/** Everything by which a brand shows itself. */
async function dress(face: Face): Promise<void> {
  const { brand, name, accent, iban } = face;
  const ctx = await app.as(brand);
  const email = `service@${lowName(face)}.example`;
  const account = { holder: `${name} GmbH`, iban };
  const look = {
    name,
    accent,
    language: 'de',
    numberPrefix: name.slice(0, 3).toUpperCase(),
    sender: { name: `${name} Service`, email },
    account,
  };
  const imprint = {
    ...{ name: `${name} GmbH`, street: `${name}gasse`, houseNumber: '1', postcode: '1010', city: 'Wien' },
    ...{ phone: `+43 1 ${brand === 'a' ? '1111111' : '2222222'}`, email },
  };
  const texts = [
    ['mutation ($input: BrandLookInput!) { saveBrandLook(input: $input) { id } }', look],
    ['mutation ($input: ImprintInput!) { saveImprint(input: $input) { id } }', imprint],
    [
      'mutation ($input: OrderPageInput!) { saveOrderPage(input: $input) { id } }',
      { isSelfService: true, embeddingHosts: [`www.${lowName(face)}.example`] },
    ],
  ] as const;
  for (const [mutation, input] of texts) expect((await app.gql(mutation, { input }, ctx)).errors).toBeUndefined();
  const { default: sharp } = await import('sharp');
  const picture = sharp({ create: { width: 64, height: 64, channels: 3, background: accent } });
  await saveLogo(ctx, await picture.png().toBuffer());
  for (const plugin of ['notifications', 'e-signature', 'referrals']) await app.switch(plugin, true, { brand });
  const smtp = { smtpHost: '127.0.0.1', smtpPort: receiver.port, smtpSecurity: 'none', senderAddress: email };
  await app.configure('notifications', smtp, brand);
}

/** An order over the API, confirmed, mailed and signed. */
async function sellAs(face: Face) {
  const seller = await app.as(face.brand); // with the facts as they are now
  const customer = { lastName: `${face.name}kunde`, email: customerOf(face) };
  const form = completeOrder(await sampleOffer(seller), { customer, isEarlyStart: true });
  const PLACE = 'mutation ($input: OrderInput!) { placeOrder(input: $input, idempotencyKey: "one-of-two") { id number } }';
  const { data } = await app.gql(PLACE, { input: form }, seller);
  await app.work();
  const links = await linksOf(face);
  await sign(face, links.signing);
  return { id: String(data.placeOrder.id), number: String(data.placeOrder.number), key: await keyFor(app, { brand: face.brand }), links };
}

/** What stands behind "#" in the mails to the brand's customer. */
async function linksOf(face: Face): Promise<{ readonly order: string; readonly signing: string }> {
  const mails = await app.root.mailMessage.findMany({ where: { recipient: customerOf(face) } });
  const linkIn = (pattern: RegExp) => mails.flatMap(({ text }) => pattern.exec(text)?.[1] ?? []).at(0) ?? '';
  return { order: linkIn(/\/my#(\S+)/), signing: linkIn(/\/my\/p\/e-signature\/sign#(\S+)/) };
}

async function sign({ brand, name }: Face, token: string): Promise<void> {
  const headers = { host: `${brand}.localhost`, authorization: `Signature ${token}` };
  const asked = await app.http.inject({ url: '/plugins/e-signature/request', headers });
  const documentSha256: string = asked.json().document.sha256;
  const payload = { documentSha256, method: 'TYPED', name: `Ada ${name}kunde`, isConsented: true, key: crypto.randomUUID() };
  const signed = await app.http.inject({ method: 'POST', url: '/plugins/e-signature/sign', headers, payload });
  expect(signed.statusCode, signed.body).toBe(200);
  await app.work();
}

const sold = new Map<Face, Awaited<ReturnType<typeof sellAs>>>();
const saleOf = (face: Face) => {
  const sale = sold.get(face);
  if (!sale) throw new Error(`${face.name} sold nothing`);
  return sale;
};

beforeAll(async () => {
  browser = await launchChromium();
  await app.http.listen({ host: '127.0.0.1', port: 0 });
  port = (app.http.server.address() as AddressInfo).port;
  for (const face of [ZEBRA, QUOKKA]) await dress(face);
  for (const face of [ZEBRA, QUOKKA]) sold.set(face, await sellAs(face));
}, 3 * MINUTE);
afterAll(async () => {
  await browser.close();
  await app.close();
  await receiver.close();
});

/** Everything by which somebody could tell the other brand; each is looked for as it stands. */
async function tracesOf(face: Face): Promise<string[]> {
  const { brand, name, accent, iban } = face;
  const brandId = app.brands[brand];
  const logo = await app.root.brandLogo.findUniqueOrThrow({ where: { brandId } });
  const documents = await app.root.document.findMany({ where: { brandId }, select: { id: true, sha256: true } });
  return [
    ...[name, lowName(face), name.toUpperCase(), `${name.slice(0, 3).toUpperCase()}-`, `${brand}.localhost`],
    ...[accent, iban, iban.replaceAll(/(.{4})(?=.)/g, '$1 '), brandId, logo.sha256.slice(0, 12)],
    ...[saleOf(face).id, saleOf(face).number, brand === 'a' ? '1111111' : '2222222'],
    ...documents.flatMap(({ id, sha256 }) => [id, sha256]),
  ];
}

type Given = Map<string, string>;
const leaksIn = (given: Given, traces: readonly string[]): string[] =>
  [...given].flatMap(([where, text]) => traces.filter((trace) => text.includes(trace)).map((trace) => `${where}: ${trace}`));

/** Lists, search, exports, errors of the API and what stands at addresses, with all headers. */
async function answersOf(face: Face, other: Face): Promise<Given> {
  const { brand } = face;
  const given: Given = new Map();
  const ask = async (name: string, query: string, key = saleOf(face).key) => {
    const { text, headers, status } = await send(app, { host: `${brand}.localhost`, key, body: { query } });
    given.set(name, `${status} ${text} ${JSON.stringify(headers)}`);
  };
  await ask('orders', '{ orders { edges { node { id number contracts { number status customer { lastName email } } } } } }');
  await ask('customers', '{ customers { edges { node { id number lastName } } } }');
  await ask('search', `{ contracts(filter: { search: "${other.name}kunde" }) { edges { node { number } } } }`);
  await ask('search by number', `{ orders(filter: { number: "${saleOf(other).number}" }) { edges { node { number } } } }`);
  await ask('documents', '{ documents { edges { node { id title fileName kind } } } }');
  await ask('brand', '{ brand { id code name accent sender { name email } imprint { name } } }');
  await ask('not found', `{ order(id: "${saleOf(other).id}") { number } }`);
  await ask(
    'forbidden',
    '{ brand { account { iban } } customers { edges { node { id } } } }',
    await keyFor(app, { brand, scopes: ['read:tariff'] }),
  );
  await ask("the other's key", '{ brand { name } }', saleOf(other).key);
  const documentOf = ({ brand: whose }: Face) => app.root.document.findFirstOrThrow({ where: { brandId: app.brands[whose] } });
  const [own, foreign] = [await documentOf(face), await documentOf(other)];
  const urls = [
    ...['/exports/orders.csv', '/exports/contracts.csv', '/nowhere', '/logo', '/icon.svg', '/brand.js', '/embed.js'],
    ...['/auth/me', `/documents/${own.id}`, `/documents/${foreign.id}`, '/plugins/e-signature/request', '/plugins/no-plugin'],
  ];
  for (const url of urls) {
    const { text, headers, status } = await send(app, { host: `${brand}.localhost`, key: saleOf(face).key, method: 'GET', url });
    given.set(url, `${status} ${text} ${JSON.stringify(headers)}`);
  }
  return given;
}

/** Letters and contracts: as they are read, their facts, and the bytes with what the seal holds. */
async function filesOf({ brand }: Face): Promise<Given> {
  const where = { brandId: app.brands[brand] };
  const documents = await app.root.document.findMany({ where, include: { content: true } });
  return new Map(
    documents.map(({ content, fileName, kind, title }) => {
      const bytes = Buffer.from(content?.bytes ?? []);
      const { text, info } = readPdf(bytes);
      const raw = bytes.toString('latin1');
      const seals = [...raw.matchAll(/\/Contents\s*<([0-9a-f]+)>/gi)].map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'));
      return [`${kind} ${fileName}`, [title, fileName, text, info, raw, raw.replaceAll('\0', ''), ...seals].join('\n')];
    }),
  );
}

/** Mails as they lie in the mailbox, and as they left: every header, and the parts as a program reads them. */
async function mailsOf(face: Face): Promise<Given> {
  const given: Given = new Map();
  for (const { id, ...mail } of await app.root.mailMessage.findMany({ where: { brandId: app.brands[face.brand] } }))
    given.set(`mailbox ${mail.subject}`, JSON.stringify(mail));
  const left = receiver.mails.filter(({ to }) => to.includes(customerOf(face)));
  const read = await receiver.mailsTo(customerOf(face));
  for (const [at, { source }] of left.entries()) {
    const { from, replyTo, messageId, subject, text, html, headerLines, attachments } = read[at] ?? {};
    const names = attachments?.map(({ filename }) => filename);
    given.set(`mail ${subject}`, `${source} ${JSON.stringify({ from, replyTo, messageId, subject, text, html, headerLines, names })}`);
  }
  return given;
}

/** Pages as a browser shows them to people without an account, with everything that is loaded for them but scripts and styles. */
async function pagesOf(face: Face, other: Face): Promise<Given> {
  const { order, signing } = saleOf(face).links;
  const foreign = saleOf(other).links;
  const pages: Readonly<Record<string, string>> = {
    'order flow': '/order',
    'customers without a link': '/my',
    'order status': `/my#${order}`,
    'expired link': '/my#x.y.z',
    "the other's link": `/my#${foreign.order}`,
    'signing page': `/my/p/e-signature/sign#${signing}`,
    "the other's signing page": `/my/p/e-signature/sign#${foreign.signing}`,
    'no such page': '/my/p/no-plugin/page',
    'sign-in': '/sign-in',
    'no such address': '/contracts/nowhere',
  };
  const given: Given = new Map();
  for (const [name, path] of Object.entries(pages)) {
    const context = await browserOf(browser, { width: 390, height: 844 });
    const page = await context.newPage();
    const heard: Promise<string>[] = [];
    page.on('response', (response) => {
      if (new URL(response.url()).pathname.startsWith('/assets/')) return;
      const told = [response.allHeaders(), response.text().catch(() => '')] as const;
      heard.push(Promise.all(told).then(([headers, text]) => `${JSON.stringify(headers)} ${text}`));
    });
    await page.goto(`http://${face.brand}.localhost:${port}${path}`);
    await page.locator('h1, form, .empty').first().waitFor();
    await page.waitForLoadState('networkidle');
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    given.set(name, [await page.content(), await page.locator('body').innerText(), kept, ...(await Promise.all(heard))].join('\n'));
    await context.close();
  }
  return given;
}

describe.each([
  [ZEBRA.name, QUOKKA.name, ZEBRA, QUOKKA],
  [QUOKKA.name, ZEBRA.name, QUOKKA, ZEBRA],
] as const)('%s', (_own, _foreign, own, other) => {
  it('answers with itself, and nothing of %s', async () => {
    const given = await answersOf(own, other);
    for (const trace of [own.name, own.accent, saleOf(own).number]) expect([...given.values()].join('\n')).toContain(trace);
    expect(leaksIn(given, await tracesOf(other))).toEqual([]);
  });

  it('stands alone in its files, down to their bytes and the certificate of the seal', async () => {
    const given = await filesOf(own);
    const signed = [...given].find(([where]) => where.startsWith('e-signature.signed'))?.[1] ?? '';
    for (const trace of [own.name, own.iban, saleOf(own).number]) expect([...given.values()].join('\n')).toContain(trace);
    expect(signed).toContain(own.name);
    expect(leaksIn(given, await tracesOf(other))).toEqual([]);
  });

  it('writes mails that nobody could take for one of the other, in no header either', async () => {
    const given = await mailsOf(own);
    const left = [...given].filter(([where]) => where.startsWith('mail ')).map(([, text]) => text);
    expect(left.length).toBeGreaterThan(1);
    for (const text of left) {
      expect(text).toMatch(new RegExp(`^From:.*@${lowName(own)}\\.example`, 'm'));
      expect(text).toMatch(new RegExp(`^Message-ID:.*${lowName(own)}\\.example>`, 'im'));
    }
    expect(leaksIn(given, await tracesOf(other))).toEqual([]);
  });

  it(
    'shows itself on every page for people without an account, whatever link they come with',
    async () => {
      const given = await pagesOf(own, other);
      for (const page of ['order flow', 'order status', 'signing page']) expect(given.get(page)).toContain(own.name);
      expect(given.get('order status')).toContain(saleOf(own).number);
      expect(leaksIn(given, await tracesOf(other))).toEqual([]);
    },
    3 * MINUTE,
  );
});

describe('a trace that is planted', () => {
  it('is found, wherever it stands', async () => {
    const traces = await tracesOf(QUOKKA);
    const input = {
      name: QUOKKA.name,
      street: 'Ring',
      houseNumber: '1',
      postcode: '1010',
      city: 'Wien',
      phone: '+43 1 2222222',
      email: 'x@y.example',
    };
    await app.gql('mutation ($input: ImprintInput!) { saveImprint(input: $input) { id } }', { input }, await app.as('a'));
    app.kernel.brands.forget();
    const found = leaksIn(await answersOf(ZEBRA, QUOKKA), traces);
    expect(found).toContain(`brand: ${QUOKKA.name}`);
    expect(found).toContain('/brand.js: 2222222');
    for (const trace of traces) expect(leaksIn(new Map([['page', `<p>${trace}</p>`]]), traces)).toContain(`page: ${trace}`);
  });
});
