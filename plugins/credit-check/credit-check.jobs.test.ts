import pino from 'pino';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createTestApp } from '#core/testing';
import creditCheck from './plugin.ts';
import { openShop, placeOrder } from './test-data/shop.ts';

const shop = await openShop({ pollsUntilDone: 1, slowMs: 3_000 });
const { app, bureau, place, see, row, questions, hurry } = shop;
afterAll(shop.close);
afterEach(() => bureau.setFault(null));

const job = (orderId: string, name: string) =>
  app.root.jobRequest.findFirstOrThrow({ where: { name, input: { path: ['orderId'], equals: orderId } }, orderBy: { id: 'desc' } });
const runAgain = async (orderId: string, name: string, attempt = 0) => {
  const { id } = await job(orderId, name);
  await app.root.jobRequest.update({ where: { id }, data: { state: 'WAITING', notBefore: null, attempt } });
  await app.work();
};

describe('manual work at the bureau', () => {
  it('is asked for again and again until it is done, and then decides', async () => {
    const orderId = await place({ lastName: 'Handarbeit' });
    await app.work();
    expect(await see(orderId)).toMatchObject({ status: 'in_review', reasons: ['credit-check.manual'], check: { state: 'MANUAL' } });
    const { notBefore } = await job(orderId, 'credit-check.poll');
    expect(Math.round(((notBefore?.getTime() ?? 0) - Date.now()) / 60_000)).toBe(15);

    await hurry();
    await app.work();
    expect(await row(orderId)).toMatchObject({ state: 'MANUAL', polls: 2 });
    await hurry();
    await app.work();
    expect(await row(orderId)).toMatchObject({ state: 'SCORED', score: 640, polls: 2 });
    expect(await see(orderId)).toMatchObject({ status: 'accepted' });
  });

  it('has one chain of polls, however often a poll is repeated', async () => {
    const orderId = await place({ lastName: 'Handarbeit' });
    await app.work();
    const first = await job(orderId, 'credit-check.poll');
    await hurry();
    await app.work();
    const polls = () =>
      [...bureau.calls].filter(([path]) => path.includes('/manual-processing/')).reduce((sum, [, count]) => sum + count, 0);
    const before = polls();
    await app.root.jobRequest.update({ where: { id: first.id }, data: { state: 'WAITING', notBefore: null } });
    await app.work();
    expect(polls()).toBe(before);
    expect(
      await app.root.jobRequest.count({
        where: { name: 'credit-check.poll', state: 'WAITING', input: { path: ['orderId'], equals: orderId } },
      }),
    ).toBe(1);
  });

  it('is given up after some days: a person decides', async () => {
    const orderId = await place({ lastName: 'Handarbeit' });
    await app.work();
    app.clock.forward({ days: 11 });
    await hurry();
    await app.work();
    expect(await row(orderId)).toMatchObject({ state: 'FAILED', problem: 'GAVE_UP_WAITING' });
    expect(await see(orderId)).toMatchObject({ status: 'in_review', reasons: ['credit-check.review'] });
    expect(await app.root.jobRequest.count({ where: { name: 'credit-check.poll', state: 'WAITING' } })).toBe(0);
  });

  it('that the bureau forgot goes to a person', async () => {
    const orderId = await place({ lastName: 'Handarbeit' });
    await app.work();
    await app.root.creditCheck.update({ where: { orderId }, data: { reportId: '404404' } });
    await hurry();
    await app.work();
    expect(await row(orderId)).toMatchObject({ state: 'NO_SCORE', problem: 'REPORT_GONE' });
    expect(await see(orderId)).toMatchObject({ reasons: ['credit-check.review'] });
  });

  it('is not asked for any more once the order is decided', async () => {
    const orderId = await place({ lastName: 'Handarbeit' });
    await app.work();
    await app.gql('mutation ($id: ID!) { reviewOrder(orderId: $id, accept: false, reason: "too late") { id } }', { id: orderId });
    await hurry();
    await app.work();
    expect(await row(orderId)).toMatchObject({ state: 'NOT_NEEDED' });
  });
});

describe('a bureau that fails', () => {
  it('keeps the order waiting and is asked again', async () => {
    bureau.setFault('down');
    const orderId = await place();
    await app.work();
    expect(await see(orderId)).toMatchObject({ status: 'in_review', reasons: ['credit-check.waiting'], check: { state: 'WAITING' } });
    expect(await job(orderId, 'credit-check.ask')).toMatchObject({ state: 'WAITING', attempt: 1, error: expect.stringContaining('503') });

    bureau.setFault(null);
    await hurry();
    await app.work();
    expect((await see(orderId)).status).toBe('accepted');
  });

  it('sends the order to a person after the last try, and still takes a late answer', async () => {
    bureau.setFault('nonsense');
    const orderId = await place();
    await app.work();
    await runAgain(orderId, 'credit-check.ask', 11);
    expect(await row(orderId)).toMatchObject({ state: 'FAILED', problem: 'NO_ANSWER' });
    expect(await see(orderId)).toMatchObject({ status: 'in_review', reasons: ['credit-check.review'] });
    expect(await job(orderId, 'credit-check.ask')).toMatchObject({ state: 'DEAD' });

    bureau.setFault(null);
    await runAgain(orderId, 'credit-check.ask');
    expect((await see(orderId)).status).toBe('accepted');
  });

  it('that refuses our certificate is not asked again by itself: dead letter, and the order with a person', async () => {
    bureau.setFault('certificate-refused');
    const orderId = await place();
    const before = questions();
    await app.work();
    expect(questions() - before).toBeLessThanOrEqual(1);
    expect(await job(orderId, 'credit-check.ask')).toMatchObject({ state: 'DEAD', error: expect.stringContaining('clientCertificate') });
    expect(await row(orderId)).toMatchObject({ state: 'FAILED', problem: 'CREDIT_CHECK_ACCESS_REFUSED' });
    expect(await see(orderId)).toMatchObject({ reasons: ['credit-check.review'] });
  });

  it("that refuses the customer's data says which, without repeating them", async () => {
    const orderId = await place({ lastName: 'Mac@Donald' });
    await app.work();
    const { error, state } = await job(orderId, 'credit-check.ask');
    expect(state).toBe('DEAD');
    expect(error).toContain('personData.lastName');
    expect(error).not.toContain('Donald');
    expect(await row(orderId)).toMatchObject({ state: 'FAILED', problem: 'CREDIT_CHECK_REQUEST_REFUSED' });
  });
});

describe('what waits in the queue', () => {
  it('holds ids alone, never a person', async () => {
    const orderId = await place({ lastName: 'Handarbeit', firstName: 'Geheim' });
    await app.work();
    const rows = await app.root.jobRequest.findMany({
      where: { name: { startsWith: 'credit-check.' }, input: { path: ['orderId'], equals: orderId } },
    });
    expect(rows.length).toBeGreaterThan(1);
    expect(JSON.stringify(rows)).not.toMatch(/Geheim|Handarbeit/);
  });
});

describe('the log', () => {
  it('holds neither the person nor the score, whatever happens', async () => {
    const lines: string[] = [];
    const watched = await createTestApp([creditCheck], { log: pino({ level: 'trace' }, { write: (line) => lines.push(line) }) });
    try {
      const { baseUrl, tokenUrl, clientId, clientSecret } = bureau;
      await watched.switch('credit-check', true);
      await watched.configure('credit-check', { bureau: 'schufa', baseUrl, tokenUrl, clientId, clientSecret, timeoutMs: 1_000 });
      for (const fault of [null, 'half-answer', 'nonsense', 'certificate-refused'] as const) {
        bureau.setFault(fault);
        await placeOrder(watched, { firstName: 'Lukas', lastName: 'Mustermann', city: 'Geheimstadt' });
        await watched.work();
      }
      bureau.setFault(null);
      await placeOrder(watched, { lastName: 'Muster@mann', city: 'Geheimstadt' });
      await watched.work();
      const access = (name: string) => ({ [`${name}User`]: clientId, [`${name}Password`]: clientSecret });
      const others = { creditreform: 'creditreform', crifAt: 'crif-at', deltavista: 'deltavista', ksv1870: 'ksv1870' } as const;
      for (const [name, code] of Object.entries(others)) {
        await watched.configure('credit-check', { bureau: code, [`${name}Url`]: bureau.urlOf(code), ...access(name), timeoutMs: 1_000 });
        for (const lastName of ['Mustermann', 'Niedrig', 'Mehrfach', 'Grenzfall']) {
          await placeOrder(watched, { firstName: 'Lukas', lastName, city: 'Geheimstadt' });
          await watched.work();
        }
        bureau.setFault('half-answer');
        await placeOrder(watched, { firstName: 'Lukas', lastName: 'Mustermann', city: 'Geheimstadt' });
        await watched.work();
        bureau.setFault(null);
      }
      const scores = await watched.root.creditCheckReport.findMany({ where: { score: { not: null } }, select: { score: true } });
      expect(scores.length).toBeGreaterThan(8);
      const told = scores.filter(({ score }) => lines.some((line) => new RegExp(`"score[a-zA-Z]*":"?${score}\\b`).test(line)));
      expect(told).toEqual([]);
      expect(lines.join()).toContain('job failed');
      expect(lines.join()).not.toMatch(
        /Lukas|Muster|Niedrig|Mehrfach|Geheimstadt|45\.15|EVU|riskRate|solvencyIndex|"score"|Bearer|Basic |demo-secret/,
      );
    } finally {
      await watched.close();
    }
  });
});

describe('without any settings', () => {
  it('the simulator inside the process answers, and every answer says so', async () => {
    const demo = await createTestApp([creditCheck]);
    try {
      await demo.switch('credit-check', true);
      const id = await placeOrder(demo);
      await demo.work();
      const { data } = await demo.gql('query ($id: ID!) { order(id: $id) { contracts { status } creditCheck { state isSimulated } } }', {
        id,
      });
      expect(data.order).toMatchObject({ contracts: [{ status: 'accepted' }], creditCheck: { state: 'SCORED', isSimulated: true } });
    } finally {
      await demo.close();
    }
  });
});
