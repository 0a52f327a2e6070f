import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill } from './fill.ts';
import { type Product, startProduct } from './product.ts';

const MINUTE = 60_000;
const PATIENT = { timeout: 40_000, interval: 250 };
let product: Product;
let contract: string;

beforeAll(async () => {
  product = await startProduct();
  const startOn = new Date(Date.now() + 22 * 86_400_000).toISOString().slice(0, 10);
  [contract = ''] = await fill(product.installation, startOn);
}, 2 * MINUTE);
afterAll(() => product.close());

/** What of a plugin's pages was asked for; their chunks are named after its files. */
function askedFor(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const [, name] = /\/assets\/((?:queue\.page|contract-side|admin)-[^/]+\.js)$/.exec(request.url()) ?? [];
    if (name) asked.push(name);
  });
  return asked;
}

const entryOf = (page: Page) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /^Credit check/ });

const flip = async (page: Page, how: 'on' | 'off'): Promise<void> => {
  await page.getByRole('switch', { name: /^Credit check/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Switch ${how} Credit check` })
    .click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};

describe('a plugin', () => {
  it(
    'that is switched off is gone from the navigation and from beside a contract and is not downloaded; on again, all is back',
    async () => {
      const admin = await product.pageOf('admin', {}, '/plugins');
      const entry = entryOf(admin);
      await entry.waitFor();
      await flip(admin, 'off');
      await entry.waitFor({ state: 'detached' });

      const office = await product.pageOf('office', {}, '/orders');
      const asked = askedFor(office);
      await office.goto(`${product.address}/contracts/${contract}`);
      await office.getByRole('heading', { name: 'Grid and levies' }).waitFor();
      await office.getByRole('link', { name: 'Where the numbers come from' }).waitFor();
      expect(await office.getByRole('heading', { name: 'Credit check' }).count()).toBe(0);
      await office.goto(`${product.address}/p/credit-check/queue`);
      await office.getByRole('heading', { name: /^Credit check is off for/ }).waitFor();
      expect(asked.filter((name) => name.startsWith('queue.page'))).toEqual([]);
      const whileOff = new Set(asked);

      await flip(admin, 'on');
      await entry.waitFor();
      await office.goto(`${product.address}/contracts/${contract}`);
      await office.getByRole('heading', { name: 'Credit check' }).waitFor();
      await entryOf(office).click();
      await office.getByRole('heading', { name: 'Nothing waits for a decision' }).waitFor();
      expect(
        asked
          .filter((name) => !whileOff.has(name))
          .map((name) => name.split('-')[0])
          .sort(),
      ).toEqual(expect.arrayContaining(['admin', 'contract', 'queue.page']));
      expect(office.complaints).toEqual([]);
      expect(admin.complaints).toEqual([]);
    },
    2 * MINUTE,
  );

  it(
    'that crashes is fenced off with its name: the rest of the page works, and it comes back',
    async () => {
      const office = await product.pageOf('office', {}, '/orders');
      let isBroken = true;
      await office.route(/\/assets\/contract-side-[^/]+\.js$/, (route) =>
        isBroken
          ? route.fulfill({ contentType: 'text/javascript', body: 'export default () => { throw new Error("planted"); };' })
          : route.continue(),
      );
      await office.goto(`${product.address}/contracts/${contract}`);
      await office.getByText('“Credit check” cannot show its part. The rest of the page works.').waitFor();
      await office.getByText('“Market data” cannot show its part. The rest of the page works.').waitFor();
      await office.getByRole('button', { name: 'Add note' }).click();
      await office.getByLabel('Note', { exact: true }).fill('Called back');
      await office.getByRole('dialog').getByRole('button', { name: 'Add note' }).click();
      await expect.poll(() => office.locator('.timeline').first().innerText(), PATIENT).toContain('Called back');
      isBroken = false;
      await office.reload();
      await office.getByRole('link', { name: 'Where the numbers come from' }).waitFor();
      expect(office.complaints.filter((text) => !text.includes('planted'))).toEqual([]);
    },
    MINUTE,
  );
});
