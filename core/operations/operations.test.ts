import { afterAll, expect, it } from 'vitest';
import { permissionsOf, permissionsOfKey } from '../access/permissions.ts';
import { inTransaction } from '../kernel/context.ts';
import { createTestApp } from '../testing/app.ts';
import { inviteUser } from '../users/user.service.ts';

const app = await createTestApp();
afterAll(() => app.close());

const MAILBOX = '{ mailbox { total { value } edges { node { recipient text } } } }';

it('shows the back-office the mails of the brand, but never a link that would make its reader an administrator', async () => {
  await inTransaction(await app.as(), async (ctx) => {
    await inviteUser(ctx, { email: 'chief@sample.example', name: 'Chief', role: 'TENANT_ADMIN', partnerId: null, language: null });
    await inviteUser(ctx, { email: 'clerk@sample.example', name: 'Clerk', role: 'BACK_OFFICE', partnerId: null, language: null });
  });
  const readAs = async (permissions: ReadonlySet<string>) => app.gql(MAILBOX, {}, await app.as('a', { permissions }));

  const office = await readAs(permissionsOf('BACK_OFFICE', []));
  expect(office.data.mailbox).toMatchObject({
    total: { value: 1 },
    edges: [{ node: { recipient: 'clerk@sample.example', text: expect.stringContaining('token=') } }],
  });
  expect((await readAs(permissionsOf('TENANT_ADMIN', []))).data.mailbox.total.value).toBe(2);
  expect((await readAs(permissionsOfKey(false, []))).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect((await app.gql(MAILBOX, {}, await app.as('b'))).data.mailbox.total.value).toBe(0);
});

it('finds what was done by area, person, subject and time, newest first, page by page', async () => {
  const noted = [
    { by: 'Ada Muster', action: 'plugin.switched', subject: 'one', at: new Date('2026-03-01T10:00:00Z') },
    { by: 'Jonas Beispiel', action: 'plugin.switched', subject: 'two', at: new Date('2026-03-02T10:00:00Z') },
    { by: 'Ada Muster', action: 'user.disabled', subject: 'three', at: new Date('2026-03-03T10:00:00Z') },
    { by: 'Ada%', action: 'plugins.other', subject: 'four', at: new Date('2026-03-04T10:00:00Z') },
  ];
  for (const entry of noted) await app.root.auditEntry.create({ data: { brandId: app.brands.b, ...entry } });
  const found = async (filter: object, page: object = {}) => {
    const { data } = await app.gql(
      'query ($filter: AuditFilter, $first: Int, $after: String) { auditLog(filter: $filter, first: $first, after: $after) { edges { cursor node { subject } } } }',
      { filter, ...page },
      await app.as('b'),
    );
    return data.auditLog.edges as { cursor: string; node: { subject: string } }[];
  };
  const subjects = async (filter: object) => (await found(filter)).map(({ node }) => node.subject);
  expect((await subjects({})).slice(0, 4)).toEqual(['four', 'three', 'two', 'one']);
  expect(await subjects({ area: 'plugin' })).toEqual(['two', 'one']);
  expect(await subjects({ by: 'ada m' })).toEqual(['three', 'one']);
  expect(await subjects({ by: 'Ada%' })).toEqual(['four']);
  expect(await subjects({ area: 'plugin', by: 'Jonas' })).toEqual(['two']);
  expect(await subjects({ at: { from: '2026-03-02T00:00:00Z', before: '2026-03-04T00:00:00Z' } })).toEqual(['three', 'two']);
  const [first] = await found({ area: 'plugin' }, { first: 1 });
  expect((await found({ area: 'plugin' }, { first: 1, after: first?.cursor })).map(({ node }) => node.subject)).toEqual(['one']);
});
