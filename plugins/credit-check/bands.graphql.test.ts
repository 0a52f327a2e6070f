import { afterAll, describe, expect, it } from 'vitest';
import { openShop } from './test-data/shop.ts';

const shop = await openShop();
const { app, place, row, see } = shop;
afterAll(shop.close);

const SAVE = `mutation ($id: ID, $validFrom: DateTime!, $note: String!, $rules: JSON!) {
  saveCreditCheckBands(id: $id, validFrom: $validFrom, note: $note, rules: $rules) { id number state createdBy } }`;
const APPROVE = 'mutation ($id: ID!) { approveCreditCheckBands(id: $id) { state approvedBy } }';
const DRY_RUN = `query ($rules: JSON!) { creditCheckDryRun(rules: $rules, days: 30) {
  looked counts { before after count } changed { orderId score before after } } }`;

const person = async (id: string) => app.as('a', { kind: 'user', id, name: id });
const [author, colleague] = [await person('author'), await person('colleague')];
const rules = (bands: readonly (readonly [number, string])[], changes: object = {}) => [
  {
    ...{ bureau: 'schufa', product: null, segment: null, commodity: null, fromCents: 0 },
    bands: bands.map(([from, outcome]) => ({ from, outcome })),
    ...changes,
  },
];
const LENIENT = rules([
  [0, 'reject'],
  [100, 'review'],
  [400, 'accept'],
]);
const codeOf = ({ errors }: { errors?: readonly { extensions: Readonly<Record<string, unknown>> }[] }) => errors?.[0]?.extensions.code;
const save = (given: unknown, changes: object = {}) =>
  app.gql(SAVE, { validFrom: soon().toISOString(), note: 'a better table', rules: given, ...changes }, author);
const soon = (): Date => new Date(app.clock.now().getTime() + 3_600_000);
/** Puts rules in force at once. */
const force = async (given: unknown): Promise<number> => {
  const { data } = await save(given);
  const { id, number } = data.saveCreditCheckBands;
  expect((await app.gql(APPROVE, { id }, colleague)).errors).toBe(undefined);
  app.clock.forward({ minutes: 120 });
  return number;
};
const placed = async (customer: object, form: object = {}): Promise<string> => {
  const orderId = await place(customer, undefined, { requestedStartOn: '2027-03-01', ...form });
  await app.work();
  return orderId;
};

describe('bands', () => {
  it('are the limits of the settings until somebody makes others', async () => {
    const { data } = await app.gql(
      '{ creditCheckBands { number } creditCheckBandsNow creditCheckBureaus { code products { code minimum maximum isLowerBetter } } }',
    );
    expect(data.creditCheckBands).toEqual([]);
    expect(data.creditCheckBandsNow[0].bands).toEqual([
      { from: 0, outcome: 'reject' },
      { from: 300, outcome: 'review' },
      { from: 500, outcome: 'accept' },
    ]);
    expect(data.creditCheckBureaus).toHaveLength(8);
    expect(data.creditCheckBureaus[1].products[0]).toEqual({ code: 'compact', minimum: 100, maximum: 600, isLowerBetter: true });
  });

  it('tell before they are made which past decisions would have been others', async () => {
    const ids = [await placed({ lastName: 'Grenzfall' }), await placed({ lastName: 'Niedrig' }), await placed({})];
    const { data } = await app.gql(DRY_RUN, { rules: LENIENT }, author);
    expect(data.creditCheckDryRun).toEqual({
      looked: 3,
      counts: expect.arrayContaining([
        { before: 'review', after: 'accept', count: 1 },
        { before: 'refuse-by-score', after: 'review', count: 1 },
      ]),
      changed: [
        { orderId: ids[1], score: 120, before: 'refuse-by-score', after: 'review' },
        { orderId: ids[0], score: 420, before: 'review', after: 'accept' },
      ],
    });
    const same = await app.gql(DRY_RUN, { rules: (await app.gql('{ creditCheckBandsNow }')).data.creditCheckBandsNow }, author);
    expect(same.data.creditCheckDryRun).toEqual({ looked: 3, counts: [], changed: [] });
    expect((await row(ids[1] ?? '')).outcome).toBe('refuse-by-score'); // nothing was written
  });

  it('need a second person, and hold from their moment on', async () => {
    const { data } = await save(LENIENT);
    const { id, number, state } = data.saveCreditCheckBands;
    expect({ number, state }).toEqual({ number: 1, state: 'DRAFT' });
    expect(codeOf(await app.gql(APPROVE, { id }, author))).toBe('CREDIT_CHECK_BANDS_OWN');
    expect((await app.gql(APPROVE, { id }, colleague)).data.approveCreditCheckBands).toEqual({
      state: 'APPROVED',
      approvedBy: 'colleague',
    });
    expect(codeOf(await app.gql(APPROVE, { id }, colleague))).toBe('CREDIT_CHECK_BANDS_APPROVED');
    expect(codeOf(await save(LENIENT, { id }))).toBe('CREDIT_CHECK_BANDS_APPROVED');

    const before = await placed({ lastName: 'Grenzfall' });
    expect(await row(before)).toMatchObject({ outcome: 'review', bandsNumber: null });
    app.clock.forward({ minutes: 120 });
    const after = await placed({ lastName: 'Grenzfall' });
    expect(await row(after)).toMatchObject({ outcome: 'accept', bandsNumber: 1 });
    expect((await see(after)).status).toBe('accepted');
  });

  it('are refused with everything that is wrong, in words, and not in the past', async () => {
    const answer = await save(
      rules([
        [5, 'accept'],
        [4, 'reject'],
      ]),
      { note: 'no' },
    );
    expect(codeOf(answer)).toBe('CREDIT_CHECK_BANDS_INVALID');
    expect(answer.errors?.[0]?.extensions.problems).toMatchObject([
      { field: 'rules.0.bands.0.from', code: 'CREDIT_CHECK_BAND_FIRST_NOT_MINIMUM', remedy: 'Begin with 0.' },
      { field: 'rules.0.bands.1.from', code: 'CREDIT_CHECK_BAND_NOT_ASCENDING' },
      { field: 'rules.0.bands.1.outcome', code: 'CREDIT_CHECK_BAND_WORSE_FOR_BETTER' },
    ]);
    expect(codeOf(await save(LENIENT, { note: ' ' }))).toBe('CREDIT_CHECK_BANDS_INVALID');
    expect(codeOf(await save([{ bureau: 'nobody' }]))).toBe('CREDIT_CHECK_BANDS_INVALID');
    const { data } = await save(LENIENT, { validFrom: new Date(app.clock.now().getTime() - 1_000).toISOString() });
    expect(codeOf(await app.gql(APPROVE, { id: data.saveCreditCheckBands.id }, colleague))).toBe('CREDIT_CHECK_BANDS_TOO_LATE');
  });

  it('of another brand are not there', async () => {
    await app.switch('credit-check', true, { brand: 'b' });
    const id = (await app.root.creditCheckBands.findFirstOrThrow({ where: { state: 'DRAFT' } })).id;
    const stranger = await app.as('b', { kind: 'user', id: 'stranger', name: 'stranger' });
    expect(codeOf(await app.gql(APPROVE, { id }, stranger))).toBe('CREDIT_CHECK_BANDS_NOT_FOUND');
    expect((await app.gql('{ creditCheckBands { number } }', {}, stranger)).data.creditCheckBands).toEqual([]);
    await app.switch('credit-check', false, { brand: 'b' });
  });
});

describe('a condition', () => {
  const mails = (orderNumber: string) =>
    app.root.mailMessage.findMany({ where: { subject: { contains: `${orderNumber}: on which condition` } } });
  const numberOf = async (id: string) => (await app.root.order.findUniqueOrThrow({ where: { id } })).number;
  const CONDITION = 'query ($id: ID!) { order(id: $id) { creditCheck { condition depositCents } } }';

  it('of a deposit is accepted, shown with its amount and told to the customer once', async () => {
    await force(
      rules([
        [0, 'reject'],
        [400, 'deposit'],
        [500, 'accept'],
      ]),
    );
    const orderId = await placed({ lastName: 'Grenzfall' });
    expect((await see(orderId)).status).toBe('accepted');
    const { valueCents, depositCents } = await row(orderId);
    expect(depositCents).toBe(Math.round((valueCents ?? 0) / 6));
    expect((await app.gql(CONDITION, { id: orderId })).data.order.creditCheck).toEqual({ condition: 'DEPOSIT', depositCents });
    await app.work();
    const told = await mails(await numberOf(orderId));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain(((depositCents ?? 0) / 100).toFixed(2));
    expect(told[0]?.text).not.toMatch(/420|score/i);
  });

  it('of direct debit keeps the order waiting until there is an account', async () => {
    await force(
      rules([
        [0, 'reject'],
        [400, 'direct-debit'],
        [500, 'accept'],
      ]),
    );
    const without = await placed({ lastName: 'Grenzfall' });
    expect(await see(without)).toMatchObject({ status: 'in_review', reasons: ['credit-check.direct-debit'] });
    expect(await mails(await numberOf(without))).toHaveLength(1);
    const withAccount = await placed(
      { lastName: 'Grenzfall' },
      { payment: { method: 'DIRECT_DEBIT', iban: 'AT611904300234573201', hasMandate: true } },
    );
    expect((await see(withAccount)).status).toBe('accepted');

    const contract = await app.root.contract.findFirstOrThrow({ where: { orderId: without } });
    const account = await app.gql(
      'mutation ($id: ID!) { addBankAccount(customerId: $id, holder: "Ada Grenzfall", iban: "AT611904300234573201", mandateSignedOn: "2026-08-01") { id } }',
      { id: contract.customerId },
    );
    expect(account.errors).toBe(undefined);
    const change = await app.gql(
      'mutation ($id: ID!, $version: Int!, $account: ID!) { changeContract(id: $id, expectedVersion: $version, input: { paymentMethod: "direct-debit", bankAccountId: $account }) { id } }',
      { id: contract.id, version: contract.version, account: account.data.addBankAccount.id },
    );
    expect(change.errors).toBe(undefined);
    await app.work();
    expect((await see(without)).status).toBe('accepted');
    expect(await mails(await numberOf(without))).toHaveLength(1);
  });

  it('is none where a person accepted', async () => {
    const orderId = await placed({ lastName: 'Grenzfall' });
    await app.gql('mutation ($id: ID!) { decideCreditCheck(orderId: $id, accept: true, reason: "known to us") { state } }', {
      id: orderId,
    });
    await app.work();
    expect((await see(orderId)).status).toBe('accepted');
    expect((await app.gql(CONDITION, { id: orderId })).data.order.creditCheck.condition).toBe(null);
  });
});
