import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { definePlugin, hook } from '#core';
import { createTestApp } from '#core/testing';
import { closeTransports } from '../channels/smtp.ts';
import { messageChannel } from '../index.ts';
import { manyCustomers, newsTemplate, placeOrder, SENDER } from '../notifications.kit.ts';
import plugin from '../plugin.ts';
import { startMailReceiver } from '../test-data/mail-receiver.ts';

const CUSTOMERS = 60;
/** A plugin that brings a channel to telephones. */
const carrier = definePlugin({
  id: 'carrier',
  version: '1.0.0',
  api: 1,
  summary: 'Carries texts',
  requires: ['notifications'],
  hooks: [
    hook(messageChannel, () => ({
      ...{ code: 'text', isDurable: false, reaches: 'phone' as const, consent: 'MOBILE' as const, isReady: true },
      send: async () => ({ kind: 'sent' as const, outsideId: null }),
    })),
  ],
});
const server = await startMailReceiver();
const app = await createTestApp([plugin, carrier]);
const ORDERED = { ...SENDER, smtpPort: server.port };
await app.switch('notifications', true);
await app.switch('carrier', true);
await app.configure('notifications', ORDERED);
afterAll(async () => {
  await closeTransports();
  await app.close();
  await server.close();
});

let templateId = '';
beforeAll(async () => {
  const { contractId } = await placeOrder(app);
  await manyCustomers(app.root, contractId, CUSTOMERS);
  templateId = await newsTemplate(app.root, app.brands.a);
  const some = await app.root.customer.findMany({ where: { number: { endsWith: '0', startsWith: 'N-' } }, select: { id: true } });
  const agreed = {
    brandId: app.brands.a,
    channel: 'EMAIL' as const,
    purpose: 'marketing',
    wording: 'Yes',
    source: 'test',
    givenAt: new Date(),
    givenBy: 'test',
  };
  await app.root.consent.createMany({ data: some.map(({ id }) => ({ ...agreed, customerId: id })) });
  const one = await app.root.customer.findFirstOrThrow({ where: { number: 'N-1' }, select: { id: true } });
  await app.root.consent.createMany({ data: [{ ...agreed, channel: 'MOBILE', customerId: one.id }] });
}, 120_000);
beforeEach(async () => {
  await app.root.jobRequest.deleteMany();
  await app.root.notificationsMessage.deleteMany();
  server.mails.length = 0;
});

const write = async (change: object = {}): Promise<string> => {
  const input = { name: 'News', templateId, channel: 'email', isMarketing: false, audience: { statuses: ['ended'] }, ...change };
  const { data, errors } = await app.gql(
    'mutation ($input: NotificationsMailingInput!) { writeNotificationsMailing(input: $input) { id } }',
    { input },
  );
  if (errors) throw Object.assign(new Error(errors[0]?.message), { problems: errors[0]?.extensions.problems });
  return data.writeNotificationsMailing.id;
};
const act = (what: 'start' | 'pause', id: string) =>
  app.gql(`mutation ($id: ID!) { ${what}NotificationsMailing(id: $id) { state } }`, { id });
const stateOf = async (id: string) => (await app.root.notificationsMailing.findUniqueOrThrow({ where: { id } })).state;
/** Without the confirmation of the order that everything began with. */
const readers = () => server.mails.flatMap(({ envelopeTo }) => envelopeTo).filter((to) => to !== 'ada@sample.example');
/** What must hold however often somebody was killed: each reader once. */
const expectEachOnce = (count: number) => {
  expect(new Set(readers()).size).toBe(count);
  expect(readers().length).toBe(count);
};

describe('a mailing', () => {
  it('reaches everybody it is for once, in their own words', async () => {
    const id = await write();
    const { data } = await app.gql('{ notificationsMailings { id audienceCount state } }');
    expect(data.notificationsMailings[0]).toEqual({ id, audienceCount: CUSTOMERS, state: 'DRAFT' });
    await act('start', id);
    await app.work();
    expect(await stateOf(id)).toBe('DONE');
    expectEachOnce(CUSTOMERS);
    expect(server.mails.find(({ envelopeTo }) => envelopeTo.includes('reader-7@odd.example'))?.subject).toBe('For N-7');
  }, 120_000);

  it('is for those alone who agreed, where it is advertising', async () => {
    const id = await write({ isMarketing: true });
    await act('start', id);
    await app.work();
    expectEachOnce(CUSTOMERS / 10);
  }, 60_000);

  it('asks for consent to advertising by its own channel', async () => {
    const id = await write({ isMarketing: true, channel: 'text' });
    const { data } = await app.gql('{ notificationsMailings { id audienceCount } }');
    expect(data.notificationsMailings[0]).toEqual({ id, audienceCount: 1 });
    await act('start', id);
    await app.work();
    const { id: agreed } = await app.root.customer.findFirstOrThrow({ where: { number: 'N-1' } });
    const messages = await app.root.notificationsMessage.findMany({ where: { mailingId: id } });
    expect(messages.map(({ customerId, channel }) => [customerId, channel])).toEqual([[agreed, 'text']]);
  }, 60_000);

  it('does not advertise to somebody who took it back after their message was written', async () => {
    const id = await write({ isMarketing: true });
    const { id: customerId } = await app.root.customer.findFirstOrThrow({ where: { number: 'N-2' } });
    const written = {
      brandId: app.brands.a,
      uniqueKey: `mailing ${id} ${customerId}`,
      channel: 'email',
      mailingId: id,
      templateId,
      customerId,
    };
    await app.root.notificationsMessage.create({ data: { ...written, subjectKind: 'customer', event: 'notifications.mailing' } });
    await app.root.notificationsMailing.update({ where: { id }, data: { isGathered: true } });
    await act('start', id);
    await app.work();
    expect(readers()).toEqual([]);
    expect(await app.root.notificationsMessage.findMany({ where: { mailingId: id } })).toMatchObject([
      { state: 'FAILED', problem: 'NO_CONSENT' },
    ]);
  }, 60_000);

  it('stops where somebody pauses it and goes on where it was', async () => {
    await app.configure('notifications', { ...ORDERED, mostAMinutePerDomain: 20 });
    const id = await write();
    await act('start', id);
    const running = app.work();
    await expect.poll(() => server.mails.length, { timeout: 30_000 }).toBe(40); // both domains have what a minute allows
    await act('pause', id);
    await running;
    expect([await stateOf(id), server.mails.length]).toEqual(['PAUSED', 40]);
    expect((await act('pause', id)).errors?.[0]?.extensions.code).toBe('NOTIFICATIONS_MAILING_STATE');
    await app.configure('notifications', ORDERED);
    await act('start', id);
    await app.work();
    expect(await stateOf(id)).toBe('DONE');
    expectEachOnce(CUSTOMERS);
  }, 120_000);

  it('goes on after the server was down, and keeps nobody for one address that is busy', async () => {
    await app.root.customer.updateMany({ where: { number: 'N-1' }, data: { email: 'later-n@odd.example' } });
    const id = await write();
    server.setFault('down');
    await closeTransports();
    await act('start', id);
    await app.work();
    expect(server.mails.length).toBe(0);
    server.setFault(null);
    // The circuit of the server opens again after half a minute.
    const goOn = async () => {
      await app.root.jobRequest.updateMany({ where: { state: 'WAITING' }, data: { notBefore: null } });
      await app.work();
      return stateOf(id);
    };
    await expect.poll(goOn, { timeout: 90_000, interval: 2_000 }).toBe('DONE');
    await goOn();
    await goOn(); // the busy address is tried by a job of its own
    expectEachOnce(CUSTOMERS);
    await app.root.customer.updateMany({ where: { number: 'N-1' }, data: { email: 'reader-1@odd.example' } });
  }, 120_000);

  it('leaves nobody out where it was paused while the server was down, or a run of before was killed', async () => {
    const id = await write();
    server.setFault('down');
    await closeTransports();
    await act('start', id);
    await app.work();
    await act('pause', id);
    // One message was with a run that was killed: it may be at it for a while yet.
    const [last] = await app.root.notificationsMessage.findMany({ where: { mailingId: id }, orderBy: { id: 'desc' }, take: 1 });
    const sending = { state: 'SENDING', claim: `mailing ${id} 0`, claimedAt: new Date() } as const;
    await app.root.notificationsMessage.update({ where: { id: last?.id ?? '' }, data: sending });
    server.setFault(null);
    await act('start', id);
    const goOn = async () => {
      await app.root.jobRequest.updateMany({ where: { state: 'WAITING' }, data: { notBefore: null } });
      await app.work();
      return stateOf(id);
    };
    const free = async () => {
      await expect.poll(() => server.mails.length, { timeout: 90_000 }).toBe(CUSTOMERS - 1);
      const state = await stateOf(id);
      await app.root.notificationsMessage.update({ where: { id: last?.id ?? '' }, data: { claimedAt: new Date(Date.now() - 600_000) } });
      return state;
    };
    const [stateBefore] = await Promise.all([free(), expect.poll(goOn, { timeout: 120_000, interval: 2_000 }).toBe('DONE')]);
    expect(stateBefore).toBe('RUNNING');
    expectEachOnce(CUSTOMERS);
  }, 200_000);

  it('is refused with everything that is wrong with it', async () => {
    await expect(write({ templateId: '00000000-0000-7000-8000-000000000000', channel: 'slack' })).rejects.toMatchObject({
      problems: [{ field: 'templateId' }, { field: 'channel' }],
    });
  });
});
