import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openShop } from './test-data/shop.ts';

const shop = await openShop();
const { app, place, row, see } = shop;
afterAll(shop.close);
afterEach(() => shop.configure());

const person = (id: string) => app.as('a', { kind: 'user', id, name: id });
/** Made anew each time: it holds the settings of its moment. */
const first = () => person('first');
const second = () => person('second');
const codeOf = ({ errors }: { errors?: readonly { extensions: Readonly<Record<string, unknown>> }[] }) => errors?.[0]?.extensions.code;
const DECIDE = `mutation ($id: ID!, $accept: Boolean!) {
  decideCreditCheck(orderId: $id, accept: $accept, reason: "looked at it") { proposedBy proposedAccept decisionAccept decidedBy } }`;
const CONTEST = 'mutation ($id: ID!, $statement: String!) { contestCreditCheck(orderId: $id, statement: $statement) }';
const ANSWER = `mutation ($id: ID!, $grant: Boolean!, $explanation: String!) {
  decideCreditCheckContest(id: $id, grant: $grant, explanation: $explanation) { orderId isGranted decidedBy } }`;
const EXPLAIN = 'query ($id: ID!, $language: String!) { creditCheckExplanation(orderId: $id, language: $language) { notice account } }';
const placed = async (customer: object, requestedStartOn = '2027-03-01'): Promise<string> => {
  const orderId = await place(customer, undefined, { requestedStartOn });
  await app.work();
  return orderId;
};
const borderline = () => placed({ lastName: 'Grenzfall' });
const mailsTo = (kind: string) => app.root.mailMessage.findMany({ where: { subject: { contains: kind } } });
const contests = async () => (await app.gql('{ creditCheckContests(isOpen: true) { id orderId statement } }')).data.creditCheckContests;

describe('a large order', () => {
  it('is decided by two people who say the same, and by nobody twice', async () => {
    await shop.configure({ fourEyesFromCents: 1_000 });
    const id = await borderline();
    const said = await app.gql(DECIDE, { id, accept: true }, await first());
    expect(said.data.decideCreditCheck).toEqual({ proposedBy: 'first', proposedAccept: true, decisionAccept: null, decidedBy: null });
    expect((await see(id)).status).toBe('in_review');
    expect(codeOf(await app.gql(DECIDE, { id, accept: true }, await first()))).toBe('CREDIT_CHECK_SECOND_PERSON');
    const agreed = await app.gql(DECIDE, { id, accept: true }, await second());
    expect(agreed.data.decideCreditCheck).toMatchObject({ decisionAccept: true, decidedBy: 'second' });
    expect((await see(id)).status).toBe('accepted');
  });

  it('about which they disagree stays open until two say the same', async () => {
    await shop.configure({ fourEyesFromCents: 1_000 });
    const id = await borderline();
    await app.gql(DECIDE, { id, accept: true }, await first());
    await app.gql(DECIDE, { id, accept: false }, await second());
    expect(await row(id)).toMatchObject({ proposedBy: 'second', proposedAccept: false, decisionAccept: null });
    await app.gql(DECIDE, { id, accept: false }, await first());
    expect((await see(id)).status).toBe('rejected');
  });

  it('is large from its value on', async () => {
    await shop.configure({ fourEyesFromCents: 100_000_000 });
    const id = await borderline();
    await app.gql(DECIDE, { id, accept: true }, await first());
    expect((await see(id)).status).toBe('accepted');
  });
});

describe('what is due', () => {
  it('comes first in the list, is counted, and is told once each morning', async () => {
    await shop.configure({ remindAt: 'office@brand.example', decideDaysBeforeStart: 14, decideWithinDays: 30 });
    const [later, soon] = [await borderline(), await placed({ lastName: 'Grenzfall' }, '2026-09-20')];
    const { data } = await app.gql('{ creditChecks { orderId dueOn } creditCheckQueue { due } }');
    const order = data.creditChecks.map(({ orderId }: { orderId: string }) => orderId);
    expect(order.indexOf(soon)).toBeLessThan(order.indexOf(later));
    const { dueOn } = await row(soon);
    expect(dueOn?.toISOString().slice(0, 10)).toBe('2026-09-06');
    const before = data.creditCheckQueue.due;

    app.clock.forward({ days: Math.round(((dueOn?.getTime() ?? 0) - app.clock.now().getTime()) / 86_400_000) });
    const remind = () => app.root.jobRequest.create({ data: { brandId: app.brands.a, name: 'credit-check.remind', input: {} } });
    await remind();
    await app.work();
    await remind();
    await app.work();
    const mails = await mailsTo('credit checks are due');
    expect(mails).toMatchObject([{ recipient: 'office@brand.example' }]);
    expect(mails[0]?.text).toContain('/p/credit-check/queue');
    expect((await app.gql('{ creditCheckQueue { due } }')).data.creditCheckQueue.due).toBeGreaterThan(before);
  });
});

describe('a refusal by score', () => {
  const refused = (houseNumber: string) => placed({ lastName: 'Niedrig', houseNumber });

  it('can be contested, is answered by a person, and whoever was right is accepted with the next order', async () => {
    const id = await refused('901');
    expect((await app.gql(CONTEST, { id, statement: 'That is an old debt of somebody else.' })).data).toEqual({ contestCreditCheck: true });
    expect(codeOf(await app.gql(CONTEST, { id, statement: '' }))).toBe('CREDIT_CHECK_CONTEST_OPEN');
    const [contest] = await contests();
    expect(contest).toMatchObject({ orderId: id, statement: 'That is an old debt of somebody else.' });
    expect((await app.gql('{ creditCheckQueue { contested } }')).data.creditCheckQueue.contested).toBe(1);
    const answer = { id: contest.id, grant: true, explanation: 'The debt is not yours.' };
    expect(codeOf(await app.gql(ANSWER, { ...answer, explanation: ' ' }, await first()))).toBe('CREDIT_CHECK_REASON_MISSING');
    expect((await app.gql(ANSWER, answer, await first())).data.decideCreditCheckContest).toEqual({
      orderId: id,
      isGranted: true,
      decidedBy: 'first',
    });
    expect(codeOf(await app.gql(ANSWER, answer, await second()))).toBe('CREDIT_CHECK_CONTEST_DECIDED');
    expect((await mailsTo('looked at the decision again'))[0]?.text).toContain('The debt is not yours.');

    const before = shop.questions();
    const next = await refused('901');
    expect((await see(next)).status).toBe('accepted');
    expect(await row(next)).toMatchObject({ decisionAccept: true, decidedBy: 'first', decisionReason: expect.stringContaining(id) });
    expect(shop.questions()).toBe(before);
    expect((await see(await refused('902'))).status).toBe('rejected');
  });

  it('that a person keeps stays one', async () => {
    const id = await refused('903');
    await app.gql(CONTEST, { id, statement: '' });
    const [contest] = await contests();
    await app.gql(ANSWER, { id: contest.id, grant: false, explanation: 'Three open debts.' }, await first());
    expect((await see(await refused('903'))).status).toBe('rejected');
    const { data } = await app.gql('{ creditCheckContests(isOpen: false, first: 1) { orderId isGranted explanation } }');
    expect(data.creditCheckContests).toEqual([{ orderId: id, isGranted: false, explanation: 'Three open debts.' }]);
  });

  it('is explained without the score: what, when, by which limits, from what kinds of data, as the country has it', async () => {
    const id = await refused('904');
    const texts = async (language: string) => (await app.gql(EXPLAIN, { id, language })).data.creditCheckExplanation;
    const [english, german] = [await texts('en'), await texts('de')];
    expect(english.notice).toMatch(/refused automatically.*Art\. 22\(3\) GDPR.*Austrian data protection authority/s);
    expect(`${english.notice}${english.account}`).not.toContain('§ 152'); // SCHUFA is no bureau of Austria
    expect(german.notice).toMatch(/automatisch abgelehnt.*Österreichischen Datenschutzbehörde/s);
    expect(english.account).toMatch(/SCHUFA Holding AG.*Two limits.*date of birth/s);
    for (const { notice, account } of [english, german]) expect(`${notice}${account}`).not.toMatch(/120|\{|credit-check\./);
    await app.root.creditCheck.update({ where: { orderId: id }, data: { bureau: 'ksv1870' } });
    expect((await texts('en')).notice).toMatch(/KSV1870.*§ 152/s);
    await app.root.creditCheck.update({ where: { orderId: id }, data: { bureau: 'schufa' } });
    await app.root.customer.updateMany({ where: { contracts: { some: { orderId: id } } }, data: { country: 'DE' } });
    expect((await texts('de')).notice).toMatch(/Bundeslands/);
  });

  it('that no score made cannot be contested, nor can partners do so', async () => {
    const id = await borderline();
    expect(codeOf(await app.gql(CONTEST, { id, statement: '' }))).toBe('CREDIT_CHECK_NOT_AUTOMATED');
    const seller = await app.as('a', { permissions: new Set(['order.read', 'order.write']) });
    for (const [query, variables] of [
      [CONTEST, { id, statement: '' }],
      [EXPLAIN, { id, language: 'en' }],
      ['{ creditCheckContests { id } }', {}],
    ] as const)
      expect(codeOf(await app.gql(query, variables, seller))).toBe('FORBIDDEN');
  });
});
