import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Product, startProduct } from './product.ts';

// A change of price in a real Chromium, by two people: written, handed in, approved, published, and sold from its day on.
const MINUTE = 60_000;
const PATIENT = { timeout: 30_000, interval: 250 };
let product: Product;

beforeAll(async () => {
  product = await startProduct();
}, 2 * MINUTE);
afterAll(() => product.close());

/** Takes a step with a version and waits until its page says how far it has come. */
async function take(page: Page, step: string, state: string): Promise<void> {
  await page.locator('.steps').getByRole('button', { name: step, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: step, exact: true }).click();
  await expect.poll(() => page.locator('.status.pill').innerText(), PATIENT).toBe(state);
}

const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** What the tariff costs at the prices of a day, asked with the session of the page. */
const priceOn = (page: Page, name: string, day: string): Promise<number> =>
  page.evaluate(
    async ({ name, day }) => {
      const query = `mutation ($day: Date!) { askQuote(input: { postcode: "1010", annualKwh: 1000, pricesAsOf: $day }) { offers { tariffName blocks { code runningYearCents } } } }`;
      const answer = await fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ query, variables: { day } }),
      });
      const { data } = await answer.json();
      const offer = data.askQuote.offers.find((one: { tariffName: string }) => one.tariffName === name);
      return offer.blocks.find((block: { code: string }) => block.code === 'energy').runningYearCents;
    },
    { name, day },
  );

describe('a change of price', () => {
  it(
    'is written by one, approved by another, and the quote shows it from its day on and not before',
    async () => {
      const [author, colleague] = [await product.pageOf('office', {}, '/tariffs?state=PUBLISHED'), await product.pageOf('admin')];
      const link = author.locator('tbody a').first();
      const name = (await link.innerText()).trim();
      await link.click();
      await author.getByRole('link', { name: 'New version', exact: true }).click();

      const from = dayIn(40);
      await author.getByLabel('Valid from').fill(from);
      await author.locator('[id="price-energy.rate"]').selectOption('single');
      await author.locator('[id="price-energy.price"]').fill('ten');
      await author.getByText('is not a number; write it like 12.34').first().waitFor();
      await author.locator('[id="price-energy.price"]').fill('-33,3');
      await author.getByText('is negative').first().waitFor();
      await author.locator('[id="price-energy.price"]').fill('33,3');
      await author.locator('.preview .price').waitFor();
      // What was typed survives a reload.
      await author.reload();
      await expect.poll(() => author.locator('[id="price-energy.price"]').inputValue(), PATIENT).toBe('33,3');
      await author.getByRole('button', { name: 'Save and hand in' }).click();
      await expect.poll(() => author.locator('.status.pill').innerText(), PATIENT).toBe('Waits for approval');
      expect(await author.locator('.steps').innerText()).toContain('a colleague approves it');

      await colleague.goto(author.url());
      await colleague.locator('.compare').getByText('33.3').waitFor();
      await take(colleague, 'Approve', 'Approved');
      await take(colleague, 'Publish', 'Published, to come');

      const [before, after] = [await priceOn(colleague, name, dayIn(39)), await priceOn(colleague, name, from)];
      expect(after).not.toBe(before);
      await author.reload();
      await author.getByRole('navigation', { name: 'Where this page stands' }).getByRole('link', { name }).click();
      await author.getByRole('heading', { name: 'Energy price over time' }).waitFor();
      expect(await author.getByRole('heading', { name: 'Versions', exact: true }).count()).toBe(1);
      expect([...author.complaints, ...colleague.complaints]).toEqual([]);
    },
    2 * MINUTE,
  );
});

describe('a draft that two people change at once', () => {
  it(
    'keeps what both wrote: the second is told, sees both in the form, and saves again',
    async () => {
      const [first, second] = [await product.pageOf('office', {}, '/tariffs?state=PUBLISHED'), await product.pageOf('admin')];
      await first.locator('tbody a').first().click();
      await first.getByRole('link', { name: 'New version', exact: true }).click();
      await first.getByLabel('Valid from').fill(dayIn(90));
      await first.locator('[id="price-energy.rate"]').selectOption('single');
      await first.locator('[id="price-energy.price"]').fill('21,5');
      await first.getByRole('button', { name: 'Save draft' }).click();
      await expect.poll(() => first.locator('.status.pill').innerText(), PATIENT).toBe('Draft');

      await second.goto(first.url());
      for (const page of [first, second]) {
        await page.getByRole('link', { name: 'Change', exact: true }).click();
        await page.locator('[id="price-energy.price"]').waitFor();
      }
      await first.locator('[id="price-energy.price"]').fill('22,5');
      await first.getByRole('button', { name: 'Save draft' }).click();
      await expect.poll(() => first.locator('.status.pill').innerText(), PATIENT).toBe('Draft');

      await second.getByLabel('Minimum term').fill('12');
      await second.getByRole('button', { name: 'Save draft' }).click();
      await second.getByText('Somebody else changed this draft while you were writing').waitFor();
      expect(await second.locator('[id="price-energy.price"]').inputValue()).toMatch(/^22[.,]5$/);
      expect(await second.getByLabel('Minimum term').inputValue()).toBe('12');
      await second.getByRole('button', { name: 'Save draft' }).click();
      await expect.poll(() => second.locator('.status.pill').innerText(), PATIENT).toBe('Draft');
      expect([...first.complaints, ...second.complaints]).toEqual([]);
    },
    2 * MINUTE,
  );
});

describe('the set of statuses', () => {
  it(
    'says what is wrong with it before it is saved, and is saved once it is sound',
    async () => {
      const page = await product.pageOf('admin', {}, '/statuses');
      await page.getByRole('button', { name: 'Add a status' }).click();
      await page.getByRole('dialog').getByLabel('Name in English').fill('Waits for deposit');
      await page.getByRole('dialog').getByLabel('Stands after').selectOption('in_review');
      await page.getByRole('button', { name: 'Apply' }).click();
      await page.getByText('cannot be reached from the draft').first().waitFor();

      await page.getByRole('button', { name: 'Edit Waits for deposit' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await page.getByRole('button', { name: 'Edit Draft' }).click();
      await page.getByRole('dialog').getByLabel('Name in English').fill('Sketch');
      await page.getByRole('button', { name: 'Apply' }).click();
      await page.getByText('This set can be saved').waitFor();
      await page.getByRole('button', { name: 'Save statuses' }).click();
      await page.getByText('Statuses saved').waitFor();
      await page.reload();
      await page.getByRole('button', { name: 'Edit Sketch' }).waitFor();
      expect(page.complaints).toEqual([]);
    },
    2 * MINUTE,
  );
});
