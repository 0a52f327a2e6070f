import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePointCode } from '../../core/testing/samples.ts';
import { order } from './ordering.ts';
import { type Product, startProduct } from './product.ts';

const MINUTE = 60_000;
const PATIENT = { timeout: 40_000, interval: 250 };
const PHONE = { width: 390, height: 844 };
let product: Product;

beforeAll(async () => {
  product = await startProduct();
}, 2 * MINUTE);
afterAll(() => product.close());

describe('the back-office', () => {
  it(
    'writes a template with a preview beside it, binds it to an event, and the customer is told of it',
    async () => {
      const partner = await product.pageOf('north', PHONE, '/order');
      await order(partner, { lastName: 'Vorschau', point: samplePointCode() });

      const office = await product.pageOf('office', {}, '/p/notifications/templates');
      await office.getByRole('button', { name: 'Begin with the standard templates' }).click();
      await office
        .getByRole('button', { name: 'Edit Contract accepted' })
        .or(office.getByRole('button', { name: 'Edit Vertrag angenommen' }))
        .click();
      await office.getByLabel('Language').selectOption('en');
      const frame = office.frameLocator('iframe.look');
      await expect.poll(() => frame.locator('body').innerText(), PATIENT).toContain('Vorschau');

      const body = office.getByLabel('Mail (MJML and Liquid)');
      const before = await body.inputValue();
      await body.fill(before.replace('{{ customer.name }}', '{{ customer.nam }}'));
      await expect.poll(() => office.locator('.notice').allInnerTexts(), PATIENT).toContainEqual(expect.stringContaining('Line 3'));
      await office.getByRole('button', { name: 'Save as the next version' }).click();
      await expect.poll(() => office.locator('.problems').innerText(), PATIENT).toContain('"customer.nam" is not known here');
      await body.fill(before.replace('Dear', 'Good day,'));
      await office.getByRole('button', { name: 'Save as the next version' }).click();
      await expect.poll(() => office.locator('.plugin-form').innerText(), PATIENT).toContain('Version 2');
      const { violations } = await new AxeBuilder({ page: office }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)).toEqual([]);

      await office.goto(`${product.address}/p/notifications/rules`);
      await office.getByRole('button', { name: 'New rule' }).click();
      const dialog = office.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Save the rule' }).click();
      await expect.poll(() => dialog.locator('.problems').innerText(), PATIENT).toContain('Name');
      await dialog.getByLabel('Name').fill('Tell customers');
      await dialog.getByLabel('Event').selectOption('contract.accepted');
      await dialog.getByLabel('Template').selectOption({ index: 1 });
      const dialogFaults = await new AxeBuilder({ page: office }).analyze();
      expect(dialogFaults.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)).toEqual(
        [],
      );
      await dialog.getByRole('button', { name: 'Save the rule' }).click();
      await expect.poll(() => office.locator('tbody').innerText(), PATIENT).toContain('Tell customers');

      await partner.goto(`${product.address}/order`);
      await order(partner, { lastName: 'Erzählt', point: samplePointCode() });
      await office.goto(`${product.address}/p/notifications/log`);
      await expect
        .poll(async () => {
          await office.reload();
          await office.locator('.empty, tbody td').first().waitFor();
          return office.locator('main').innerText();
        }, PATIENT)
        .toContain('In the mailbox');
      await office.getByRole('button', { name: /^Look/ }).first().click();
      await expect.poll(() => office.getByRole('dialog').innerText(), PATIENT).toContain('Erzählt');
      expect(office.complaints).toEqual([]);
    },
    4 * MINUTE,
  );
});
