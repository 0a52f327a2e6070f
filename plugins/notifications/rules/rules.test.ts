import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { definePlugin, emit, hook, inTransaction, noticeGiven, noticeKinds, noticeValues } from '#core';
import { createTestApp } from '#core/testing';
import { closeTransports } from '../channels/smtp.ts';
import { placeOrder, SENDER } from '../notifications.kit.ts';
import plugin from '../plugin.ts';
import { startMailReceiver } from '../test-data/mail-receiver.ts';
import { startWebhookReceiver } from '../test-data/webhook-receiver.ts';

/** A plugin that knows nothing of this one and gives notice of something. */
const referee = definePlugin({
  id: 'referee',
  version: '1.0.0',
  api: 1,
  summary: 'Shows cards',
  hooks: [
    hook(noticeKinds, () => [{ name: 'referee.card-shown', subject: 'contract' as const, values: { colour: 'text' as const } }]),
    hook(noticeValues, ({ name }) => (name === 'referee.card-shown' ? { colour: 'yellow' } : null)),
  ],
  locales: { en: { 'notice.referee.card-shown': 'Card shown' } },
});

const server = await startMailReceiver();
const room = await startWebhookReceiver();
const app = await createTestApp([plugin, referee]);
const ORDERED = { ...SENDER, smtpPort: server.port };
await app.switch('notifications', true);
await app.switch('referee', true);
await app.configure('notifications', ORDERED);
afterAll(async () => {
  await closeTransports();
  await app.close();
  await server.close();
  await room.close();
});

let accepted = '';
let internal = '';
beforeAll(async () => {
  const { data } = await app.gql('{ notificationsTemplates { id code } }');
  const idOf = (code: string) => data.notificationsTemplates.find((one: { code: string }) => one.code === code).id;
  accepted = idOf('contract-accepted');
  internal = idOf('status-changed');
});
beforeEach(async () => {
  await app.root.notificationsRule.deleteMany();
  await app.root.notificationsMessage.deleteMany();
  server.mails.length = 0;
  room.bodies.length = 0;
});

const SAVE = 'mutation ($id: ID, $input: NotificationsRuleInput!) { saveNotificationsRule(id: $id, input: $input) { id } }';
const rule = (change: object = {}) => ({
  ...{ name: 'Rule', event: 'contract.accepted', templateId: accepted, recipients: ['customer'], channels: ['email'] },
  ...{ isUrgent: false, isDigest: false, isActive: true, ...change },
});
const saveRule = async (change: object = {}): Promise<string> => {
  const { data, errors } = await app.gql(SAVE, { input: rule(change) });
  if (errors) throw new Error(errors[0]?.message);
  return data.saveNotificationsRule.id;
};
const problemsOf = async (change: object) => {
  const { errors } = await app.gql(SAVE, { input: rule(change) });
  const problems = errors?.[0]?.extensions.problems;
  return Array.isArray(problems) ? problems.map(({ field, message }) => `${field}: ${message}`) : errors?.[0]?.extensions.code;
};
const log = () => app.root.notificationsMessage.findMany({ where: { ruleId: { not: null } }, orderBy: { id: 'asc' } });

async function user(name: string, role: 'BACK_OFFICE' | 'PARTNER', worksFor: string | null = null): Promise<string> {
  const email = `${name.toLowerCase().replaceAll(' ', '-')}@people.example`;
  const { id } = await app.root.user.create({ data: { tenantId: app.tenant.id, email, name, language: 'de' } });
  await app.root.membership.create({ data: { tenantId: app.tenant.id, userId: id, memberOf: app.brands.a, role, worksFor } });
  return id;
}
const sentTo = (): (string | undefined)[] =>
  server.mails
    .filter(({ envelopeTo }) => !envelopeTo.includes('ada@sample.example'))
    .flatMap(({ envelopeTo }) => envelopeTo)
    .sort();

describe('a rule', () => {
  it('tells the customer once, in their words, with a link to their order and with letters that stand for themselves', async () => {
    await saveRule();
    const { contractId } = await placeOrder(app, { customer: { firstName: 'Ada <b>', lastName: "O'Hara & Co" } });
    await app.work();
    await app.work();
    const { number } = await app.root.contract.findUniqueOrThrow({ where: { id: contractId } });
    const mails = server.mails.filter(({ subject }) => subject === `Your contract ${number} is accepted`);
    expect(mails.length).toBe(1);
    expect(mails[0]?.html).toContain('Dear Ada &lt;b&gt; O&#39;Hara &amp; Co');
    expect(mails[0]?.text).toContain("Dear Ada <b> O'Hara & Co");
    expect(mails[0]?.text).toContain('15 September 2026');
    expect(mails[0]?.html).toMatch(/href="http:\/\/a\.localhost:4000\/my#/);
    const [message] = await log();
    expect(message).toMatchObject({ state: 'SENT', event: 'contract.accepted', contractId });
    expect(message?.versionId).not.toBe(null);
  }, 60_000); // MJML is loaded here

  it('writes one message for an event and a person even where it is delivered twice', async () => {
    await saveRule();
    const { contractId } = await placeOrder(app);
    await app.work();
    const [first] = await log();
    const deliveries = { subject: contractId, state: 'DONE', pluginId: 'notifications' } as const;
    expect((await app.root.eventDelivery.updateMany({ where: deliveries, data: { state: 'DUE' } })).count).toBeGreaterThan(0);
    await app.work();
    expect((await log()).map(({ id }) => id)).toEqual([first?.id]);
  });

  it('reaches the partner, its superior and the back-office in their own language, each once, with no link that signs a customer in', async () => {
    const above = await app.root.partner.create({ data: { tenantId: app.tenant.id, code: 'above', name: 'Above' } });
    const below = await app.root.partner.create({ data: { tenantId: app.tenant.id, code: 'below', name: 'Below', parentId: above.id } });
    await user('Seller', 'PARTNER', below.id);
    await user('Superior', 'PARTNER', above.id);
    await user('Office', 'BACK_OFFICE');
    await saveRule({ templateId: internal, recipients: ['partner', 'superior', 'office', 'employee'] });
    const { contractId } = await placeOrder(app);
    await app.root.order.updateMany({
      where: { contracts: { some: { id: contractId } } },
      data: { partnerId: below.id, createdBy: 'Office' },
    });
    await app.root.contract.updateMany({ where: { id: contractId }, data: { partnerId: below.id } });
    await app.work();
    expect(sentTo()).toEqual(['office@people.example', 'seller@people.example', 'superior@people.example']);
    const mail = server.mails.find(({ envelopeTo }) => envelopeTo.includes('office@people.example'));
    expect(mail?.text).toContain('steht jetzt auf: Angenommen');
    expect(mail?.html).not.toContain('/my#');
  });

  it('holds by partner, tariff and statuses alone', async () => {
    const other = '00000000-0000-7000-8000-000000000000';
    await saveRule({ name: 'Other partner', conditions: { partnerIds: [other] } });
    await saveRule({ name: 'Other tariff', conditions: { tariffIds: [other] } });
    await saveRule({ name: 'Other way', event: 'contract.status-changed', conditions: { statusFrom: ['draft'], statusTo: ['rejected'] } });
    const right = await saveRule({
      name: 'Right',
      event: 'contract.status-changed',
      conditions: { statusFrom: ['in_review'], statusTo: ['accepted'] },
    });
    await placeOrder(app);
    await app.work();
    expect((await log()).map(({ ruleId }) => ruleId)).toEqual([right]);
  });

  it('waits for the end of quiet hours unless it is urgent', async () => {
    await app.configure('notifications', { ...ORDERED, quietFrom: '11:00', quietTo: '13:00' }); // the test's clock shows noon
    await saveRule({ name: 'Quiet' });
    await saveRule({ name: 'Urgent', isUrgent: true });
    await placeOrder(app);
    await app.work();
    const states = async () => (await log()).map(({ state }) => state).sort();
    expect(await states()).toEqual(['HELD', 'SENT']);
    app.clock.forward({ minutes: 61 });
    await app.root.jobRequest.updateMany({ where: { state: 'WAITING' }, data: { notBefore: null } });
    await app.work();
    expect(await states()).toEqual(['SENT', 'SENT']);
    await app.configure('notifications', ORDERED);
  });

  it('collects what one person is told in a day into one message', async () => {
    await saveRule({ isDigest: true, templateId: internal, recipients: ['office'] });
    for (let n = 0; n < 3; n++) await placeOrder(app);
    await app.work();
    expect(sentTo()).toEqual([]);
    await inTransaction(await app.as(), ({ tx }) =>
      tx.jobRequest.create({ data: { name: 'notifications.digest', input: {} }, select: { id: true } }),
    );
    await app.work();
    expect(sentTo()).toEqual(['office@people.example']);
    const digest = server.mails.find(({ envelopeTo }) => envelopeTo.includes('office@people.example'));
    expect(digest?.subject).toBe('3 Neuigkeiten von Brand A');
    expect(digest?.text?.match(/steht jetzt auf/g)?.length).toBe(3);
    expect((await log()).map(({ state, problem }) => [state, problem])).toEqual(Array(3).fill(['SUPPRESSED', 'IN_DIGEST']));
  });

  it('tells the rest of what it collected where one message cannot be filled in', async () => {
    await saveRule({ isDigest: true, templateId: internal, recipients: ['office'] });
    for (let n = 0; n < 3; n++) await placeOrder(app);
    await app.work();
    const [first] = await log();
    await app.root.notificationsMessage.updateMany({ where: { id: first?.id ?? '' }, data: { templateId: null } });
    await inTransaction(await app.as(), ({ tx }) =>
      tx.jobRequest.create({ data: { name: 'notifications.digest', input: {} }, select: { id: true } }),
    );
    await app.work();
    expect(server.mails.find(({ envelopeTo }) => envelopeTo.includes('office@people.example'))?.subject).toBe('2 Neuigkeiten von Brand A');
    expect((await log()).map(({ state, problem }) => [state, problem])).toEqual([
      ['FAILED', 'NOTIFICATIONS_NOTHING_TO_SEND'],
      ['SUPPRESSED', 'IN_DIGEST'],
      ['SUPPRESSED', 'IN_DIGEST'],
    ]);
  });

  it('stops where one person gets too many in an hour: that is a loop', async () => {
    await app.configure('notifications', { ...ORDERED, mostAnHour: 2 });
    await saveRule({ templateId: internal, recipients: ['office'] });
    for (let n = 0; n < 3; n++) await placeOrder(app);
    await app.work();
    expect((await log()).map(({ state, problem }) => [state, problem])).toEqual([
      ['SENT', null],
      ['SENT', null],
      ['SUPPRESSED', 'LOOP'],
    ]);
    await app.configure('notifications', ORDERED);
  });

  it('goes on by the next channel where the first one does not reach anybody', async () => {
    await app.configure('notifications', { ...ORDERED, slackUrl: room.url });
    await saveRule({ recipients: ['customer'], channels: ['email', 'slack'] });
    await placeOrder(app, { customer: { email: 'nobody@sample.example' } });
    await app.work();
    expect((await log()).map(({ channel, state, problem }) => [channel, state, problem])).toEqual([
      ['email', 'FAILED', 'NOTIFICATIONS_REFUSED'],
      ['slack', 'SENT', null],
    ]);
    expect(room.bodies.length).toBe(1);
    await app.configure('notifications', ORDERED);
  });

  it('is not told at all where the brand has the plugin off', async () => {
    await saveRule();
    await app.switch('notifications', false);
    await placeOrder(app);
    await app.work();
    expect([await log(), server.mails]).toEqual([[], []]);
    await app.switch('notifications', true, { parked: 'drop' });
  });
});

describe('a messenger', () => {
  it.each(['slack', 'teams', 'matrix'] as const)('%s is told what happened, and signs of its own stand for themselves', async (channel) => {
    await app.configure('notifications', { ...ORDERED, [`${channel}Url`]: room.url });
    await saveRule({ templateId: internal, recipients: ['room'], channels: [channel] });
    await placeOrder(app, { customer: { lastName: '<!channel> *Bold*' } });
    await app.work();
    const said = JSON.stringify(room.bodies);
    expect(said).toContain(': Accepted');
    if (channel === 'slack') expect(said).toContain('&lt;!channel&gt;');
    if (channel === 'teams') expect(said).toContain('\\\\*Bold\\\\*');
    await app.configure('notifications', ORDERED);
  });

  it('is not followed elsewhere, and says when its webhook is gone', async () => {
    await app.configure('notifications', { ...ORDERED, slackUrl: room.url });
    await saveRule({ templateId: internal, recipients: ['room'], channels: ['slack'] });
    for (const status of [302, 404]) {
      room.answer(status);
      await placeOrder(app);
      await app.work();
    }
    room.answer(200);
    expect((await log()).map(({ state, problem }) => [state, problem])).toEqual([
      ['FAILED', 'NOTIFICATIONS_REFUSED'],
      ['FAILED', 'NOTIFICATIONS_WEBHOOK_GONE'],
    ]);
    await app.configure('notifications', ORDERED);
  });
});

describe("another plugin's notice", () => {
  it('stands in the catalogue with its values, and is told by rules as an event of core is', async () => {
    const { data } = await app.gql('{ notificationsEvents { name pluginId label variables { path } } }');
    const event = data.notificationsEvents.find(({ name }: { name: string }) => name === 'referee.card-shown');
    expect(event).toMatchObject({ pluginId: 'referee', label: 'Card shown' });
    expect(event.variables).toContainEqual({ path: 'event.colour' });

    const template = await app.root.notificationsTemplate.create({
      data: { brandId: app.brands.a, code: 'card', name: 'Card', subjectKind: 'contract', createdBy: 'test' },
    });
    await app.root.notificationsVersion.create({
      data: {
        brandId: app.brands.a,
        templateId: template.id,
        language: 'en',
        number: 1,
        subject: '{{ event.name }}: {{ event.colour }}',
        body: '<mj-section><mj-column><mj-text>!</mj-text></mj-column></mj-section>',
        createdBy: 'test',
      },
    });
    await saveRule({ event: 'referee.card-shown', templateId: template.id });
    const { contractId } = await placeOrder(app);
    await inTransaction(await app.as(), (ctx) =>
      emit(ctx, noticeGiven, { name: 'referee.card-shown', subject: 'contract' as const, subjectId: contractId }),
    );
    await app.work();
    expect(server.mails.map(({ subject }) => subject)).toContain('Card shown: yellow');
    expect(await problemsOf({ templateId: template.id })).toEqual([
      'templateId: says event.colour, which this event does not tell; choose another template',
    ]);
  });
});

describe('saving a rule', () => {
  it('refuses everything that is wrong with it at once', async () => {
    expect(
      await problemsOf({ event: 'nothing.happened', templateId: '00000000-0000-7000-8000-000000000000', channels: ['pigeon'] }),
    ).toEqual([
      'event: is no event of core or of a plugin that is on; choose one from the list',
      'templateId: is no template; choose one from the list',
      'channels: "pigeon" is no channel of this brand; choose one from the list',
    ]);
    expect(await problemsOf({ recipients: [], channels: [] })).toEqual([
      'recipients: is empty; say who is told',
      'channels: is empty; choose at least one channel',
    ]);
  });

  it('refuses a letter that the law asks to be kept on a channel that nobody can keep', async () => {
    await app.root.notificationsTemplate.updateMany({ where: { id: accepted }, data: { isStatutory: true } });
    expect(await problemsOf({ recipients: ['customer', 'room'], channels: ['email', 'slack'] })).toEqual([
      'channels: slack: no durable medium, and the law asks for one; send this letter by e-mail',
    ]);
    await app.root.notificationsTemplate.updateMany({ where: { id: accepted }, data: { isStatutory: false } });
  });

  it('is for those alone who may write rules', async () => {
    const reader = await app.as('a', { permissions: new Set(['notifications.read']) });
    const { errors } = await app.gql(SAVE, { input: rule() }, reader);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('trying a rule on a real contract', () => {
  it('says whom it would tell, and sends to whoever tries it alone', async () => {
    const id = await saveRule({ isActive: false, conditions: { statusTo: ['accepted'] } });
    const { contractId } = await placeOrder(app, { customer: { email: 'customer@sample.example' } });
    await app.work();
    server.mails.length = 0;
    const tester = await app.root.user.findFirstOrThrow({ where: { name: 'Office' } });
    const query =
      'mutation ($id: ID!, $contractId: ID!) { testNotificationsRule(id: $id, contractId: $contractId) { holds people { reader name } } }';
    const { data } = await app.gql(query, { id, contractId }, await app.as('a', { id: tester.id, name: tester.name }));
    expect(data.testNotificationsRule).toEqual({ holds: true, people: [{ reader: 'customer', name: 'Ada Sample' }] });
    await app.work();
    expect(server.mails.flatMap(({ envelopeTo }) => envelopeTo)).toEqual(['office@people.example']);
  });
});
