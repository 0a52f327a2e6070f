import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePointCode } from '../../core/testing/samples.ts';
import { mailedLink } from './links.ts';
import { answerDetails, chooseOffer, numberOn, ORDER, order } from './ordering.ts';
import { type Product, startProduct } from './product.ts';

// The whole way in a real Chromium: from the partner's first click to the contract in the back-office and the customer's link.
const MINUTE = 60_000;
const PATIENT = { timeout: 40_000, interval: 250 };
const PHONE = { width: 390, height: 844 };
let product: Product;

beforeAll(async () => {
  product = await startProduct();
}, 2 * MINUTE);
afterAll(() => product.close());
const pageOf: Product['pageOf'] = (...who) => product.pageOf(...who);

describe('a partner on a phone', () => {
  it(
    'orders without an account of the customer, and the back-office finds the contract by its meter and walks it on',
    async () => {
      const point = samplePointCode();
      const partner = await pageOf('north', PHONE, '/order');
      const number = await order(partner, { lastName: 'Muster', point });
      expect(number).toMatch(/^O-/);
      expect(partner.complaints).toEqual([]);

      const office = await pageOf('office', {}, '/contracts');
      await office.getByRole('searchbox').fill(point);
      await expect.poll(() => office.locator('tbody tr').count(), PATIENT).toBe(1);
      await expect.poll(() => office.locator('tbody').innerText(), PATIENT).toContain('Ada Muster');
      await office.locator('tbody a').first().click();
      await expect
        .poll(async () => {
          await office.reload();
          return office.locator('.status.pill').innerText();
        }, PATIENT)
        .toBe('Accepted');

      await office.getByRole('button', { name: 'Register' }).click();
      await office.getByRole('dialog').getByRole('button', { name: 'Register' }).click();
      await expect.poll(() => office.locator('.status.pill').innerText(), PATIENT).toBe('Registering with the market');
      await office.getByRole('button', { name: 'Confirm start' }).click();
      await office.getByRole('dialog').getByRole('button', { name: 'Confirm start' }).click();
      await expect.poll(() => office.locator('.status.pill').innerText(), PATIENT).toBe('Supply start confirmed');
      expect(await office.locator('.timeline').first().innerText()).toContain('Confirm start');
      expect(await office.locator('.steps').innerText()).toContain('This step is taken by: system');
      expect(office.complaints).toEqual([]);
    },
    2 * MINUTE,
  );

  it(
    'is told all that is missing at once, with links that lead to the fields',
    async () => {
      const page = await pageOf('north', PHONE, '/order');
      await chooseOffer(page);
      await page.getByRole('button', { name: 'Check the order' }).click();
      const summary = page.locator('.problems');
      await summary.waitFor();
      expect(await summary.evaluate((node) => node === document.activeElement)).toBe(true);
      await summary.getByRole('link', { name: /^E-mail address/ }).click();
      expect(await page.locator(':target').getAttribute('id')).toBe('q-customer-email');
    },
    MINUTE,
  );

  it(
    'loses no order with the line: it is sent once when the line is back, however often the button was pressed',
    async () => {
      const page = await pageOf('north', PHONE, '/order');
      await chooseOffer(page);
      await answerDetails(page, { lastName: 'Vorlage', point: samplePointCode() });
      await page.getByRole('button', { name: ORDER }).waitFor();
      await page.context().setOffline(true);
      await page.getByRole('button', { name: ORDER }).click();
      await page.getByText('is sent once when the line is back').waitFor();
      await page.getByRole('button', { name: ORDER }).click();
      await page.context().setOffline(false);
      await page.getByRole('heading', { name: 'Order received' }).waitFor();
      const number = await numberOn(page);

      const office = await pageOf('office', {}, '/orders');
      await office.locator('tbody').getByText(number).waitFor();
      expect(await office.locator('tbody tr', { hasText: 'Ada Vorlage' }).count()).toBe(1);
    },
    MINUTE,
  );

  it(
    'finds the draft again after a reload, in the middle of the form',
    async () => {
      const page = await pageOf('north', PHONE, '/order');
      await chooseOffer(page);
      await page.getByLabel('Family name').fill('Entwurf');
      await page.reload();
      await expect.poll(() => page.getByLabel('Family name').inputValue(), PATIENT).toBe('Entwurf');
    },
    MINUTE,
  );
});

describe('the back-office', () => {
  it(
    'finds a contract by its meter from anywhere, by the keyboard alone',
    async () => {
      const point = samplePointCode();
      const partner = await pageOf('north', {}, '/order');
      await order(partner, { lastName: 'Tastatur', point });
      const office = await pageOf('office', {}, '/jobs');
      await office.getByRole('heading', { name: 'Jobs' }).waitFor();
      await office.keyboard.press('Control+k');
      await office.keyboard.type(point);
      await office.getByRole('option', { name: /Ada Tastatur/ }).waitFor();
      await office.keyboard.press('Enter');
      await office.getByRole('heading', { name: 'All points of Ada Tastatur' }).waitFor();
      await office.keyboard.press('g');
      await office.keyboard.press('t');
      await office.getByRole('heading', { name: 'Tariffs', exact: true }).waitFor();
      expect(office.complaints).toEqual([]);
    },
    2 * MINUTE,
  );

  it(
    'sees what a plugin does before it is switched off for the brand, and switches it on again',
    async () => {
      const admin = await pageOf('admin', {}, '/plugins');
      const credit = admin.getByRole('switch', { name: /^Credit check/ });
      await credit.click();
      const dialog = admin.getByRole('dialog', { name: /^Switch off Credit check/ });
      await dialog.getByText('fields of the API answer empty').waitFor();
      await dialog.getByText('Nothing is deleted').waitFor();
      await dialog.getByRole('button', { name: 'Switch off Credit check' }).click();
      await expect.poll(() => credit.getAttribute('aria-checked'), PATIENT).toBe('false');

      const partner = await pageOf('north', {}, '/order');
      await order(partner, { lastName: 'Sofort', point: samplePointCode() });
      expect(await partner.locator('.done-facts').innerText()).toContain('Accepted');

      await credit.click();
      await admin.getByRole('dialog').getByRole('button', { name: 'Switch on Credit check' }).click();
      await expect.poll(() => credit.getAttribute('aria-checked'), PATIENT).toBe('true');
      expect(admin.complaints).toEqual([]);
    },
    2 * MINUTE,
  );
});

describe('two people at one contract', () => {
  it(
    'are told of each other: the second sees who was faster, chooses field by field, and nothing is lost',
    async () => {
      const partner = await pageOf('north', {}, '/order');
      await order(partner, { lastName: 'Zweifel', point: samplePointCode() });
      const [first, second] = [await pageOf('office', {}, '/contracts'), await pageOf('admin', {}, '/contracts')];
      for (const page of [first, second]) {
        await page.getByRole('searchbox').fill('Zweifel');
        await page.locator('tbody a').first().click();
        await page.getByRole('button', { name: 'Change', exact: true }).click();
      }
      await first.getByLabel('Annual use').fill('4000');
      await first.getByRole('button', { name: 'Save changes' }).click();
      await first.getByRole('dialog').waitFor({ state: 'detached' });
      await second.getByLabel('Annual use').fill('5000');
      await second.getByRole('button', { name: 'Save changes' }).click();

      const dialog = second.getByRole('dialog');
      await dialog.getByText('Somebody was faster').waitFor();
      expect(await dialog.innerText()).toContain('Demo back-office: changed the contract');
      expect(await dialog.getByRole('radio', { name: 'Mine: 5000' }).isChecked()).toBe(true);
      await dialog.getByRole('radio', { name: 'Theirs: 4000' }).check();
      await dialog.getByRole('radio', { name: 'Mine: 5000' }).check();
      await dialog.getByRole('button', { name: 'Save changes' }).click();
      await dialog.waitFor({ state: 'detached' });
      await expect.poll(() => second.locator('.figures').innerText(), PATIENT).toContain('5,000');
    },
    2 * MINUTE,
  );
});

describe('a customer with the mailed link', () => {
  it(
    'sees how the order stands without an account, and withdraws within the period',
    async () => {
      const partner = await pageOf('north', {}, '/order');
      const number = await order(partner, { lastName: 'Kundin', point: samplePointCode() });
      const office = await pageOf('office', {}, '/contracts');
      const mailed = () => mailedLink(office, number);
      await expect.poll(mailed, PATIENT).toMatch(/^#/);

      const customer = await pageOf(null, PHONE);
      await customer.goto(`${product.address}/my${await mailed()}`);
      await customer.getByText(`Order ${number}`).waitFor();
      expect(new URL(customer.url()).hash).toBe('');
      const download = customer.waitForEvent('download');
      await customer.locator('.my-files button').first().click();
      expect((await download).suggestedFilename()).toMatch(/\.pdf$/);

      await customer.getByRole('button', { name: /^Withdraw from the contract/ }).click();
      await customer.getByRole('dialog').getByRole('button', { name: 'Withdraw', exact: true }).click();
      await customer.getByRole('heading', { name: 'You have withdrawn' }).waitFor();
      expect(customer.complaints).toEqual([]);
    },
    2 * MINUTE,
  );

  it(
    'is helped to a new link when the old one does not work',
    async () => {
      const page = await pageOf(null);
      await page.goto(`${product.address}/my#made.up.link`);
      await page.getByText('This link has expired').waitFor();
      await page.getByLabel('Order number').fill('O-00000-00000');
      await page.getByLabel('E-mail').fill('nobody@sample.example');
      await page.getByRole('button', { name: 'Send me a link' }).click();
      await page.getByText('If there is such an order').waitFor();
    },
    MINUTE,
  );
});
