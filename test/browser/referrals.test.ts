import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query as sql } from '../../core/testing/query.ts';
import { samplePointCode } from '../../core/testing/samples.ts';
import { fill } from './fill.ts';
import { mailedLink } from './links.ts';
import { chooseOffer, numberOn, ORDER } from './ordering.ts';
import { type Product, startProduct, type Watched } from './product.ts';

const MINUTE = 60_000;
const PATIENT = { timeout: 60_000, interval: 500 };
let product: Product;
let contract: string;
let office: Watched;

const switchOn = (page: Page) =>
  page.evaluate(async () => {
    const query = 'mutation { switchPlugin(pluginId: "referrals", enabled: true) { isEnabled } }';
    await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  });
const faultsOf = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`),
    ...(width > 0 ? [`${width} px too wide`] : []),
  ];
};

beforeAll(async () => {
  product = await startProduct();
  const startOn = new Date(Date.now() + 22 * 86_400_000).toISOString().slice(0, 10);
  await switchOn(await product.pageOf('admin', {}, '/plugins'));
  [contract = ''] = await fill(product.installation, startOn);
  // Supply began long ago; the way there is another journey's.
  await sql(
    product.database,
    `update contract set status = 'active', kind = 'SUPPLY', supplied_from = current_date - 60, withdrawal_ends_on = current_date - 30 where id = $1`,
    [contract],
  );
  office = await product.pageOf('office', {}, `/contracts/${contract}`);
}, 3 * MINUTE);
afterAll(() => product.close());

describe('a recommendation', () => {
  it(
    'goes from the customer’s page to a friend’s phone, outlives a reload there, and is seen by the back-office',
    async () => {
      const number = await office.locator('a[href^="/orders/0"]').first().innerText();
      const link = await mailedLink(office, number);
      const customer = await product.pageOf(null, { width: 390 });
      await customer.goto(`${product.address}/my${link}`);
      await customer.getByRole('button', { name: 'Get my link' }).click();
      const passed = new URL(await customer.getByLabel('Your link').inputValue());
      const code = passed.searchParams.get('ref') ?? '';
      expect(code).toMatch(/^\w{3}-\w{3}-\w{3}$/);
      expect(await faultsOf(customer)).toEqual([]);

      const friend = await product.pageOf(null, { width: 390 });
      await friend.goto(`${product.address}${passed.pathname}${passed.search}`);
      await expect.poll(() => new URL(friend.url()).search, PATIENT).toBe('');
      await friend.reload();
      await chooseOffer(friend);
      expect(await friend.getByLabel('Recommendation code').inputValue()).toMatch(new RegExp(`^${code}@\\d{4}-\\d\\d-\\d\\d$`));
      expect(await faultsOf(friend)).toEqual([]);
      await friend.getByLabel('Given name').fill('Grete');
      await friend.getByLabel('Family name').fill('Neumann');
      await friend.getByLabel('Date of birth').fill('1991-05-06');
      await friend.getByLabel('E-mail address').fill('grete@sample.example');
      await friend.getByLabel('Metering point number').fill(samplePointCode());
      await friend.getByRole('button', { name: 'Check the order' }).click();
      await friend.getByRole('button', { name: ORDER }).click();
      await friend.getByRole('heading', { name: 'Order received' }).waitFor();
      const ordered = await numberOn(friend);

      const listed = async () => {
        await office.goto(`${product.address}/p/referrals/list`);
        await office.locator('.plugin-page .card, .plugin-page .empty').first().waitFor();
        return (await office.locator('main').innerText()).includes(ordered);
      };
      await expect.poll(listed, PATIENT).toBe(true);
      const row = office.getByRole('row', { name: new RegExp(ordered) });
      expect(await row.innerText()).toMatch(/Muster[\s\S]*Neumann[\s\S]*Waits for supply/);
      expect(await faultsOf(office)).toEqual([]);
      await row.getByRole('button', { name: /^Look/ }).click();
      await office
        .getByRole('dialog')
        .getByText(/^Link opened on/)
        .waitFor();
      expect(await faultsOf(office)).toEqual([]);

      await customer.reload();
      await customer.getByText('Grete N.').waitFor();
      expect(await customer.locator('main').innerText()).not.toContain('Neumann');
      expect([...office.complaints, ...customer.complaints, ...friend.complaints]).toEqual([]);
    },
    4 * MINUTE,
  );

  it.each(['list', 'campaigns', 'payouts'])(
    'has a page for %s that everybody can use, at a desk and on a phone, in both schemes and languages',
    async (path) => {
      for (const look of [
        { width: 1440, scheme: 'light', language: 'en' },
        { width: 390, scheme: 'dark', language: 'de' },
      ] as const) {
        const page = await product.pageOf('office', look, `/p/referrals/${path}`);
        await page.locator('.plugin-page .card, .plugin-page .empty').first().waitFor();
        expect([path, look.width, await faultsOf(page)]).toEqual([path, look.width, []]);
        if (path === 'campaigns') {
          await page.locator('.page-head .btn.primary').click();
          await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
          expect(['the plan', look.width, await faultsOf(page)]).toEqual(['the plan', look.width, []]);
        }
        await page.context().close();
      }
    },
    2 * MINUTE,
  );
});
