import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePointCode } from '../../core/testing/samples.ts';
import { fill } from './fill.ts';
import { order } from './ordering.ts';
import { signIn } from './people.ts';
import { type Product, startProduct } from './product.ts';

// Who works with a brand, in a real Chromium: partner companies and what they may sell, people and their roles, and the log of both.
const MINUTE = 60_000;
const PATIENT = { timeout: 40_000, interval: 250 };
let product: Product;

beforeAll(async () => {
  product = await startProduct();
}, 2 * MINUTE);
afterAll(() => product.close());

const dialog = (page: Page, button: string): Promise<void> => page.getByRole('dialog').getByRole('button', { name: button }).click();

/** Where the mail leads with which somebody sets their first password. */
const passwordLink = (admin: Page, email: string): Promise<string> =>
  admin.evaluate(async (to) => {
    const query = '{ mailbox(first: 20) { edges { node { recipient text } } } }';
    const headers = { 'content-type': 'application/json' };
    const { data } = await (await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) })).json();
    const mail = data.mailbox.edges.find(({ node }: { node: { recipient: string } }) => node.recipient === to);
    return /(\/reset-password\S+)/.exec(mail?.node.text ?? '')?.[1] ?? '';
  }, email);

describe('a partner company', () => {
  it(
    'is created, put below another one, may sell, and gets somebody who sells for it; the log tells each step, with before and after',
    async () => {
      const admin = await product.pageOf('admin', {}, '/partners');
      await admin.getByRole('button', { name: 'New partner' }).click();
      await admin.getByRole('dialog').getByLabel('Code').fill('west');
      await admin.getByRole('dialog').getByLabel('Name').fill('Partner West');
      await dialog(admin, 'Create partner');
      await admin.getByRole('link', { name: 'Partner West' }).click();
      await admin.getByRole('heading', { name: 'Partner West', level: 1 }).waitFor();

      await admin.getByRole('button', { name: 'Move', exact: true }).click();
      const above = admin.getByRole('dialog').getByLabel('Belongs to');
      const [, , second] = await above.locator('option').allInnerTexts();
      const superior = (second ?? '').replace(/^(– )+/, '');
      await above.selectOption({ label: second ?? '' });
      await dialog(admin, 'Move');
      await admin.locator('.facts').getByRole('link', { name: superior }).waitFor();
      await admin.getByRole('button', { name: /^(Let it sell|Stop the sale)$/ }).waitFor();
      if (await admin.getByText('May not sell').isVisible()) {
        await admin.getByRole('button', { name: 'Let it sell' }).click();
        await dialog(admin, 'Let it sell');
      }
      await admin.getByText('May sell', { exact: true }).waitFor();

      await admin.goto(`${product.address}/users`);
      await admin.getByRole('button', { name: 'Invite user' }).click();
      const form = admin.getByRole('dialog');
      await dialog(admin, 'Invite user');
      await form.getByText('Write a name.').waitFor();
      await form.getByText('Choose a role.').waitFor();
      await form.getByLabel('Name').fill('Wanda West');
      await form.getByLabel('E-mail').fill('wanda@sample.example');
      await form.getByLabel('Role').selectOption('PARTNER');
      const west = (await form.getByLabel('Company').locator('option').allInnerTexts()).find((text) => text.endsWith('Partner West')) ?? '';
      await form.getByLabel('Company').selectOption({ label: west });
      await dialog(admin, 'Invite user');
      await admin.getByText('Wanda West invited').waitFor();

      await expect.poll(() => passwordLink(admin, 'wanda@sample.example'), PATIENT).toMatch(/token/);
      const wanda = await product.pageOf(null);
      await wanda.goto(product.address + (await passwordLink(admin, 'wanda@sample.example')));
      await wanda.getByLabel('New password').fill('a sentence is easy to remember');
      await wanda.getByRole('button', { name: 'Save password' }).click();
      await wanda.getByText('The password is set').waitFor();
      await signIn(wanda, product.address, { email: 'wanda@sample.example', password: 'a sentence is easy to remember' }, '/order');
      await order(wanda, { lastName: 'Westkunde', point: samplePointCode() });

      await admin.goto(`${product.address}/audit?area=partner`);
      await admin.getByText('Partner moved').first().waitFor();
      await admin.locator('tbody tr', { hasText: 'Partner moved' }).first().getByRole('button', { name: /^Look/ }).click();
      const entry = admin.getByRole('dialog', { name: 'Partner moved' });
      await entry.getByRole('heading', { name: 'Before and after' }).waitFor();
      expect(await entry.innerText()).toMatch(/– → \S+/);
      expect(admin.complaints).toEqual([]);
      expect(wanda.complaints).toEqual([]);
    },
    3 * MINUTE,
  );
});

describe('somebody whose role changes', () => {
  it(
    'is told what they may not see any more and who can grant it, and the log says what they were',
    async () => {
      const colleague = await product.pageOf('south', {}, '/contracts');
      await colleague.getByRole('heading', { name: 'Contracts', level: 1 }).waitFor();
      const admin = await product.pageOf('admin', {}, '/users?q=south%40demo.example');
      await admin.getByRole('button', { name: 'Demo partner south' }).click();
      await admin.getByRole('dialog').getByLabel('Role').selectOption('INSPECTION');
      await dialog(admin, 'Save role');
      await admin.getByText('Demo partner south saved').waitFor();

      await colleague.goto(`${product.address}/tariffs`);
      await colleague.getByText('Your role “Inspector” has no access to this').waitFor();
      expect(await colleague.getByRole('heading', { level: 1 }).innerText()).toBe('Tariffs');

      await admin.getByRole('button', { name: 'Demo partner south' }).click();
      await admin.getByRole('dialog').getByRole('button', { name: 'What was changed' }).click();
      await admin
        .getByText(/role PARTNER → INSPECTION/)
        .first()
        .waitFor();
      expect(admin.complaints).toEqual([]);
    },
    2 * MINUTE,
  );
});

describe('the overview', () => {
  it(
    'gives its figures away as a file, as they stand in the table',
    async () => {
      await fill(product.installation, new Date(Date.now() + 22 * 86_400_000).toISOString().slice(0, 10));
      const office = await product.pageOf('office');
      await office
        .getByRole('group', { name: /Contracts by status/ })
        .getByRole('radio', { name: 'Table' })
        .check();
      const card = office.getByRole('region', { name: /Contracts by status/ }).first();
      const [saved] = await Promise.all([office.waitForEvent('download'), card.getByRole('button', { name: /^Save as CSV/ }).click()]);
      const text = await readFile(await saved.path(), 'utf8');
      expect(saved.suggestedFilename()).toMatch(/\.csv$/);
      expect(text.split('\r\n')).toHaveLength((await card.locator('tr').count()) || 1);
      expect(text).toMatch(/^\ufeffStatus,/);
    },
    MINUTE,
  );
});
