import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { definePlugin, hook } from '#core';
import { createTestApp } from '#core/testing';
import { closeTransports } from '../channels/smtp.ts';
import { messageChannel } from '../index.ts';
import { placeOrder, SENDER } from '../notifications.kit.ts';
import plugin from '../plugin.ts';
import { startMailReceiver } from '../test-data/mail-receiver.ts';

/** A plugin that brings a channel to telephones, for which nobody has to ask. */
const carrier = definePlugin({
  id: 'carrier',
  version: '1.0.0',
  api: 1,
  summary: 'Carries texts',
  requires: ['notifications'],
  hooks: [
    hook(messageChannel, () => ({
      ...{ code: 'text', isDurable: false, reaches: 'email' as const, consent: null, isReady: true },
      send: async () => ({ kind: 'sent' as const, outsideId: null }),
    })),
  ],
});
const server = await startMailReceiver();
const app = await createTestApp([plugin, carrier]);
await app.switch('notifications', true);
await app.switch('carrier', true);
await app.configure('notifications', { ...SENDER, smtpPort: server.port });
afterAll(async () => {
  await closeTransports();
  await app.close();
  await server.close();
});
beforeEach(async () => {
  await app.root.notificationsRule.deleteMany();
  await app.root.notificationsMessage.deleteMany();
});

const { id: templateId } = await app.root.notificationsTemplate.findFirstOrThrow({
  where: { code: 'contract-accepted', brandId: app.brands.a },
});
async function rule(channels: readonly string[], change: object = {}): Promise<void> {
  const data = { name: 'Rule', event: 'contract.status-changed', templateId, recipients: ['customer'], channels: [...channels] };
  const when = { conditions: { statusTo: ['registering'] }, isUrgent: true, isActive: true, createdBy: 'test' };
  await app.root.notificationsRule.create({ data: { brandId: app.brands.a, ...data, ...when, ...change }, select: { id: true } });
}
async function contract(): Promise<{ contractId: string; orderId: string; customerId: string }> {
  const placed = await placeOrder(app);
  await app.work();
  const { customerId } = await app.root.contract.findUniqueOrThrow({ where: { id: placed.contractId } });
  return { ...placed, customerId: customerId ?? '' };
}
/** The channels by which a rule tells of a step with this contract. */
async function channelsOf(contractId: string): Promise<string[]> {
  const { errors } = await app.gql(`mutation { transitionContract(id: "${contractId}", transition: "register") { id } }`);
  expect(errors).toBe(undefined);
  await app.work();
  const messages = await app.root.notificationsMessage.findMany({ where: { ruleId: { not: null } }, orderBy: { id: 'asc' } });
  return messages.map(({ channel }) => channel);
}
const SET = `mutation ($customerId: ID!, $channel: String) {
  setNotificationsPreference(customerId: $customerId, channel: $channel) { channel channels } }`;

describe('a preferred channel', () => {
  it('is tried first where a rule uses it, and the others stay behind it', async () => {
    await rule(['email', 'text']);
    const { contractId, customerId } = await contract();
    const { data } = await app.gql(SET, { customerId, channel: 'text' });
    expect(data.setNotificationsPreference).toEqual({ channel: 'text', channels: ['email', 'text'] });
    expect(await channelsOf(contractId)).toEqual(['text']);
    expect(await app.root.notificationsMessage.findFirst({ where: { ruleId: { not: null } } })).toMatchObject({ fallback: ['email'] });
  }, 60_000);

  it('is taken back, and rules say again', async () => {
    await rule(['email', 'text']);
    const { contractId, customerId } = await contract();
    await app.gql(SET, { customerId, channel: 'text' });
    await app.gql(SET, { customerId, channel: null });
    expect(await channelsOf(contractId)).toEqual(['email']);
  }, 60_000);

  it('adds nothing to a rule that does not use it', async () => {
    await rule(['email']);
    const { contractId, customerId } = await contract();
    await app.gql(SET, { customerId, channel: 'text' });
    expect(await channelsOf(contractId)).toEqual(['email']);
  }, 60_000);

  it('does not decide about letters that the law asks for', async () => {
    await app.root.notificationsTemplate.update({ where: { id: templateId }, data: { isStatutory: true } });
    await rule(['email', 'text']);
    const { contractId, customerId } = await contract();
    await app.gql(SET, { customerId, channel: 'text' });
    expect(await channelsOf(contractId)).toEqual(['email']);
    await app.root.notificationsTemplate.update({ where: { id: templateId }, data: { isStatutory: false } });
  }, 60_000);

  it('is said by a customer with the link to the order, for themselves alone', async () => {
    const { orderId, customerId } = await contract();
    const OWN = 'query ($id: ID!) { order(id: $id) { ownNotificationsPreference { channel channels } } }';
    const TAKE = `mutation ($id: ID!, $channel: String) {
      setOrdersNotificationsPreference(orderId: $id, channel: $channel) { channel } }`;
    const customer = await app.as('a', { kind: 'customer', rows: { kind: 'orders', ids: [orderId] } });
    expect((await app.gql(TAKE, { id: orderId, channel: 'text' }, customer)).data.setOrdersNotificationsPreference).toEqual({
      channel: 'text',
    });
    const seen = await app.gql(OWN, { id: orderId }, customer);
    expect(seen.data.order.ownNotificationsPreference).toEqual({ channel: 'text', channels: ['email', 'text'] });
    expect(await app.root.notificationsPreference.findMany({ where: { customerId } })).toMatchObject([{ channel: 'text' }]);
    // Colleagues are nobody's customer, and another order is not theirs.
    expect((await app.gql(OWN, { id: orderId })).data.order.ownNotificationsPreference).toBe(null);
    const other = await contract();
    const { errors } = await app.gql(TAKE, { id: other.orderId, channel: 'text' }, customer);
    expect(errors?.[0]?.extensions.code).toBe('NOTIFICATIONS_CUSTOMER_UNKNOWN');
  }, 60_000);

  it('is said by users of themselves, whichever rows they see', async () => {
    const user = await app.root.user.create({ data: { tenantId: app.tenant.id, email: 'sela@people.example', name: 'Sela' } });
    const seller = await app.as('a', { id: user.id, name: 'Sela', rows: { kind: 'partners', ids: [] } });
    const TAKE = 'mutation ($channel: String) { setOwnNotificationsPreference(channel: $channel) { channel } }';
    expect((await app.gql(TAKE, { channel: 'text' }, seller)).data.setOwnNotificationsPreference).toEqual({ channel: 'text' });
    expect((await app.gql('{ ownNotificationsPreference { channel } }', {}, seller)).data.ownNotificationsPreference.channel).toBe('text');
    expect(await app.root.notificationsPreference.findMany({ where: { userId: user.id } })).toHaveLength(1);
    const { errors } = await app.gql(TAKE, { channel: 'slack' }, seller);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOTIFICATIONS_CHANNEL_UNKNOWN', channels: 'email, text' });
  });
});
