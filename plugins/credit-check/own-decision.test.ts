import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openShop } from './test-data/shop.ts';

const shop = await openShop();
const { app, place, row } = shop;
afterAll(shop.close);
afterEach(() => shop.configure());

const OWN = `query ($id: ID!) { order(id: $id) { id ownCreditDecision {
  outcome isAutomated notice account mayContest contest { statement isGranted explanation } } } }`;
const CONTEST = `mutation ($id: ID!, $statement: String!) { contestOwnCreditDecision(orderId: $id, statement: $statement) {
  outcome mayContest contest { statement isGranted } } }`;
const ANSWER = `mutation ($id: ID!, $explanation: String!) { decideCreditCheckContest(id: $id, grant: false, explanation: $explanation) { id } }`;
const codeOf = ({ errors }: { errors?: readonly { extensions: Readonly<Record<string, unknown>> }[] }) => errors?.[0]?.extensions.code;
/** Whoever has the link to an order. */
const customerOf = (orderId: string, language = 'en') =>
  app.as('a', {
    ...{ kind: 'customer', id: orderId, name: 'customer', rows: { kind: 'orders', ids: [orderId] }, language },
    permissions: new Set(['order.read', 'contract.read', 'contract.correct']),
  });
const own = async (orderId: string, language?: string) =>
  (await app.gql(OWN, { id: orderId }, await customerOf(orderId, language))).data.order?.ownCreditDecision;
const contest = async (orderId: string, statement: string) => app.gql(CONTEST, { id: orderId, statement }, await customerOf(orderId));
const placed = async (customer: object): Promise<string> => {
  const orderId = await place(customer);
  await app.work();
  return orderId;
};

describe('the customer of an order', () => {
  it('reads that nothing is decided while the bureau has not answered, or a person has to decide', async () => {
    const waiting = await place();
    expect(await own(waiting)).toEqual({
      outcome: 'OPEN',
      isAutomated: true,
      notice: null,
      account: null,
      mayContest: false,
      contest: null,
    });
    await app.work();
    expect(await own(await placed({ lastName: 'Grenzfall' }))).toMatchObject({ outcome: 'OPEN', notice: null, mayContest: false });
  });

  it('reads what was decided, who was asked and from which kinds of data, in their language and without the score', async () => {
    const refused = await placed({ lastName: 'Niedrig' });
    const [english, german] = [await own(refused), await own(refused, 'de')];
    expect(english).toMatchObject({ outcome: 'REFUSED', isAutomated: true, mayContest: true });
    expect(english.notice).toMatch(/SCHUFA Holding AG.*refused automatically.*Art\. 22\(3\)/s);
    expect(english.account).toMatch(/date of birth.*Not used were nationality/s);
    expect(german.notice).toMatch(/automatisch abgelehnt/);
    const { score, riskRate } = await row(refused);
    for (const text of [english, german].map((told) => JSON.stringify(told))) {
      expect(text).not.toContain(String(score));
      expect(text).not.toContain(String(riskRate));
      expect(text).not.toMatch(/EVU|\{number|credit-check\./);
    }
    const accepted = await own(await placed({}));
    expect(accepted).toMatchObject({ outcome: 'PASSED', mayContest: false });
    expect(accepted.notice).toMatch(/nothing stands in the way/);
  });

  it('contests a refusal in their own words, once at a time, and reads the answer of a person', async () => {
    const id = await placed({ lastName: 'Niedrig' });
    expect(codeOf(await contest(id, ' '))).toBe('CREDIT_CHECK_REASON_MISSING');
    expect(codeOf(await contest(id, 'x'.repeat(2_001)))).toBe('CREDIT_CHECK_REASON_MISSING');
    const twice = await Promise.all([contest(id, 'That debt is paid.'), contest(id, 'That debt is paid.')]);
    expect(twice.map(codeOf).sort()).toEqual(['CREDIT_CHECK_CONTEST_OPEN', undefined].sort());
    expect(await own(id)).toMatchObject({ mayContest: false, contest: { statement: 'That debt is paid.', isGranted: null } });

    const { data } = await app.gql('{ creditCheckContests(isOpen: true) { id orderId statement createdBy } }');
    const [noted] = data.creditCheckContests;
    expect(noted).toMatchObject({ orderId: id, statement: 'That debt is paid.', createdBy: 'customer' });
    await app.gql(ANSWER, { id: noted.id, explanation: 'The bureau still lists it.' });
    expect(await own(id)).toMatchObject({ mayContest: true, contest: { isGranted: false, explanation: 'The bureau still lists it.' } });
  });

  it('contests one decision three times at most', async () => {
    const id = await placed({ lastName: 'Niedrig' });
    for (let times = 0; times < 3; times++) {
      expect(codeOf(await contest(id, `No, for the time ${times}.`))).toBeUndefined();
      const { data } = await app.gql('{ creditCheckContests(isOpen: true) { id } }');
      await app.gql(ANSWER, { id: data.creditCheckContests[0].id, explanation: 'It stays.' });
    }
    expect(codeOf(await contest(id, 'Once more.'))).toBe('CREDIT_CHECK_CONTEST_TOO_OFTEN');
  });

  it('may contest a condition too, and neither what a person decided nor what was accepted', async () => {
    const rules = [{ bureau: 'schufa', product: null, segment: null, commodity: null, fromCents: 0 }].map((rule) => ({
      ...rule,
      bands: [
        { from: 0, outcome: 'reject' },
        { from: 300, outcome: 'deposit' },
        { from: 500, outcome: 'accept' },
      ],
    }));
    const bands = { number: 1, state: 'APPROVED', validFrom: new Date('2026-01-01'), rules, note: 'test' } as const;
    const by = { createdBy: 'test', createdById: 'test', createdAt: new Date('2026-01-01') };
    await app.root.creditCheckBands.create({ data: { brandId: app.brands.a, ...bands, ...by } });
    const onCondition = await placed({ lastName: 'Grenzfall' });
    expect(await own(onCondition)).toMatchObject({ outcome: 'CONDITION', mayContest: true });
    expect(codeOf(await contest(onCondition, 'I always paid.'))).toBeUndefined();
    expect(codeOf(await contest(await placed({}), 'Why?'))).toBe('CREDIT_CHECK_NOT_AUTOMATED');
    await app.root.creditCheckBands.deleteMany();

    const byPerson = await placed({ lastName: 'Grenzfall' });
    await app.gql('mutation ($id: ID!) { decideCreditCheck(orderId: $id, accept: false, reason: "no") { state } }', { id: byPerson });
    expect(await own(byPerson)).toMatchObject({ outcome: 'REFUSED', isAutomated: false, mayContest: false });
    expect(codeOf(await contest(byPerson, 'No!'))).toBe('CREDIT_CHECK_NOT_AUTOMATED');
  });
});

describe('everybody else', () => {
  it('sees and contests nothing: not the customer of another order, not a seller, not the back-office', async () => {
    const [id, other] = [await placed({ lastName: 'Niedrig' }), await placed({})];
    const stranger = await customerOf(other);
    expect((await app.gql(OWN, { id }, stranger)).data.order).toBe(null);
    expect(codeOf(await app.gql(CONTEST, { id, statement: 'Mine.' }, stranger))).toBe('CREDIT_CHECK_CUSTOMERS_ONLY');
    expect((await app.gql(OWN, { id })).data.order.ownCreditDecision).toBe(null);
    expect(codeOf(await app.gql(CONTEST, { id, statement: 'For them.' }))).toBe('CREDIT_CHECK_CUSTOMERS_ONLY');
    const seller = await app.as('a', { permissions: new Set(['order.read', 'order.write']) });
    expect(codeOf(await app.gql(CONTEST, { id, statement: 'For them.' }, seller))).toBe('FORBIDDEN');
    expect(await app.root.creditCheckContest.count({ where: { orderId: id } })).toBe(0);
  });
});

describe('switched off', () => {
  it('is silent to the customer', async () => {
    const id = await placed({ lastName: 'Niedrig' });
    await app.switch('credit-check', false);
    expect(await own(id)).toBe(null);
    expect(codeOf(await contest(id, 'No.'))).toBe('PLUGIN_DISABLED');
    await app.switch('credit-check', true);
    expect(await own(id)).toMatchObject({ outcome: 'REFUSED' });
  });
});
