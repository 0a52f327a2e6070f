import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { creditRatingRequest } from './providers/schufa-messages.ts';
import { startBureauSimulator } from './simulator/bureau-simulator.ts';
import { subjectsOf } from './subjects.ts';
import { violationsOf } from './test-data/openapi.ts';
import { openShop } from './test-data/shop.ts';

const shop = await openShop();
const { app, bureau, place, see, row } = shop;
afterAll(shop.close);
afterEach(async () => {
  bureau.setFault(null);
  await shop.configure();
});

const others = {
  ...{ creditreformUrl: bureau.urlOf('creditreform'), creditreformUser: bureau.clientId, creditreformPassword: bureau.clientSecret },
  ...{ ksv1870Url: bureau.urlOf('ksv1870'), ksv1870User: bureau.clientId, ksv1870Password: bureau.clientSecret },
  ...{ deltavistaUrl: bureau.urlOf('deltavista'), deltavistaUser: bureau.clientId, deltavistaPassword: bureau.clientSecret },
};
const reports = (orderId: string) => app.root.creditCheckReport.findMany({ where: { orderId }, orderBy: { id: 'asc' } });
const firm = (companyName: string) => ({
  kind: 'COMPANY',
  companyName,
  registerNumber: 'FN 123456 a',
  firstName: undefined,
  birthDate: undefined,
  lastName: undefined,
});
const placed = async (customer: object = {}, form: object = {}): Promise<string> => {
  const orderId = await place(customer, undefined, { requestedStartOn: '2027-03-01', ...form });
  await app.work();
  return orderId;
};
const candidatesOf = async (orderId: string) =>
  (await app.gql('query ($id: ID!) { order(id: $id) { creditCheck { candidates { number name address } } } }', { id: orderId })).data.order
    .creditCheck.candidates;
const chooseCandidate = (orderId: string, candidateId: string) =>
  app.gql('mutation ($id: ID!, $candidateId: String!) { chooseCreditCheckCandidate(orderId: $id, candidateId: $candidateId) { state } }', {
    id: orderId,
    candidateId,
  });
const lastTry = async (orderId: string): Promise<void> => {
  await app.root.jobRequest.updateMany({
    where: { name: 'credit-check.ask', input: { path: ['orderId'], equals: orderId } },
    data: { state: 'WAITING', notBefore: null, attempt: 11 },
  });
  await app.work();
};

describe('an answer about a person', () => {
  it('is bought once for all of their orders while it is valid, and anew afterwards', async () => {
    const again = { houseNumber: '500' };
    const before = shop.questions();
    const first = await placed(again);
    app.clock.forward({ days: 3 });
    const second = await placed({ ...again, lastName: ' SAMPLE ' });
    expect(shop.questions()).toBe(before + 1);
    expect(await reports(first)).toMatchObject([{ legalBasis: 'energy-contract', state: 'SCORED' }]);
    expect(await reports(second)).toEqual([]);
    const [one, other] = [await row(first), await row(second)];
    expect(other).toMatchObject({ score: one.score, answeredAt: one.answeredAt, validUntil: one.validUntil });
    await placed({ ...again, birthDate: '1981-02-28' });
    expect(shop.questions()).toBe(before + 2);
    app.clock.forward({ days: 28 });
    await placed(again);
    expect(shop.questions()).toBe(before + 3);
  });

  it('keeps what is at stake, and until when a person should decide', async () => {
    const orderId = await placed({ lastName: 'Grenzfall' });
    const check = await row(orderId);
    expect(check).toMatchObject({
      segment: 'HOUSEHOLD',
      commodity: 'ELECTRICITY',
      outcome: 'review',
      bandsNumber: null,
      product: 'energy',
    });
    expect(check.valueCents).toBeGreaterThan(10_000);
    expect(check.dueOn).not.toBe(null);
  });
});

describe('a known customer who moved', () => {
  it('is asked about with the former address, as SCHUFA wants it', async () => {
    const orderId = await placed({ houseNumber: '600' });
    const { customerId } = await app.root.contract.findFirstOrThrow({ where: { orderId } });
    const [unmoved] = await subjectsOf(await app.as(), orderId);
    expect(unmoved?.previousAddress).toBe(null);
    const change = { brandId: app.brands.a, customerId: customerId ?? '', by: 'tester', what: 'customer' };
    await app.root.customerChange.create({
      data: { ...change, before: { street: 'Altgasse', postcode: '1100' }, after: { street: 'Ring' } },
    });
    await app.root.customerChange.create({ data: { ...change, before: { email: 'old@sample.example' }, after: {} } });
    const [moved] = await subjectsOf(await app.as(), orderId);
    if (!moved) throw new Error('nobody');
    expect(moved.previousAddress).toEqual({ street: 'Altgasse', houseNumber: '600', postcode: '1100', city: 'Wien', country: 'AT' });
    const request = creditRatingRequest({ person: moved, orderId });
    expect(request.personData.addresses).toMatchObject({ previousAddress: { streetWithNumber: 'Altgasse 600', postalCode: '1100' } });
    expect(violationsOf('CreditRatingRequest', request)).toEqual([]);
  });
});

describe('joint customers', () => {
  it('are both asked about, and the worse answer decides', async () => {
    const both = (lastName: string) => ({ kind: 'JOINT', persons: [{ firstName: 'Bea', lastName, birthDate: '1979-05-01' }] });
    const before = shop.questions();
    const [good, bad] = [await placed(both('Sample')), await placed(both('Niedrig'))];
    expect(shop.questions()).toBe(before + 4);
    expect((await see(good)).status).toBe('accepted');
    expect(await see(bad)).toMatchObject({ status: 'rejected' });
    expect(await row(bad)).toMatchObject({ score: 120 });
    expect(await reports(bad)).toHaveLength(2);
  });

  it('wait for the one about whom people work, and nobody is asked about twice', async () => {
    const before = shop.questions();
    const orderId = await placed({ kind: 'JOINT', persons: [{ firstName: 'Bea', lastName: 'Handarbeit', birthDate: '1979-05-01' }] });
    expect(await row(orderId)).toMatchObject({ state: 'MANUAL' });
    await shop.hurry();
    await app.work();
    await shop.hurry();
    await app.work();
    expect(await row(orderId)).toMatchObject({ state: 'SCORED' });
    expect((await see(orderId)).status).toBe('accepted');
    expect(shop.questions()).toBe(before + 2);
  });
});

describe('a company', () => {
  it('goes to a person while no bureau is set that covers companies', async () => {
    const orderId = await placed(firm('Muster GmbH'));
    expect(await row(orderId)).toMatchObject({ state: 'FAILED', problem: 'NO_BUREAU' });
    expect(await see(orderId)).toMatchObject({ reasons: ['credit-check.review'] });
  });

  it('is asked about at the bureau for companies, whose scale may be the other way round', async () => {
    await shop.configure({ ...others, companyBureau: 'ksv1870' });
    const [good, bad] = [await placed(firm('Muster GmbH')), await placed(firm('Niedrig GmbH'))];
    expect(await see(good)).toMatchObject({ status: 'accepted' });
    expect(await see(bad)).toMatchObject({ status: 'rejected' });
    expect(await row(bad)).toMatchObject({ bureau: 'ksv1870', product: 'rating', score: 628 });
  });

  it('of which there are several is chosen by a person, and then asked about', async () => {
    await shop.configure({ ...others, companyBureau: 'creditreform' });
    const orderId = await placed(firm('Mehrfach GmbH'));
    expect(await row(orderId)).toMatchObject({ state: 'AMBIGUOUS', candidatesFor: 0 });
    expect(await see(orderId)).toMatchObject({ reasons: ['credit-check.review'] });
    const candidates = await candidatesOf(orderId);
    expect(candidates).toHaveLength(2);
    const choose = (candidateId: string) => chooseCandidate(orderId, candidateId);
    expect((await choose('nobody')).errors?.[0]?.extensions.code).toBe('CREDIT_CHECK_CANDIDATE_UNKNOWN');
    expect((await choose(candidates[0].number)).data.chooseCreditCheckCandidate).toEqual({ state: 'WAITING' });
    await app.work();
    expect(await row(orderId)).toMatchObject({ state: 'SCORED', chosen: [`creditreform:${candidates[0].number}`] });
    expect((await see(orderId)).status).toBe('accepted');
  });

  it('and was chosen at one bureau is nobody to another one, which looks them up itself', async () => {
    const both = { ...others, companyBureau: 'creditreform', fallbackBureau: 'deltavista' };
    await shop.configure({ ...both, creditreformPassword: 'wrong' });
    const orderId = await placed(firm('Mehrfach GmbH'));
    expect(await row(orderId)).toMatchObject({ state: 'AMBIGUOUS', bureau: 'deltavista' });
    const [meant] = await candidatesOf(orderId);
    await shop.configure(both);
    await chooseCandidate(orderId, meant.number);
    await app.work();
    expect(await row(orderId)).toMatchObject({ state: 'AMBIGUOUS', bureau: 'creditreform' });
    const [found] = await candidatesOf(orderId);
    await chooseCandidate(orderId, found.number);
    await app.work();
    expect(await row(orderId)).toMatchObject({ state: 'SCORED', bureau: 'creditreform' });
  });
});

describe('depth', () => {
  it('follows the value of the order, and an upgrade pays the difference alone', async () => {
    const deep = { ...others, companyBureau: 'creditreform', prices: { 'creditreform.compact': 300, 'creditreform.full': 950 } };
    await shop.configure(deep);
    const customer = { ...firm('Tiefe GmbH'), houseNumber: '700' };
    const before = bureau.bill.length;
    const small = await placed(customer);
    await shop.configure({ ...deep, deepFromCents: 1 });
    const large = await placed(customer);
    const again = await placed(customer);
    await shop.configure(deep);
    const small2 = await placed(customer);
    expect(bureau.bill.slice(before).map(({ product, cents }) => [product, cents])).toEqual([
      ['compact', 300],
      ['full', 650],
    ]);
    expect(await reports(small)).toMatchObject([{ product: 'compact', costCents: 300, upgradeOf: null }]);
    expect(await reports(large)).toMatchObject([{ product: 'full', costCents: 650, upgradeOf: expect.any(String) }]);
    expect(await row(large)).toMatchObject({ product: 'full' });
    for (const orderId of [again, small2]) expect(await reports(orderId)).toEqual([]);
  });

  it('and number of questions end where the budget of the month does', async () => {
    await shop.configure({ prices: { 'schufa.energy': 100 }, monthlyBudgetCents: 150 + (await spent()) });
    const before = shop.questions();
    const [first, second] = [await placed(), await placed()];
    expect(shop.questions()).toBe(before + 1);
    expect((await see(first)).status).toBe('accepted');
    expect(await row(second)).toMatchObject({ state: 'FAILED', problem: 'BUDGET_SPENT' });
    expect(await see(second)).toMatchObject({ reasons: ['credit-check.review'] });
    app.clock.forward({ days: 32 });
    const next = await placed();
    expect((await see(next)).status).toBe('accepted');
  });

  const spent = async (): Promise<number> =>
    (await app.root.creditCheckReport.aggregate({ _sum: { costCents: true } }))._sum.costCents ?? 0;
});

describe('the second bureau', () => {
  it('is asked when the first one knows nothing', async () => {
    await shop.configure({ ...others, fallbackBureau: 'deltavista' });
    const unknown = await placed({ lastName: 'Unbekannt' });
    expect(await row(unknown)).toMatchObject({ state: 'NOT_FOUND', bureau: 'schufa' });
    const byPhone = await placed({ lastName: 'Fernruf' });
    expect((await reports(byPhone)).map(({ bureau: code }) => code)).toEqual(['schufa', 'deltavista']);
  });

  it('is asked when the first one refuses us, at once', async () => {
    await shop.configure({ ...others, clientSecret: 'wrong', fallbackBureau: 'ksv1870' });
    const orderId = await placed();
    expect(await row(orderId)).toMatchObject({ state: 'SCORED', bureau: 'ksv1870' });
    expect((await see(orderId)).status).toBe('accepted');
  });

  it('is asked when the first one is silent, after some tries', async () => {
    const silent = { baseUrl: 'http://127.0.0.1:1/credit-report', tokenUrl: 'http://127.0.0.1:1/token' };
    await shop.configure({ ...others, ...silent, fallbackBureau: 'ksv1870', fallbackAfterTries: 2 });
    const orderId = await placed();
    expect(await row(orderId)).toMatchObject({ state: 'WAITING' });
    await shop.hurry();
    await app.work();
    expect(await row(orderId)).toMatchObject({ state: 'SCORED', bureau: 'ksv1870' });
  });
});

describe('when no bureau answers', () => {
  it('small orders are accepted, if the brand says so, and large ones go to a person', async () => {
    bureau.setFault('nonsense');
    await shop.configure({ whenNoAnswer: 'accept-below', acceptBelowCents: 10_000_000 });
    const small = await placed();
    await lastTry(small);
    expect(await row(small)).toMatchObject({ state: 'FAILED', problem: 'NO_ANSWER', outcome: 'accept' });
    expect((await see(small)).status).toBe('accepted');
    await shop.configure({ whenNoAnswer: 'accept-below', acceptBelowCents: 100 });
    const large = await placed();
    await lastTry(large);
    expect(await see(large)).toMatchObject({ status: 'in_review', reasons: ['credit-check.review'] });
  });

  it('orders are parked and asked about again later, if the brand says so', async () => {
    // A host of its own: what failed above has opened the other one's circuit.
    const silent = await startBureauSimulator({ fault: 'nonsense' });
    await shop.configure({ whenNoAnswer: 'park', baseUrl: silent.baseUrl, tokenUrl: silent.tokenUrl });
    const orderId = await placed();
    await lastTry(orderId);
    expect(await row(orderId)).toMatchObject({ state: 'WAITING', round: 1 });
    expect(await see(orderId)).toMatchObject({ status: 'in_review', reasons: ['credit-check.waiting'] });
    expect(await app.root.jobRequest.count({ where: { state: 'DEAD', input: { path: ['orderId'], equals: orderId } } })).toBe(0);
    silent.setFault(null);
    await shop.hurry();
    await app.work();
    expect((await see(orderId)).status).toBe('accepted');
    await silent.close();
  });
});
