import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { emit, importFinished, inTransaction } from '#core';
import { createTestApp } from '#core/testing';
import { closeTransports } from '../channels/smtp.ts';
import { SENDER } from '../notifications.kit.ts';
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
const user = await app.root.user.create({ data: { tenantId: app.tenant.id, email: 'ines@people.example', name: 'Ines', language: 'de' } });
const office = { tenantId: app.tenant.id, userId: user.id, memberOf: app.brands.a, role: 'BACK_OFFICE' } as const;
await app.root.membership.create({ data: office });
beforeEach(() => {
  server.mails.length = 0;
});

const CALL = `mutation ($template: NotificationsTemplateInput!) { saveNotificationsTemplate(input: $template) { id } }`;
const WORD = `mutation ($templateId: ID!, $input: NotificationsVersionInput!) {
  saveNotificationsVersion(templateId: $templateId, input: $input) { id } }`;
const RULE = 'mutation ($input: NotificationsRuleInput!) { saveNotificationsRule(input: $input) { id } }';
const body = (text: string) => `<mj-section><mj-column><mj-text>${text}</mj-text></mj-column></mj-section>`;
const SAYS = '{{ event.fileName }}: {{ event.done }} / {{ event.failed }} / {{ event.invalid }} of {{ event.total }}';

async function template(): Promise<string> {
  const input = { code: 'import', name: 'Import', subject: 'import', isStatutory: false, attachments: [] };
  const { data } = await app.gql(CALL, { template: input });
  const { id } = data.saveNotificationsTemplate;
  const wording = { language: 'en', form: 'FORMAL', subject: SAYS, body: body('See {{ event.link }}'), shortText: '' };
  const { errors } = await app.gql(WORD, { templateId: id, input: wording });
  expect(errors).toBe(undefined);
  return id;
}
const rule = (name: string, event: string, templateId: string) =>
  app.gql(RULE, {
    input: {
      ...{ name, event, templateId, recipients: ['employee'], channels: ['email'] },
      ...{ isUrgent: true, isDigest: false, isActive: true },
    },
  });

/** An import that Ines began comes to its end. */
async function ended(figures: { readonly done: number; readonly failed: number; readonly invalid: number }): Promise<void> {
  const data = { kind: 'orders', fileName: 'march.csv', total: 1_200, createdBy: 'Ines', state: 'DONE' } as const;
  await inTransaction(await app.as(), async (ctx) => {
    const { id } = await ctx.tx.importRun.create({ data, select: { id: true } });
    await emit(ctx, importFinished, { importId: id, ...figures });
  });
  await app.work();
}

describe('rules about imports', () => {
  it('tell whoever began one what became of its rows, and of what went wrong those alone who want to know that', async () => {
    const templateId = await template();
    const saved = [await rule('All', 'import.finished', templateId), await rule('Wrong', 'import.failed', templateId)];
    expect(saved.flatMap(({ errors = [] }) => errors)).toEqual([]);
    await ended({ done: 1_197, failed: 1, invalid: 2 });
    const told = () => server.mails.map(({ subject, envelopeTo }) => `${envelopeTo.join()} ${subject}`);
    expect(told()).toEqual(Array(2).fill('ines@people.example march.csv: 1,197 / 1 / 2 of 1,200'));
    expect(server.mails[0]?.text).toMatch(/http:\/\/a\.localhost:4000\/imports\/[0-9a-f-]{36}/);
    server.mails.length = 0;
    await ended({ done: 1_200, failed: 0, invalid: 0 });
    expect(told()).toEqual(['ines@people.example march.csv: 1,200 / 0 / 0 of 1,200']);
  }, 60_000);

  it('say nothing of contracts and customers, and are refused a template that does', async () => {
    const { data } = await app.gql('{ notificationsEvents { name subject variables { path kind } } }');
    const event = data.notificationsEvents.find(({ name }: { name: string }) => name === 'import.failed');
    expect(event.subject).toBe('import');
    expect(event.variables.filter(({ path }: { path: string }) => /^(contract|customer|order|tariff|partner)\./.test(path))).toEqual([]);
    expect(event.variables).toContainEqual({ path: 'event.failed', kind: 'number' });
    const { id } = await app.root.notificationsTemplate.findFirstOrThrow({ where: { code: 'contract-accepted', brandId: app.brands.a } });
    expect((await rule('Other', 'import.failed', id)).errors?.[0]?.extensions.code).toBe('NOTIFICATIONS_RULE_INVALID');
  });

  it('are looked at with figures of an example, without a contract', async () => {
    const { id } = await app.root.notificationsTemplate.findFirstOrThrow({ where: { code: 'import' } });
    const input = { language: 'en', form: 'FORMAL', subject: SAYS, body: body('See {{ event.link }}'), shortText: '' };
    const PREVIEW = `mutation ($templateId: ID!, $input: NotificationsVersionInput!) {
      previewNotificationsVersion(templateId: $templateId, input: $input) { subject faults { message } } }`;
    const { data } = await app.gql(PREVIEW, { templateId: id, input });
    expect(data.previewNotificationsVersion).toEqual({ subject: 'orders.csv: 117 / 1 / 2 of 120', faults: [] });
  });
});
