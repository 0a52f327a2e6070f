import { afterAll, describe, expect, it } from 'vitest';
import { PERMISSIONS } from '../access/permissions.ts';
import { inTransaction } from '../kernel/context.ts';
import { on } from '../kernel/events.ts';
import type { Mail } from '../kernel/mailer.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp } from '../testing/app.ts';
import { mailWritten } from './mail.points.ts';
import { mayReadMail } from './mailbox.readers.ts';

const heard: string[] = [];
const listener = definePlugin({
  id: 'listener',
  version: '1.0.0',
  api: 1,
  summary: 'Hears of mails',
  events: [on(mailWritten, ({ mailId }) => void heard.push(mailId))],
});
const app = await createTestApp([listener]);
await app.switch('listener', true);
afterAll(() => app.close());

const mail: Mail = { kind: 'order-link', to: 'ada@sample.example', subject: 'Your order O-1', text: 'Hello', language: 'en' };
const send = async (given: Partial<Mail> = {}) => inTransaction(await app.as(), (ctx) => ctx.mailer.send(ctx, { ...mail, ...given }));
const subjectsOf = async (filter: object) => {
  const { data } = await app.gql('query ($filter: MailFilter) { mailbox(filter: $filter) { edges { node { subject } } } }', { filter });
  return data.mailbox.edges.map(({ node }: { node: { subject: string } }) => node.subject);
};
const newest = () => app.root.mailMessage.findFirstOrThrow({ orderBy: { id: 'desc' } });

describe('a mail that the product writes', () => {
  it('lies in the mailbox with what it is about and its language, and is told to plugins once', async () => {
    await send();
    const { id, kind, language } = await newest();
    expect([kind, language]).toEqual(['order-link', 'en']);
    await app.deliver();
    await app.deliver();
    expect(heard).toEqual([id]);
  });

  it("is in the brand's language where nobody says another", async () => {
    await inTransaction(await app.as(), ({ mailer, ...ctx }) =>
      mailer.send({ mailer, ...ctx }, { kind: 'x', to: 'a@sample.example', subject: 'x', text: 'x' }),
    );
    expect((await newest()).language).toBe('en');
  });

  it('is told to nobody when its transaction fails', async () => {
    await app.deliver();
    const before = heard.length;
    const failing = inTransaction(await app.as(), async (ctx) => {
      await ctx.mailer.send(ctx, mail);
      throw new Error('nothing of it happened');
    });
    await expect(failing).rejects.toThrow('nothing of it happened');
    await app.deliver();
    expect(heard.length).toBe(before);
  });
});

describe('the mailbox', () => {
  it('is searched by address and subject, whatever the case, and by what mails are about', async () => {
    await send({ to: 'Grace@Sample.example', subject: 'Second letter', kind: 'my-plugin.invitation' });
    expect(await subjectsOf({ search: 'grace@' })).toEqual(['Second letter']);
    expect(await subjectsOf({ search: 'SECOND' })).toEqual(['Second letter']);
    expect(await subjectsOf({ kind: 'my-plugin.' })).toEqual(['Second letter']);
    expect(await subjectsOf({ search: '%' })).toEqual([]);
  });

  it("shows an administrator's mail to administrators alone, in the list, by its id, and to who keeps a copy", async () => {
    const user = await app.root.user.create({ data: { tenantId: app.tenant.id, email: 'admin@sample.example', name: 'Admin' } });
    await app.root.membership.create({
      data: { tenantId: app.tenant.id, userId: user.id, memberOf: app.brands.a, role: 'TENANT_ADMIN' },
    });
    await send({ to: 'admin@sample.example', subject: 'A new password', kind: 'password-reset' });
    const { id } = await newest();
    const office = await app.as('a', { permissions: new Set(Object.keys(PERMISSIONS).filter((name) => name !== 'user.write')) });
    const byId = async (ctx?: typeof office) => (await app.gql('query ($id: ID!) { mail(id: $id) { subject } }', { id }, ctx)).data.mail;
    expect(await byId()).toEqual({ subject: 'A new password' });
    expect(await byId(office)).toBe(null);
    expect([await mayReadMail(await app.as(), id), await mayReadMail(office, id)]).toEqual([true, false]);
    expect(await mayReadMail(await app.as('b'), id)).toBe(false);
  });
});
