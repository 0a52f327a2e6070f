import { createHash } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { contractKit } from '../contracts/contract.kit.ts';
import { keyFor } from '../http/http.kit.ts';
import { hook } from '../kernel/hooks.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { confirmOrder } from './document.jobs.ts';
import { type DocumentData, documentData } from './document.points.ts';
import { readPdf } from './pdf.kit.ts';

let add: (data: DocumentData) => DocumentData = (data) => data;
const scribe = definePlugin({
  id: 'scribe',
  version: '1.0.0',
  api: 1,
  summary: 'Adds to letters',
  hooks: [hook(documentData, (data) => add(data))],
});
const app = await createTestApp([scribe]);
const offerId = await sampleOffer(await app.as());
afterAll(() => app.close());
beforeEach(() => {
  add = (data) => data;
});

const kit = contractKit(app);
const PLACE =
  'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id number contracts { id number } } }';
async function place(
  change: Parameters<typeof completeOrder>[1] = {},
): Promise<{ id: string; number: string; contracts: { id: string; number: string }[] }> {
  const { data } = await app.gql(PLACE, { input: completeOrder(offerId, change), key: crypto.randomUUID() });
  return data.placeOrder;
}
const documentsOf = (orderId: string) =>
  app.root.document.findMany({ where: { orderId }, include: { content: true }, orderBy: { kind: 'asc' } });
const textsOf = async (orderId: string) =>
  (await documentsOf(orderId)).map(({ content }) => readPdf(content?.bytes ?? new Uint8Array()).text);
const mailsTo = (recipient: string) => app.root.mailMessage.findMany({ where: { recipient } });
const german = (orderId: string) => app.root.customer.updateMany({ where: { contracts: { some: { orderId } } }, data: { language: 'de' } });

describe('an order that was handed in', () => {
  it('is confirmed by a letter with its price to the cent and a notice of withdrawal, both mailed', async () => {
    const order = await place({ customer: { email: 'one@sample.example' } });
    await app.work();
    const { data } = await app.gql(
      `query ($id: ID!) { order(id: $id) { documents { id kind title fileName mediaType sizeBytes sha256 language createdBy url } contracts { documents { kind } customer { documents { kind } } } } }`,
      { id: order.id },
    );
    expect(data.order.documents).toMatchObject([
      { kind: 'withdrawal-notice', language: 'en', mediaType: 'application/pdf' },
      { kind: 'order-confirmation', fileName: `Order confirmation ${order.number} 2026-08-24.pdf`, createdBy: 'core' },
    ]);
    expect(data.order.contracts).toMatchObject([{ documents: [{}, {}], customer: { documents: [{}, {}] } }]);

    const [confirmation = '', notice = ''] = await textsOf(order.id);
    const offer = await app.root.quoteOffer.findUniqueOrThrow({ where: { id: offerId } });
    const euros = (cents: number) => `${(cents / 100).toFixed(2)} EUR`;
    for (const part of [
      order.number,
      order.contracts[0]?.number ?? '',
      euros(offer.firstYearCents),
      euros(offer.runningYearCents),
      '3,500 kWh × 9.8 ct/kWh',
      '12 months × 1.6667 EUR a month',
      '15 September 2026',
      '24 August 2026',
      '12 months (energy price)',
      '2 weeks',
      'Ada Sample',
    ])
      expect(confirmation).toContain(part);
    for (const part of ['within 14 days', order.number, 'not the statutory model text', 'FAGG']) expect(notice).toContain(part);
    expect(notice).toMatch(/ends on 7 September\s+2026/);

    const [mail, ...others] = await mailsTo('one@sample.example');
    expect(others).toEqual([]);
    expect(mail?.subject).toContain(order.number);
    expect([...(mail?.documentIds ?? [])].sort()).toEqual((await documentsOf(order.id)).map(({ id }) => id).sort());
  });

  it('is confirmed in the language of the customer, in English where it is not spoken', async () => {
    for (const [language, title, euros, basePrice] of [
      ['de', 'Auftragsbestätigung', '435,60 EUR', 'Grundpreis'],
      ['nb', 'Order confirmation', '435.60 EUR', 'Base price'],
    ] as const) {
      const order = await place();
      await app.root.customer.updateMany({ where: { contracts: { some: { orderId: order.id } } }, data: { language } });
      await app.work();
      const [text = ''] = await textsOf(order.id);
      for (const part of [title, euros, basePrice]) expect(text).toContain(part);
      expect(text).not.toMatch(/energy-price|base-price/); // codes are for programs
    }
  });

  it('is told in the letter what leaving before the end of the term costs', async () => {
    const { priceId } = await kit.tariff('leaving', {
      ...{ minimumTermMonths: 12, leavingFee: { form: 'PER_KWH', amount: '2.5', cap: '80' } },
    });
    for (const [language, title, fee] of [
      ['en', 'Leaving before the end of the term', '2.5 ct for each kWh expected until the end of the term, at most EUR 80'],
      ['de', 'Vertragsende vor Ablauf der Laufzeit', '2,5 ct je kWh, die bis zum Ende der Laufzeit zu erwarten war, höchstens 80 EUR'],
    ] as const) {
      const input = completeOrder(await kit.offerFor(priceId));
      const { data } = await app.gql(PLACE, { input, key: crypto.randomUUID() });
      const { id } = data.placeOrder;
      if (language === 'de') await german(id);
      await app.work();
      const [text = ''] = await textsOf(id);
      expect(text).toContain(title);
      expect(text.replaceAll(/\s+/g, ' ')).toContain(fee);
    }
  });

  it('is confirmed once, however often the job runs and wherever it was broken off', async () => {
    const order = await place({ customer: { email: 'once@sample.example' } });
    await german(order.id);
    await app.work();
    const job = { name: confirmOrder.name, uniqueKey: order.id };
    for (let again = 0; again < 2; again++) {
      await app.root.jobRequest.updateMany({ where: job, data: { state: 'WAITING' } });
      await app.work();
    }
    const ctx = { ...(await app.as()), idempotencyKey: 'x', attempt: 1, goOn: () => undefined };
    await Promise.all([1, 2, 3].map(() => confirmOrder.run({ orderId: order.id }, ctx)));
    expect(await documentsOf(order.id)).toHaveLength(2);
    expect(await mailsTo('once@sample.example')).toHaveLength(1);
  });

  it('is confirmed once when three workers have it at the same time', async () => {
    const order = await place({ customer: { email: 'race@sample.example' } });
    const ctx = { ...(await app.as()), idempotencyKey: 'x', attempt: 1, goOn: () => undefined };
    await Promise.all([1, 2, 3].map(() => confirmOrder.run({ orderId: order.id }, ctx)));
    await app.work();
    expect(await documentsOf(order.id)).toHaveLength(2);
    expect(await mailsTo('race@sample.example')).toHaveLength(1);
  });

  it('leaves neither letters nor mail when the mail cannot be noted', async () => {
    const order = await place({ customer: { email: 'broken@sample.example' } });
    const mailer = { send: () => Promise.reject(new Error('no mail today')) };
    const ctx = { ...(await app.as()), mailer, idempotencyKey: 'x', attempt: 1, goOn: () => undefined };
    await expect(confirmOrder.run({ orderId: order.id }, ctx)).rejects.toThrow('no mail today');
    expect(await documentsOf(order.id)).toEqual([]);
    await app.work();
    expect(await documentsOf(order.id)).toHaveLength(2);
    expect(await mailsTo('broken@sample.example')).toHaveLength(1);
  });

  it('tells a company nothing about a right that it does not have', async () => {
    const order = await place({ customer: { email: 'company@sample.example' } });
    await app.root.customer.updateMany({
      where: { contracts: { some: { orderId: order.id } } },
      data: { kind: 'COMPANY', isConsumer: false, companyName: 'Sample GmbH' },
    });
    await app.work();
    expect((await documentsOf(order.id)).map(({ kind }) => kind)).toEqual(['order-confirmation']);
    expect((await textsOf(order.id))[0]).toContain('Sample GmbH');
    expect((await mailsTo('company@sample.example'))[0]?.text).not.toContain('withdraw');
  });

  it('carries what plugins add, and waits for another try while one of them fails', async () => {
    await app.switch('scribe', true);
    add = () => {
      throw new Error('not now');
    };
    const order = await place();
    await app.work();
    expect(await documentsOf(order.id)).toEqual([]);
    add = (data) => ({
      ...data,
      sections: [...data.sections, { heading: 'Gift', paragraphs: ['A lamp'], rows: [{ label: 'Colour', value: 'green' }] }],
    });
    await app.root.jobRequest.updateMany({ where: { uniqueKey: order.id }, data: { notBefore: null } });
    await app.work();
    for (const text of await textsOf(order.id)) expect(text).toMatch(/Gift\s+A lamp\s+Colour\s+green/);
    await app.switch('scribe', false);
    const without = await place();
    await app.work();
    for (const text of await textsOf(without.id)) expect(text).not.toContain('Gift');
  });
});

const PDF = Buffer.from('%PDF-1.7\nhello');
async function upload(
  fields: Readonly<Record<string, string>>,
  {
    key,
    bytes = PDF,
    name = 'Vollmacht ä.exe',
    host = 'a.localhost',
    headers = {},
  }: { key: string; bytes?: Buffer; name?: string; host?: string; headers?: Record<string, string> },
) {
  const form = new FormData();
  form.append('file', new Blob([Uint8Array.from(bytes)]), name);
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  const request = new Request('http://a.localhost/documents', { method: 'POST', body: form });
  return app.http.inject({
    method: 'POST',
    url: '/documents',
    headers: { host, authorization: `Bearer ${key}`, 'content-type': request.headers.get('content-type') ?? '', ...headers },
    payload: Buffer.from(await request.arrayBuffer()),
  });
}
const download = (id: string, key: string, host = 'a.localhost') =>
  app.http.inject({ url: `/documents/${id}`, headers: { host, authorization: `Bearer ${key}` } });

describe('a file', () => {
  it('is attached to a contract and downloaded as it was sent, under a safe name', async () => {
    const key = await keyFor(app);
    const { contracts } = await place();
    const stored = await upload({ contractId: contracts[0]?.id ?? '', title: 'Power of attorney' }, { key });
    expect(stored.statusCode).toBe(201);
    const { id } = stored.json();
    const document = await app.root.document.findUniqueOrThrow({ where: { id } });
    expect(document).toMatchObject({
      kind: 'upload',
      title: 'Power of attorney',
      fileName: 'Vollmacht ä.pdf',
      mediaType: 'application/pdf',
      sizeBytes: PDF.byteLength,
      sha256: createHash('sha256').update(PDF).digest('hex'),
    });
    const answer = await download(id, key);
    expect(answer.rawPayload.equals(PDF)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="Vollmacht _.pdf"; filename*=UTF-8''Vollmacht%20%C3%A4.pdf`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  it('cannot be changed any more', async () => {
    const key = await keyFor(app);
    const { id } = await place();
    const documentId = (await upload({ orderId: id }, { key })).json().id;
    await expect(app.root.documentContent.update({ where: { documentId }, data: { bytes: Uint8Array.from([1]) } })).rejects.toThrow();
  });

  it('is refused by what is in it, by its size, and without an owner', async () => {
    const key = await keyFor(app);
    const { id } = await place();
    const refused = async (fields: Readonly<Record<string, string>>, bytes: Buffer) =>
      (await upload(fields, { key, bytes, name: 'x.pdf' })).json().error;
    expect(await refused({ orderId: id }, Buffer.from('<html><script>alert(1)</script>'))).toMatchObject({
      code: 'DOCUMENT_TYPE_NOT_ALLOWED',
    });
    expect(await refused({ orderId: id }, Buffer.alloc(0))).toMatchObject({ code: 'DOCUMENT_FILE_MISSING' });
    expect(await refused({ orderId: id }, Buffer.alloc(11 * 1024 * 1024, '%PDF-'))).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    expect(await refused({}, PDF)).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('exactly one of') });
    expect(await refused({ contractId: crypto.randomUUID() }, PDF)).toMatchObject({
      code: 'DOCUMENT_OWNER_NOT_FOUND',
      details: { field: 'contractId' },
    });
    const plain = await app.http.inject({
      method: 'POST',
      url: '/documents',
      headers: { host: 'a.localhost', authorization: `Bearer ${key}` },
    });
    expect(plain.json().error).toMatchObject({ code: 'DOCUMENT_FILE_MISSING' });
  });

  it("is nobody's who may not see what it belongs to", async () => {
    const { id: tenantId } = app.tenant;
    const [mine, theirs] = await Promise.all(
      ['mine', 'theirs'].map((name) => app.root.partner.create({ data: { tenantId, name, code: name } })),
    );
    const { id } = await place();
    await app.work();
    await app.root.order.update({ where: { id }, data: { partnerId: theirs?.id ?? null } });
    await app.root.document.updateMany({ where: { orderId: id }, data: { partnerId: theirs?.id ?? null } });
    const [document] = await documentsOf(id);
    const documentId = document?.id ?? '';

    const partnerKey = (partnerId = '', scopes = ['read:*', 'write:*']) => keyFor(app, { partnerId, scopes });
    expect((await download(documentId, await partnerKey(theirs?.id))).statusCode).toBe(200);
    expect((await download(documentId, await partnerKey(mine?.id))).statusCode).toBe(404);
    expect((await download(documentId, await keyFor(app, { brand: 'b' }), 'b.localhost')).statusCode).toBe(404);
    expect((await download(documentId, await keyFor(app, { brand: 'b' }))).statusCode).toBe(403);
    expect((await download('nonsense', await keyFor(app))).statusCode).toBe(404);
    expect((await app.http.inject({ url: `/documents/${documentId}`, headers: { host: 'a.localhost' } })).statusCode).toBe(401);

    expect((await upload({ orderId: id }, { key: await partnerKey(mine?.id) })).json().error).toMatchObject({
      code: 'DOCUMENT_OWNER_NOT_FOUND',
    });
    expect((await upload({ orderId: id }, { key: await partnerKey(theirs?.id) })).statusCode).toBe(201);
  });

  it('needs the scope of a key and a page of our own', async () => {
    const { id } = await place();
    await app.work();
    const [document] = await documentsOf(id);
    const readOnly = await keyFor(app, { scopes: ['read:Document'] });
    const writeOnly = await keyFor(app, { scopes: ['write:uploadDocument'] });
    expect((await download(document?.id ?? '', readOnly)).statusCode).toBe(200);
    expect((await download(document?.id ?? '', writeOnly)).json().error.details).toEqual({ scope: 'read:Document' });
    expect((await upload({ orderId: id }, { key: readOnly })).json().error.details).toEqual({ scope: 'write:uploadDocument' });
    expect((await upload({ orderId: id }, { key: writeOnly })).statusCode).toBe(201);
    expect((await upload({ orderId: id }, { key: writeOnly, headers: { origin: 'https://evil.example' } })).statusCode).toBe(403);
    expect((await upload({ orderId: id }, { key: writeOnly, headers: { origin: 'http://a.localhost' } })).statusCode).toBe(201);
    const made = await app.gql('mutation { createApiKey(name: "up", scopes: ["write:uploadDocument"]) { __typename } }');
    expect(made.errors).toBeUndefined();
  });
});
