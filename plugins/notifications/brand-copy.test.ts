import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ctx, copyableParts, openBrand, tryOpening } from '#core';
import { createTestApp, sampleOffer } from '#core/testing';
import plugin from './plugin.ts';

const app = await createTestApp([plugin]);
await app.switch('notifications', true);
afterAll(() => app.close());

let admin: Ctx;
beforeAll(async () => {
  const user = await app.root.user.create({ data: { tenantId: app.tenant.id, email: 'admin@sample.example', name: 'Admin' } });
  const member = { tenantId: app.tenant.id, userId: user.id, memberOf: app.brands.a, role: 'TENANT_ADMIN' } as const;
  await app.root.membership.create({ data: member });
  admin = await app.as('a', { id: user.id, name: user.name });
  await sampleOffer(await app.as()); // a tariff that is on sale
});

const body = (text: string) => `<mj-section><mj-column><mj-text>${text}</mj-text></mj-column></mj-section>`;
const idOf = async (code: string, brandId = app.brands.a): Promise<string> =>
  (await app.root.notificationsTemplate.findFirstOrThrow({ where: { code, brandId } })).id;

/** The next wording of a template in formal English. */
async function word(templateId: string, subject: string): Promise<void> {
  const SAVE = `mutation ($templateId: ID!, $input: NotificationsVersionInput!) {
    saveNotificationsVersion(templateId: $templateId, input: $input) { number } }`;
  const input = { language: 'en', form: 'FORMAL', subject, body: body(subject), shortText: '' };
  expect((await app.gql(SAVE, { templateId, input })).errors).toBe(undefined);
}

async function rule(name: string, templateId: string, conditions: object = {}): Promise<void> {
  const SAVE = 'mutation ($input: NotificationsRuleInput!) { saveNotificationsRule(input: $input) { id } }';
  const how = { recipients: ['customer'], channels: ['email'], isUrgent: false, isDigest: false, isActive: true };
  const input = { name, event: 'contract.accepted', templateId, conditions, ...how };
  expect((await app.gql(SAVE, { input })).errors).toBe(undefined);
}

/** What can be chosen of a part, by the names that people know. */
async function chosen(pluginId: 'core' | 'notifications', code: string, ...names: string[]) {
  const part = (await copyableParts(admin, app.brands.a)).find((one) => one.pluginId === pluginId && one.code === code);
  const items = (part?.items ?? []).filter(({ label }) => names.includes(label)).map(({ id }) => id);
  return { pluginId, code, items };
}

const form = () => {
  const code = `c-${randomUUID().slice(0, 8)}`;
  const look = { currency: 'EUR', timeZone: 'Europe/Vienna', accent: '#2b8a3e' };
  return { ...look, code, name: `Brand ${code}`, hosts: [`${code}.localhost`], country: 'AT', language: 'en' };
};

describe('a brand that is opened beside another one', () => {
  it('takes the chosen templates along in their newest wording, and the chosen rules with them', async () => {
    const made = { code: 'welcome', name: 'Welcome', subjectKind: 'contract', isStatutory: true, attachments: ['order-confirmation'] };
    const data = { brandId: app.brands.a, createdBy: 'test', ...made };
    const { id: welcome } = await app.root.notificationsTemplate.create({ data, select: { id: true } });
    await word(welcome, 'First');
    await word(welcome, 'Second');
    await word(await idOf('contract-accepted'), 'Our own words');
    await rule('Welcome them', welcome);
    await rule('Left behind', await idOf('status-changed'));

    const parts = [
      await chosen('core', 'plugins', 'notifications'),
      await chosen('core', 'tariffs', 'Sample'),
      await chosen('notifications', 'templates', 'Welcome', 'Contract accepted'),
      await chosen('notifications', 'rules', 'Welcome them'),
    ];
    const { brandId, copied, open } = await openBrand(admin, { brand: form(), from: app.brands.a, parts });
    expect(open).toEqual([]);
    const own = copied.filter(({ pluginId }) => pluginId === 'notifications');
    expect(own.map(({ code, count }) => [code, count])).toEqual([
      ['templates', 2],
      ['rules', 1],
    ]);

    const there = brandId ?? '';
    const wordingsOf = (templateId: string) =>
      app.root.notificationsVersion.findMany({
        where: { templateId, language: 'en' },
        orderBy: { number: 'asc' },
        select: { number: true, subject: true },
      });
    const copy = await app.root.notificationsTemplate.findFirstOrThrow({ where: { brandId: there, code: 'welcome' } });
    expect(copy).toMatchObject({ name: 'Welcome', isStatutory: true, attachments: ['order-confirmation'] });
    expect(await wordingsOf(copy.id)).toEqual([{ number: 1, subject: 'Second' }]);
    // The standard templates came with the plugin: the chosen one reads as in the brand that it was copied from.
    expect((await wordingsOf(await idOf('contract-accepted', there))).at(-1)).toEqual({ number: 2, subject: 'Our own words' });
    expect(await wordingsOf(await idOf('status-changed', there))).toHaveLength(1);
    expect(await app.root.notificationsRule.findMany({ where: { brandId: there } })).toMatchObject([
      { name: 'Welcome them', templateId: copy.id, isActive: true, recipients: ['customer'] },
    ]);
  });

  it('is told which rules stay behind, and which are off because they name what is not there', async () => {
    const { id: tariffId } = await app.root.tariff.findFirstOrThrow({ where: { brandId: app.brands.a } });
    const data = { brandId: app.brands.a, code: 'own', name: 'Own', subjectKind: 'contract', createdBy: 'test' };
    const { id: own } = await app.root.notificationsTemplate.create({ data, select: { id: true } });
    await word(own, 'Own');
    await rule('Without its template', own);
    await rule('Of one tariff', await idOf('contract-accepted'), { tariffIds: [tariffId] });
    const parts = [
      await chosen('notifications', 'templates', 'Contract accepted'),
      await chosen('notifications', 'rules', 'Without its template', 'Of one tariff'),
    ];

    const trial = await tryOpening(admin, { brand: form(), from: app.brands.a, parts });
    expect(trial.open.map(({ code }) => code).sort()).toEqual(['NOTIFICATIONS_RULE_IS_OFF', 'NOTIFICATIONS_RULE_WITHOUT_TEMPLATE']);
    expect(trial.open.map(({ message }) => message).join()).toContain('"Of one tariff" is off and without its conditions');

    const { brandId } = await openBrand(admin, { brand: form(), from: app.brands.a, parts });
    expect(await app.root.notificationsRule.findMany({ where: { brandId: brandId ?? '' } })).toMatchObject([
      { name: 'Of one tariff', isActive: false, conditions: {} },
    ]);
  });

  it('finds the tariff of a condition again by its code', async () => {
    const parts = [
      await chosen('core', 'tariffs', ...(await app.root.tariff.findMany({ where: { brandId: app.brands.a } })).map(({ name }) => name)),
      await chosen('notifications', 'templates', 'Contract accepted'),
      await chosen('notifications', 'rules', 'Of one tariff'),
    ];
    const { brandId } = await openBrand(admin, { brand: form(), from: app.brands.a, parts });
    const tariff = await app.root.tariff.findFirstOrThrow({ where: { brandId: brandId ?? '' } });
    expect(await app.root.notificationsRule.findMany({ where: { brandId: brandId ?? '' } })).toMatchObject([
      { isActive: true, conditions: { tariffIds: [tariff.id] } },
    ]);
  });
});
