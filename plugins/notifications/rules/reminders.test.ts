import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays, inTransaction, toDbDate, todayIn } from '#core';
import { createTestApp } from '#core/testing';
import { closeTransports } from '../channels/smtp.ts';
import { placeOrder, SENDER } from '../notifications.kit.ts';
import plugin from '../plugin.ts';
import { startMailReceiver } from '../test-data/mail-receiver.ts';

const server = await startMailReceiver();
const app = await createTestApp([plugin]);
await app.switch('notifications', true);
await app.configure('notifications', { ...SENDER, smtpPort: server.port });
afterAll(async () => {
  await closeTransports();
  await app.close();
  await server.close();
});

const RULE = 'mutation ($id: ID, $input: NotificationsRuleInput!) { saveNotificationsRule(id: $id, input: $input) { id daysBefore } }';
let templateId = '';
const ruleOf = (change: object = {}) => ({
  ...{ name: 'Remind', event: 'day.priceGuaranteeEndsOn', templateId, recipients: ['customer'], channels: ['email'] },
  ...{ isUrgent: true, isDigest: false, isActive: true, daysBefore: 7, ...change },
});
async function saveRule(change: object = {}, id: string | null = null): Promise<string> {
  const { data, errors } = await app.gql(RULE, { id, input: ruleOf(change) });
  expect(errors).toBe(undefined);
  return data.saveNotificationsRule.id;
}

beforeAll(async () => {
  const data = { brandId: app.brands.a, code: 'day', name: 'Day', subjectKind: 'contract', createdBy: 'test' };
  templateId = (await app.root.notificationsTemplate.create({ data, select: { id: true } })).id;
  const office = { tenantId: app.tenant.id, email: 'office@people.example', name: 'Office', language: 'en' };
  const { id: userId } = await app.root.user.create({ data: office, select: { id: true } });
  await app.root.membership.create({ data: { tenantId: app.tenant.id, userId, memberOf: app.brands.a, role: 'BACK_OFFICE' } });
  const body = '<mj-section><mj-column><mj-text>{{ customer.name }}</mj-text></mj-column></mj-section>';
  const subject = '{{ contract.number }}: {{ event.day }}, in {{ event.daysLeft }}';
  const wording = { language: 'en', number: 1, subject, body, createdBy: 'test' };
  await app.root.notificationsVersion.create({ data: { brandId: app.brands.a, templateId, ...wording }, select: { id: true } });
});
beforeEach(async () => {
  await app.root.contract.updateMany({ data: { priceGuaranteeEndsOn: null, noticeBy: null } }); // those of other tests
  await app.root.notificationsRule.deleteMany();
  await app.root.notificationsMessage.deleteMany();
  await app.root.jobRequest.deleteMany();
  server.mails.length = 0;
});

const today = () => todayIn(app.clock, 'Europe/Vienna');
/** A contract that is accepted, whose guarantee ends so many days from today; its number. */
async function contract(inDays: number, change: object = {}): Promise<{ id: string; number: string }> {
  const { contractId: id } = await placeOrder(app, {
    requestedStartOn: addDays(today(), 40),
    customer: { email: 'reader@sample.example' },
  });
  await app.work();
  const data = { priceGuaranteeEndsOn: toDbDate(addDays(today(), inDays)), ...change };
  const { number } = await app.root.contract.update({ where: { id }, data, select: { number: true } });
  server.mails.length = 0;
  return { id, number };
}
/** So many contracts alike, each with a customer of its own, whose notice is due so many days from today. */
async function contracts(count: number, inDays: number): Promise<void> {
  const { id } = await contract(100);
  const { customerId, ...like } = await app.root.contract.findUniqueOrThrow({ where: { id } });
  const {
    id: _id,
    pending: _pending,
    faults: _faults,
    leavingFee: _fee,
    meteringPointId: _point,
    bankAccountId: _account,
    ...facts
  } = like;
  const customer = await app.root.customer.findFirstOrThrow({ where: { id: customerId ?? '' } });
  const noticeBy = toDbDate(addDays(today(), inDays));
  const series = randomUUID().slice(0, 8);
  for (let n = 0; n < count; n++) {
    const { id: customerId } = await app.root.customer.create({
      data: { ...withoutId(customer), number: `R-${series}-${n}` },
      select: { id: true },
    });
    await app.root.contract.create({
      data: { ...facts, hasMeteringPoint: false, number: `C-R-${series}-${n}`, customerId, noticeBy },
      select: { id: true },
    });
  }
}
const ask = async (name: string) =>
  inTransaction(await app.as(), ({ tx }) => tx.jobRequest.create({ data: { name, input: {} }, select: { id: true } }));
async function morning(): Promise<void> {
  await ask('notifications.reminders');
  await app.work();
}
const told = () => server.mails.map(({ subject }) => subject ?? '').sort();

describe('a reminder of a day', () => {
  it('is told so many days before, on that morning alone, once', async () => {
    await saveRule();
    const { number } = await contract(9);
    await morning();
    expect(told()).toEqual([]);
    app.clock.forward({ days: 2 });
    await morning();
    await morning();
    expect(told()).toEqual([`${number}: ${longDay(addDays(today(), 7))}, in 7`]);
    app.clock.forward({ days: 1 });
    await morning();
    expect(told()).toHaveLength(1);
  }, 60_000);

  it('makes up for mornings that nobody was there, unless the day itself is over', async () => {
    await saveRule();
    await morning(); // from now on it is known which mornings were there
    const [late, over] = [await contract(9), await contract(8)];
    app.clock.forward({ days: 4 });
    await app.root.contract.update({ where: { id: over.id }, data: { priceGuaranteeEndsOn: toDbDate(addDays(today(), -1)) } });
    await morning();
    expect(told()).toEqual([`${late.number}: ${longDay(addDays(today(), 5))}, in 5`]);
  }, 60_000);

  it('tells of the days between, once, where a rule is to tell earlier', async () => {
    const rule = await saveRule();
    const [soon, between] = [await contract(7), await contract(20)];
    await morning();
    expect(told()).toEqual([expect.stringContaining(soon.number)]);
    server.mails.length = 0;
    await saveRule({ daysBefore: 30 }, rule);
    app.clock.forward({ days: 1 });
    await morning();
    expect(told()).toEqual([`${between.number}: ${longDay(addDays(today(), 19))}, in 19`]);
    await saveRule({ daysBefore: 7 }, rule);
    const late = await contract(8);
    app.clock.forward({ days: 1 });
    await morning();
    expect(told()).toEqual([expect.stringContaining(late.number)]);
  }, 60_000);

  it('tells of another day anew where the day was moved', async () => {
    await saveRule();
    const { id } = await contract(7);
    await morning();
    await app.root.contract.update({ where: { id }, data: { priceGuaranteeEndsOn: toDbDate(addDays(today(), 8)) } });
    app.clock.forward({ days: 1 });
    await morning();
    expect(told()).toHaveLength(2);
  }, 60_000);

  it('leaves out contracts that were refused or are over, and those that do not meet its conditions', async () => {
    await saveRule({ conditions: { exceptDirectDebit: true } });
    await contract(7, { status: 'cancelled', kind: 'REFUSED' });
    await contract(7, { paymentMethod: 'direct-debit' });
    const { number } = await contract(7, { paymentMethod: 'transfer' });
    await morning();
    expect(told()).toEqual([expect.stringContaining(number)]);
  }, 60_000);

  it('goes page by page, and leaves nobody out', async () => {
    await saveRule({ event: 'day.noticeBy', recipients: ['customer'] });
    await contracts(120, 7);
    await morning();
    expect(await app.root.notificationsMessage.count({ where: { ruleId: { not: null }, state: 'SENT' } })).toBe(120);
    expect(new Set(told()).size).toBe(120);
  }, 120_000);

  it.each([false, true])(
    'is told of each contract however many are due on one morning, collected: %s',
    async (isDigest) => {
      await saveRule({ event: 'day.noticeBy', recipients: ['office'], isDigest });
      await contracts(25, 7);
      await morning();
      const messages = await app.root.notificationsMessage.groupBy({ by: ['state'], where: { ruleId: { not: null } }, _count: true });
      expect(messages).toEqual([{ state: isDigest ? 'COLLECTED' : 'SENT', _count: 25 }]);
      // Nor does it keep anything else from them.
      const { id } = await app.root.notificationsTemplate.findFirstOrThrow({ where: { code: 'contract-accepted', brandId: app.brands.a } });
      await saveRule({ event: 'contract.accepted', templateId: id, recipients: ['office'], daysBefore: null });
      await contract(100);
      const [other] = await app.root.notificationsMessage.findMany({ where: { event: 'contract.accepted', ruleId: { not: null } } });
      expect(other).toMatchObject({ state: 'SENT' });
    },
    120_000,
  );

  it('is one mail a person where it is told once a day together with others, with all of their documents', async () => {
    await app.root.notificationsTemplate.update({ where: { id: templateId }, data: { attachments: ['order-confirmation'] } });
    await saveRule({ isDigest: true });
    const [first, second] = [await contract(7), await contract(7)];
    const { customerId } = await app.root.contract.findUniqueOrThrow({ where: { id: first.id } });
    await app.root.contract.update({ where: { id: second.id }, data: { customerId } });
    await morning();
    expect(told()).toEqual([]);
    await ask('notifications.digest');
    await app.work();
    expect(server.mails).toHaveLength(1);
    const [mail] = server.mails;
    expect(mail?.text).toContain(first.number);
    expect(mail?.text).toContain(second.number);
    expect(mail?.attachments).toHaveLength(2);
    await app.root.notificationsTemplate.update({ where: { id: templateId }, data: { attachments: [] } });
  }, 60_000);

  it('says how many days before, and nothing else does', async () => {
    const problems = async (change: object) => (await app.gql(RULE, { input: ruleOf(change) })).errors?.[0]?.extensions.problems;
    expect(await problems({ daysBefore: null })).toMatchObject([{ field: 'daysBefore' }]);
    expect(await problems({ daysBefore: 366 })).toMatchObject([{ field: 'daysBefore' }]);
    const { id } = await app.root.notificationsTemplate.findFirstOrThrow({ where: { code: 'contract-accepted', brandId: app.brands.a } });
    expect(await problems({ event: 'contract.accepted', templateId: id })).toMatchObject([{ field: 'daysBefore' }]);
    const { data } = await app.gql('{ notificationsEvents { name isDay } }');
    expect(data.notificationsEvents.filter(({ isDay }: { isDay: boolean }) => isDay)).toHaveLength(9);
  });

  it('is told by no brand that has the plugin off', async () => {
    await saveRule();
    await contract(7);
    await app.switch('notifications', false);
    await morning();
    expect(told()).toEqual([]);
    await app.switch('notifications', true, { parked: 'drop' });
  });
});

const withoutId = <T extends { readonly id: string }>({ id: _id, ...rest }: T) => rest;
const longDay = (day: string): string => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(toDbDate(day));
