import { afterAll, describe, expect, it } from 'vitest';
import { contractKit } from '../contracts/contract.kit.ts';
import { readPdf } from '../documents/pdf.kit.ts';
import { keyFor } from '../http/http.kit.ts';
import { csvOf, orderRow, uploadCsv } from '../imports/import.kit.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, fixedPrice, sampleOffer } from '../testing/samples.ts';

const app = await createTestApp();
const { db } = await app.as();
await sampleOffer(await app.as());
const { id: tariffId } = await db.tariff.create({
  data: { code: 'care', name: 'Care', commodity: 'SUBSCRIPTION', saleFrom: new Date('2026-01-01') },
});
await db.tariffPrice.create({
  data: {
    ...{ tariffId, validFrom: new Date('2026-01-01'), basis: 'GROSS', state: 'PUBLISHED', vatRate: '0.2' },
    components: fixedPrice({ base: '9.90', energy: '500' }),
  },
});
afterAll(() => app.close());

const ASK = 'mutation ($input: QuoteInput!) { askQuote(input: $input) { offers { id firstYear } } }';
const offered = async (annualKwh?: number): Promise<{ id: string; firstYear: string }> =>
  (await app.gql(ASK, { input: { commodity: 'SUBSCRIPTION', postcode: '1010', annualKwh } })).data.askQuote.offers[0];
const subscribing = (offerId: string, change: Parameters<typeof completeOrder>[1] = {}) => {
  const { meteringPoint: _point, supplyReason: _reason, ...form } = completeOrder(offerId, change);
  return { ...form, ...change, customer: form.customer };
};
const CHECK = 'query ($input: OrderInput!) { checkOrder(input: $input) { field code severity } }';
const found = async (input: object): Promise<string[]> =>
  (await app.gql(CHECK, { input })).data.checkOrder
    .filter(({ code }: { code: string }) => code !== 'CUSTOMER_MAY_BE_KNOWN')
    .map(({ field, code }: { field: string; code: string }) => `${field} ${code}`);
const PLACE = `mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) {
  id contracts { id status annualKwh supplyReason meteringPoint { id } tariff { name } } } }`;
const placed = async (input: object) => (await app.gql(PLACE, { input, key: crypto.randomUUID() })).data.placeOrder;

describe('a subscription', () => {
  it('is ordered without a metering point, and confirmed by a letter that names none', async () => {
    const { id: offerId, firstYear } = await offered(3);
    expect(firstYear).toBe('133.80');
    expect(await found(subscribing(offerId))).toEqual([]);
    const order = await placed(subscribing(offerId));
    expect(order.contracts).toMatchObject([
      { status: 'accepted', annualKwh: 3, supplyReason: null, meteringPoint: null, tariff: { name: 'Care' } },
    ]);
    await app.work();
    const [letter] = await app.root.document.findMany({ where: { orderId: order.id }, include: { content: true } });
    const { text } = readPdf(letter?.content?.bytes ?? new Uint8Array());
    for (const part of ['Subscription', '3 pieces', '3 pieces × 500 ct a piece', '133.80 EUR']) expect(text).toContain(part);
    for (const part of ['Metering point', 'kWh', 'Reason']) expect(text).not.toContain(part);
  });

  it('may start at once, twice for one customer, and beside power in one order', async () => {
    const [{ id: offerId }, power] = [await offered(), await sampleOffer(await app.as())];
    const { customer, requestedStartOn: _start, offerId: _offer, ...powered } = completeOrder(power);
    const care = { offerId, requestedStartOn: '2026-08-24', isEarlyStart: true };
    const supplied = { ...powered, offerId: power, requestedStartOn: '2026-09-15' };
    const order = await placed({ customer, contracts: [care, supplied, care] });
    const points = order.contracts.map(({ meteringPoint }: { meteringPoint: object | null }) => meteringPoint !== null);
    expect(points).toEqual([false, true, false]);
  });

  it('goes into supply like any other contract', async () => {
    const kit = contractKit(app);
    const { contracts } = await placed(subscribing((await offered()).id));
    const { id } = contracts[0];
    await kit.must(id, 'register');
    await kit.must(id, 'confirm', { on: '2026-09-15' });
    await kit.calendar('2026-09-15T10:00:00Z');
    expect(await kit.read(id, 'status suppliedFrom')).toEqual({ status: 'active', suppliedFrom: '2026-09-15' });
    app.clock.set('2026-08-24T10:00:00Z');
  });

  it('is refused what only makes sense at a metering point, as power is refused without one', async () => {
    const { id } = await offered();
    const power = await sampleOffer(await app.as());
    const { meteringPoint, supplyReason } = completeOrder(power);
    expect(await found(subscribing(id, { meteringPoint, lowRateKwh: 1, endsOldContract: false }))).toEqual([
      'meteringPoint NOT_AT_A_METERING_POINT',
      'lowRateKwh NOT_AT_A_METERING_POINT',
      'endsOldContract NOT_AT_A_METERING_POINT',
    ]);
    expect(await found(subscribing(id, { supplyReason }))).toEqual([]);
    expect(await found(subscribing(power))).toEqual(['supplyReason REQUIRED', 'meteringPoint.code REQUIRED']);
    expect(await found({ ...completeOrder(power), supplyReason: 'perhaps' })).toEqual(['supplyReason CHOICE_UNKNOWN']);
    expect(await found(subscribing(crypto.randomUUID()))).toContain('meteringPoint.code REQUIRED');
  });

  it('has a form that asks for no point; the form of power demands one', async () => {
    const FORM = 'query ($offerId: ID) { orderForm(offerId: $offerId) { steps { fields { path isRequired } } schema } }';
    const asked = async (offerId: string | null): Promise<Record<string, boolean>> =>
      Object.fromEntries(
        (await app.gql(FORM, { offerId })).data.orderForm.steps.flatMap(({ fields }: { fields: { path: string; isRequired: boolean }[] }) =>
          fields.map(({ path, isRequired }) => [path, isRequired]),
        ),
      );
    const [care, power] = [await asked((await offered()).id), await asked(await sampleOffer(await app.as()))];
    expect(care).toMatchObject({ supplyReason: false, requestedStartOn: true });
    for (const path of ['meteringPoint.code', 'lowRateKwh', 'endsOldContract', 'previousSupplier']) {
      expect(care).not.toHaveProperty([path]);
      expect(power).toHaveProperty([path]);
    }
    expect([power['meteringPoint.code'], power.supplyReason]).toEqual([true, true]);
    for (const unknown of [null, crypto.randomUUID()]) expect(await asked(unknown)).toMatchObject({ 'meteringPoint.code': false });
  });

  it('is asked of partners by the offers of their own', async () => {
    const { id: tenantId } = app.tenant;
    const { id: partnerId } = await app.root.partner.create({ data: { tenantId, name: 'north', code: 'north' } });
    const partner = await app.as('a', { partnerId, rows: { kind: 'partners', ids: [partnerId] } });
    const FORM = 'query ($offerId: ID) { orderForm(offerId: $offerId) { schema } }';
    const asksForPoint = async (offerId: string) =>
      JSON.stringify((await app.gql(FORM, { offerId }, partner)).data).includes('meteringPoint');
    const own = (await app.gql(ASK, { input: { commodity: 'SUBSCRIPTION', postcode: '1010' } }, partner)).data.askQuote.offers[0];
    expect([await asksForPoint(own.id), await asksForPoint((await offered()).id)]).toEqual([false, true]);
  });

  it('keeps the database from a contract that lacks the point it needs, and from one too many', async () => {
    const { contracts } = await placed(completeOrder(await sampleOffer(await app.as())));
    const [care] = (await placed(subscribing((await offered()).id))).contracts;
    const [{ id, meteringPoint }] = contracts;
    await expect(app.root.contract.update({ where: { id }, data: { meteringPointId: null } })).rejects.toThrow('contract_is_complete');
    await expect(app.root.contract.update({ where: { id: care.id }, data: { meteringPointId: meteringPoint.id } })).rejects.toThrow();
  });
});

it('a file sells subscriptions beside power: neither a point nor a quantity stands in their rows', async () => {
  const key = await keyFor(app);
  const headers = { Tarif: 'tariffCode', Verbrauch: 'annualKwh', Vorname: 'customer.firstName', Nachname: 'customer.lastName' };
  const names: Readonly<Record<string, string>> = { ...headers, 'E-Mail': 'customer.email', Zählpunkt: 'meteringPoint.code' };
  const row = (number: number, change: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(orderRow(number, change)).map(([header, cell]) => [names[header] ?? header, cell]));
  const care = { Tarif: 'care', Verbrauch: '', supplyReason: '', Zählpunkt: '' };
  const rows = [
    row(1, care),
    row(2, care),
    row(3, { ...care, Verbrauch: '3' }),
    row(4, {}),
    row(5, { Verbrauch: '', Zählpunkt: '', supplyReason: '' }),
    row(6, { ...care, Zählpunkt: 'AT0031000000000000000000001234567' }),
  ];
  const { body } = await uploadCsv(app, { key, csv: csvOf(rows) });
  expect(body.state).toBe('VALIDATING');
  await app.work();
  const ROWS = `{ importRows(importId: "${body.id}") { state problems { field code } } }`;
  const problems = (await app.gql(ROWS)).data.importRows.map((one: { problems: { field: string; code: string }[] }) =>
    one.problems.map(({ field, code }) => `${field} ${code}`).sort(),
  );
  expect(problems).toEqual([
    ...[[], [], [], []],
    ['annualKwh REQUIRED', 'meteringPoint.code REQUIRED', 'supplyReason REQUIRED'],
    ['meteringPoint NOT_AT_A_METERING_POINT'],
  ]);
  await app.gql(`mutation { commitImport(id: "${body.id}") { state } }`);
  await app.work();
  const sold = await app.root.contract.findMany({
    where: { customer: { email: { startsWith: 'ada' }, lastName: { startsWith: 'Sample ' } } },
    orderBy: { customer: { lastName: 'asc' } },
    select: { annualKwh: true, hasMeteringPoint: true, status: true },
  });
  expect(sold.map(({ annualKwh, hasMeteringPoint }) => [annualKwh, hasMeteringPoint])).toEqual([
    [1, false],
    [1, false],
    [3, false],
    [3_500, true],
  ]);
}, 60_000);
