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
