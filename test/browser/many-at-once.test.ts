import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../core/kernel/clock.ts';
import { query } from '../../core/testing/query.ts';
import { fill } from './fill.ts';
import { type Product, startProduct } from './product.ts';

// What back-office does with many contracts at once, in a real Chromium.
const MINUTE = 60_000;
const PATIENT = { timeout: 40_000, interval: 250 };
let product: Product;

beforeAll(async () => {
  product = await startProduct();
  await fill(product.installation, addDays(new Date().toISOString().slice(0, 10), 45));
}, 3 * MINUTE);
afterAll(() => product.close());

describe('many contracts at once', () => {
  it(
    'are picked in their list, looked at, and moved once somebody says so',
    async () => {
      const page = await product.pageOf('office', {}, '/contracts');
      await page.getByRole('checkbox', { name: 'Choose all of this page' }).check();
      await page.getByText('8 chosen').waitFor();
      await page.getByRole('link', { name: 'Change…' }).click();
      await page.getByText('8 chosen contracts').waitFor();
      await page.getByRole('button', { name: 'Look at the effects' }).click();
      await page.getByText('Choose a step.').waitFor();
      await page.getByLabel('Step').selectOption('register');
      await page.getByRole('button', { name: 'Look at the effects' }).click();

      await expect.poll(() => page.locator('.status.pill').innerText(), PATIENT).toBe('Preview');
      expect(await page.locator('.figures.four').innerText()).toMatch(
        /Contracts\s+8\s+Would be moved\s+4\s+Moved\s+0\s+Stay as they are\s+4/,
      );
      await page.getByRole('button', { name: 'Show contracts' }).last().click();
      await page.locator('section.card tbody a.id').first().waitFor();
      await page.reload();
      await page.getByRole('button', { name: 'Move 4 contracts' }).click();
      await expect.poll(() => page.locator('.status.pill').innerText(), PATIENT).toBe('Done');
      expect(await page.locator('.figures.four').innerText()).toMatch(/Moved\s+4/);

      await page.goto(`${product.address}/mass-changes`);
      await expect.poll(() => page.locator('tbody tr').first().innerText(), PATIENT).toMatch(/Done\s+8\s+4\s+4/);
      expect(page.complaints).toEqual([]);
    },
    2 * MINUTE,
  );

  it(
    'are found again by a view that somebody kept and shared',
    async () => {
      const page = await product.pageOf('office', {}, '/contracts?status=confirmed&sort=NUMBER');
      await page.locator('tbody tr').first().waitFor();
      await page.getByRole('button', { name: 'Save view' }).click();
      await page.getByLabel('Name of the view').fill('Confirmed by number');
      await page.getByLabel('Colleagues see it too').check();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('link', { name: 'Confirmed by number' }).waitFor();

      const colleague = await product.pageOf('admin', {}, '/contracts');
      await colleague.getByRole('link', { name: 'Confirmed by number' }).click();
      await colleague.waitForURL(/status=confirmed/);
      await expect.poll(() => colleague.locator('tbody tr').count(), PATIENT).toBe(2);
      expect(await colleague.locator('.tab[aria-current]').innerText()).toBe('Confirmed by number');
      expect([...page.complaints, ...colleague.complaints]).toEqual([]);
    },
    2 * MINUTE,
  );
});

describe('the bell', () => {
  it(
    'tells what waits for this person, and leads there',
    async () => {
      const quiet = await product.pageOf('office');
      await quiet.getByRole('button', { name: 'Nothing waits for you' }).waitFor();
      await query(
        product.database,
        "update job_request set state = 'DEAD' where id = (select min(id::text)::uuid from job_request where state = 'DONE')",
      );

      const page = await product.pageOf('office');
      await page.getByRole('button', { name: '1 thing waits for you' }).click();
      await page.getByRole('link', { name: /Jobs that gave up\s*1/ }).click();
      await expect.poll(() => page.locator('tbody tr').count(), PATIENT).toBe(1);
      expect(page.complaints).toEqual([]);
    },
    MINUTE,
  );
});
