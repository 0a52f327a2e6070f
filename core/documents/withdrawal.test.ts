import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { confirmOrder } from './document.jobs.ts';
import { readPdf } from './pdf.kit.ts';
import { suppliesIn, withdrawalModelOf } from './withdrawal-models.ts';

const app = await createTestApp();
const offerId = await sampleOffer(await app.as());
afterAll(() => app.close());

const IMPRINT = {
  ...{ name: 'Sample Energie GmbH', street: 'Lindenstraße', houseNumber: '5', postcode: '10115', city: 'Berlin' },
  ...{ phone: '+49 30 1234567', email: 'widerruf@sample.example' },
};
const SAVE = 'mutation ($input: ImprintInput!) { saveImprint(input: $input) { imprint { name phone } problems { field message remedy } } }';
const PLACE = 'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id } }';
/** What the notice of a new order says, with its lines joined. */
async function notice(language: string): Promise<string> {
  const input = completeOrder(offerId, { customer: { language } });
  const { id: orderId } = (await app.gql(PLACE, { input, key: crypto.randomUUID() })).data.placeOrder;
  await app.work();
  const document = await app.root.document.findFirstOrThrow({
    where: { orderId, kind: 'withdrawal-notice' },
    include: { content: true },
  });
  return readPdf(document.content?.bytes ?? new Uint8Array()).text.replace(/\s+/g, ' ');
}

describe('a notice of withdrawal', () => {
  it('is worded by the product, and the brand is told what is missing, until it says who it is', async () => {
    expect(await notice('en')).toContain('not the statutory model text');
    const { problems } = (await app.gql('{ brand { problems { field message remedy } } }')).data.brand;
    expect(problems.map(({ field }: { field: string }) => field)).toEqual(Object.keys(IMPRINT).map((name) => `imprint.${name}`));
    expect(problems[0]).toMatchObject({
      message: expect.stringContaining('notice of withdrawal'),
      remedy: expect.stringContaining('saveImprint'),
    });
  });

  it('is refused facts that are none, all at once, and forbidden to who may not', async () => {
    const { errors } = await app.gql(SAVE, { input: { ...IMPRINT, phone: ' ', email: 'nobody' } });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'IMPRINT_INVALID',
      problems: [
        { field: 'phone', code: 'REQUIRED' },
        { field: 'email', code: 'EMAIL_INVALID' },
      ],
    });
    const office = await app.as('a', { permissions: new Set(['tariff.read', 'order.write'] as const) });
    expect((await app.gql(SAVE, { input: IMPRINT }, office)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it("is in the Directive's own words for who reads English, with every blank filled in", async () => {
    const { data, errors } = await app.gql(SAVE, { input: IMPRINT });
    expect(errors).toBeUndefined();
    expect(data.saveImprint).toEqual({ imprint: { name: IMPRINT.name, phone: IMPRINT.phone }, problems: [] });
    const text = await notice('en');
    for (const part of [
      'The withdrawal period will expire after 14 days from the day of the conclusion of the contract.',
      'you must inform us (Sample Energie GmbH, Lindenstraße 5, 10115 Berlin, +49 30 1234567, widerruf@sample.example) of your decision',
      'If you requested to begin the supply of electricity during the withdrawal period, you shall pay us',
      '— To Sample Energie GmbH, Lindenstraße 5, 10115 Berlin, widerruf@sample.example:',
      '— Signature of consumer(s) (only if this form is notified on paper),',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/[{}]|not the statutory/);
  });

  it("is in the German law's own words in Germany; Austria's German ones are not known for certain and are ours", async () => {
    expect(await notice('de')).toContain('nicht der gesetzliche Mustertext');
    await app.root.brand.update({ where: { id: app.brands.a }, data: { country: 'DE' } });
    await app.root.contract.updateMany({ data: { withdrawalEndsOn: new Date('2026-09-07') } });
    const order = await app.root.order.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await app.root.mailMessage.deleteMany();
    await app.root.document.updateMany({ where: { orderId: order.id }, data: { orderId: null } });
    await confirmOrder.run({ orderId: order.id }, { ...(await app.as()), idempotencyKey: 'x', attempt: 1, goOn: () => undefined });
    const document = await app.root.document.findFirstOrThrow({
      where: { orderId: order.id, kind: 'withdrawal-notice' },
      include: { content: true },
    });
    const text = readPdf(document.content?.bytes ?? new Uint8Array()).text.replace(/\s+/g, ' ');
    for (const part of [
      'Widerrufsbelehrung',
      'Die Widerrufsfrist beträgt vierzehn Tage ab dem Tag des Vertragsabschlusses.',
      'müssen Sie uns (Sample Energie GmbH, Lindenstraße 5, 10115 Berlin, +49 30 1234567, widerruf@sample.example) mittels einer eindeutigen',
      'Haben Sie verlangt, dass die Lieferung von Strom während der Widerrufsfrist beginnen soll',
      'Muster-Widerrufsformular',
    ])
      expect(text).toContain(part);
  });
});

describe('the models of the law', () => {
  it('leave out what does not apply', () => {
    const [german, english] = [withdrawalModelOf('DE', 'de', '2026-08-24'), withdrawalModelOf('AT', 'en', '2026-08-24')];
    if (!german || !english) throw new Error('no model');
    expect(suppliesIn(german, ['ELECTRICITY', 'GAS', 'GAS'])).toBe('Lieferung von Gas/Strom');
    expect(suppliesIn(german, ['SUBSCRIPTION', 'HEAT'])).toBe('Dienstleistungen oder Lieferung von Fernwärme');
    expect(suppliesIn(english, ['SUBSCRIPTION', 'WATER'])).toBe('performance of services or the supply of water');
    expect(suppliesIn(english, ['SUBSCRIPTION'])).toBe('performance of services');
  });

  it('are those of the day, the country and the language, and no others', () => {
    expect(withdrawalModelOf('DE', 'de', '2022-05-27')).toBeNull();
    for (const [country, language] of [
      ['AT', 'de'],
      ['NO', 'en'],
      ['DE', 'pl'],
    ] as const)
      expect(withdrawalModelOf(country, language, '2026-08-24')).toBeNull();
  });
});
