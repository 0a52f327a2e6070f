import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../../core/testing/query.ts';
import { samplePointCode } from '../../core/testing/samples.ts';
import { type ForeignPage, foreignPage } from './embedding.ts';
import { mailedLink } from './links.ts';
import { answerDetails, chooseOffer, numberOn, ORDER, order } from './ordering.ts';
import { browserOf } from './people.ts';
import { type Product, startProduct } from './product.ts';

// What the order flow promises beyond one smooth order: foreign pages, several contracts, links, tabs, and the customer's pages.
const MINUTE = 60_000;
const PATIENT = { timeout: 40_000, interval: 250 };
const PHONE = { width: 390, height: 844 };
let product: Product;
let shop: ForeignPage;

beforeAll(async () => {
  product = await startProduct();
  shop = await foreignPage(product.address, 'a');
}, 2 * MINUTE);
afterAll(async () => {
  shop.close();
  await product.close();
});
const pageOf: Product['pageOf'] = (...who) => product.pageOf(...who);

/** What the credit check asks of whoever moved lately, and of nobody else. */
async function tellFormerAddress(page: Page): Promise<void> {
  const former = { street: 'Altgasse', 'house number': '3', postcode: '8010', town: 'Graz' };
  expect(await page.getByLabel('Former street').count()).toBe(0);
  await page.getByLabel('Moved lately').check();
  for (const [what, answer] of Object.entries(former)) await page.getByLabel(`Former ${what}`).fill(answer);
}

/** Orders of this customer that the back-office has. */
async function ordersOf(lastName: string): Promise<number> {
  const rows = await query(
    product.database,
    'select count(distinct c.order_id)::int as n from contract c join customer k on k.id = c.customer_id where k.last_name = $1',
    [lastName],
  );
  return Number(rows[0]?.n);
}

describe('a page of somebody else', () => {
  it(
    'embeds the order flow, and a customer orders through it on a phone without a cookie',
    async () => {
      const page = await pageOf(null, PHONE);
      await page.goto(shop.at('127.0.0.1'));
      const frame = page.frameLocator('iframe');
      const place = {
        getByLabel: frame.getByLabel.bind(frame),
        getByRole: frame.getByRole.bind(frame),
        locator: frame.locator.bind(frame),
      };
      await chooseOffer(place);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
      await answerDetails(place, { lastName: 'Rahmen', point: samplePointCode() });
      // As high as what it shows: nothing scrolls inside.
      await frame.getByRole('button', { name: ORDER }).waitFor();
      const spare = async (): Promise<number> => {
        const inner = await frame.locator('#root').evaluate((root) => root.scrollHeight);
        return ((await page.locator('iframe').boundingBox())?.height ?? 0) - inner;
      };
      await expect.poll(spare, PATIENT).toBeGreaterThanOrEqual(0);
      await frame.getByRole('button', { name: ORDER }).click();
      await frame.getByRole('heading', { name: 'Order received' }).waitFor();
      expect(await frame.locator('.done dd').first().innerText()).toMatch(/^O-/);
      expect(await page.context().cookies()).toEqual([]);
      expect(await frame.locator('header').innerText()).toBe('');
      expect(page.complaints).toEqual([]);
      const [row] = await query(product.database, 'select channel from "order" where channel = \'self-service\'');
      expect(row?.channel).toBe('self-service');
    },
    2 * MINUTE,
  );

  it(
    'whose host the brand does not name shows no order flow',
    async () => {
      const page = await pageOf(null);
      await page.goto(shop.at('elsewhere.localhost'));
      await expect.poll(() => page.complaints.join(' '), PATIENT).toContain('frame-ancestors');
      expect(await page.frameLocator('iframe').locator('#postcode').count()).toBe(0);
    },
    MINUTE,
  );
});

describe('one order', () => {
  it(
    'is placed once: by a double click, in two tabs, after a reload and by the back button',
    async () => {
      const first = await pageOf('north', PHONE, '/order');
      await chooseOffer(first);
      await tellFormerAddress(first);
      await answerDetails(first, { lastName: 'Zweitab', point: samplePointCode() });
      await first.getByRole('button', { name: ORDER }).waitFor();
      const second = await first.context().newPage();
      await second.goto(`${product.address}/order/check`);
      await second.locator('.bottom-price').waitFor();
      await second.reload();
      await second.locator('.bottom-price').waitFor();
      // Past what a hand could do: either tab may be on its way already, by what the other one did.
      const clickTwice = (name: string): void => {
        for (let times = 0; times < 2; times++)
          for (const button of document.querySelectorAll('button')) if (button.textContent === name) button.click();
      };
      await Promise.all([first.evaluate(clickTwice, ORDER), second.evaluate(clickTwice, ORDER)]);
      for (const page of [first, second]) await page.getByRole('heading', { name: 'Order received' }).waitFor();
      expect(await numberOn(second)).toBe(await numberOn(first));
      await first.goBack();
      await first.getByRole('heading', { name: 'Order received' }).waitFor();
      expect(await ordersOf('Zweitab')).toBe(1);
      const [said] = await query(
        product.database,
        `select o.answers #> '{plugins,credit-check}' as said from "order" o join contract c on c.order_id = o.id
         join customer k on k.id = c.customer_id where k.last_name = 'Zweitab'`,
      );
      expect(said?.said).toEqual({
        ...{ hasMoved: true, formerStreet: 'Altgasse', formerHouseNumber: '3', formerPostcode: '8010', formerCity: 'Graz' },
      });
      expect(first.complaints).toEqual([]);
    },
    2 * MINUTE,
  );

  it(
    'is sent once when its answer is lost on the way and the page is loaded again',
    async () => {
      const page = await pageOf('north', PHONE, '/order');
      await chooseOffer(page);
      await answerDetails(page, { lastName: 'Verloren', point: samplePointCode() });
      await page.getByRole('button', { name: ORDER }).waitFor();
      let isLost = false;
      await page.route('**/graphql', async (route) => {
        const isOrder = route.request().postData()?.includes('"key"') ?? false;
        if (!isOrder || isLost) return route.continue();
        isLost = true;
        const sent = route.request();
        // It arrives, its answer does not. Node finds no host below "localhost", so the brand is named in the header.
        await route.fetch({
          url: sent.url().replace('a.localhost', '127.0.0.1'),
          headers: { ...sent.headers(), host: new URL(sent.url()).host },
        });
        await route.abort('connectionreset');
      });
      await page.getByRole('button', { name: ORDER }).click();
      await page.getByText('is sent once when the line is back').waitFor();
      expect(await page.getByRole('button', { name: /^Change/ }).count()).toBe(0);
      await page.reload();
      await page.getByRole('heading', { name: 'Order received' }).waitFor();
      expect(isLost).toBe(true);
      expect(await ordersOf('Verloren')).toBe(1);
    },
    2 * MINUTE,
  );

  it(
    'is taken up again by its link, on another device',
    async () => {
      const page = await pageOf('north', {}, '/order');
      await chooseOffer(page);
      await page.getByLabel('Family name').fill('Spaeter');
      await page.getByRole('button', { name: 'Continue later' }).click();
      const link = await page.getByLabel('Link to this order').inputValue();
      const other = await pageOf('north', PHONE, new URL(link).pathname + new URL(link).search);
      await other
        .getByRole('button', { name: /^Choose/ })
        .first()
        .click();
      await other.locator('.btn.primary:visible', { hasText: 'Continue' }).click();
      await expect.poll(() => other.getByLabel('Family name').inputValue(), PATIENT).toBe('Spaeter');
      await answerDetails(other, { lastName: 'Spaeter', point: samplePointCode() });
      await other.getByRole('button', { name: ORDER }).click();
      await other.getByRole('heading', { name: 'Order received' }).waitFor();
      expect(await ordersOf('Spaeter')).toBe(1);
    },
    2 * MINUTE,
  );

  it(
    'of somebody who is known lets the seller say whether it is the same, and joins the agreement',
    async () => {
      const page = await pageOf('north', {}, '/order');
      await order(page, { lastName: 'Bekannt', point: samplePointCode() });
      await page.getByRole('button', { name: 'Next order' }).click();
      await chooseOffer(page);
      await answerDetails(page, { lastName: 'Bekannt', point: samplePointCode() });
      await page.getByRole('group', { name: 'Is it the same customer?' }).waitFor();
      await page.getByRole('radio', { name: 'Yes, into the same agreement' }).check();
      await page.getByRole('button', { name: ORDER }).click();
      await page.getByRole('heading', { name: 'Order received' }).waitFor();
      const [row] = await query(
        product.database,
        'select count(distinct c.customer_id)::int as customers, count(distinct c.agreement_id)::int as agreements, count(*)::int as contracts from contract c join customer k on k.id = c.customer_id where k.last_name = $1',
        ['Bekannt'],
      );
      expect(row).toEqual({ customers: 1, agreements: 1, contracts: 2 });
    },
    2 * MINUTE,
  );
});

describe('power of two flats, gas and a subscription', () => {
  it(
    'are one order of four contracts, each at its address, in the brand to which the menu led without another sign-in',
    async () => {
      await sellGasAndCare();
      const page = await pageOf('admin');
      await page
        .getByRole('button', { name: /Funkenflug/ })
        .first()
        .click();
      await page.getByRole('link', { name: /Grünfunke/ }).click();
      await page.waitForURL((url) => url.hostname === 'b.localhost' && url.pathname !== '/sign-in');
      await page.goto(`${product.address.replace('//a.', '//b.')}/order`);
      await address(page);
      await page.getByRole('radio', { name: 'Electricity' }).check();
      await page.getByRole('radio', { name: 'By the last bill' }).check();
      await page.getByLabel('Amount of the last annual bill').fill('1.234,50');
      await page.getByRole('button', { name: 'Show offers' }).click();
      await page.getByText('reckoned from the last bill').waitFor();
      await choose(page);
      await page.getByRole('button', { name: 'Add Electricity for another address' }).click();
      await page.locator('#houseNumber').fill('2');
      await page.getByRole('button', { name: 'On to the use' }).click();
      await page.getByLabel('Use in a year').fill('2000');
      await page.getByRole('button', { name: 'Show offers' }).click();
      await choose(page);
      await page.getByRole('button', { name: 'Add Gas for this address' }).click();
      await page.getByText('Gas for Stephansplatz 2, 1010').waitFor();
      await page.getByLabel('Use in a year').fill('15000');
      await page.getByRole('button', { name: 'Show offers' }).click();
      await page.getByText('Grid costs and levies are not in these prices').waitFor();
      await choose(page);
      await page.getByRole('button', { name: 'Add Subscription for this address' }).click();
      await page.getByRole('heading', { name: 'How many do you want?' }).waitFor();
      await page.getByRole('button', { name: 'Show offers' }).click();
      await page.getByText('1 piece a year').waitFor();
      await choose(page);
      await page.locator('.btn.primary:visible', { hasText: 'Continue' }).click();
      await page.getByLabel('Given name').fill('Ada');
      await page.getByLabel('Family name').fill('Vierfach');
      await page.getByLabel('Date of birth').fill('1980-02-29');
      await page.getByLabel('E-mail address').fill('ada@sample.example');
      await page
        .getByRole('heading', { name: /Funkengas, Stephansplatz 2/ })
        .first()
        .waitFor();
      expect(await page.getByLabel('Metering point number').count()).toBe(3);
      for (const at of [0, 1, 2]) await page.getByLabel('Metering point number').nth(at).fill(samplePointCode());
      await page.getByRole('button', { name: 'Check the order' }).click();

      await page.getByRole('button', { name: ORDER }).click();
      await page.getByRole('heading', { name: 'Order received' }).waitFor();
      const rows = await query(
        product.database,
        `select t.commodity, m.house_number as at from contract c join tariff t on t.id = c.tariff_id
          left join metering_point m on m.id = c.metering_point_id join customer k on k.id = c.customer_id where k.last_name = $1 order by 1, 2`,
        ['Vierfach'],
      );
      expect(rows.map(({ commodity, at }) => [commodity, at])).toEqual([
        ['ELECTRICITY', '1'],
        ['ELECTRICITY', '2'],
        ['GAS', '2'],
        ['SUBSCRIPTION', null],
      ]);
      expect(await ordersOf('Vierfach')).toBe(1);
      expect(page.complaints).toEqual([]);
    },
    2 * MINUTE,
  );
});

const choose = (page: Page): Promise<void> =>
  page
    .getByRole('button', { name: /^Choose/ })
    .first()
    .click();

async function address(page: Page): Promise<void> {
  await page.getByLabel('Postcode').fill('1010');
  await page.locator('#city:not([value=""])').waitFor();
  await page.getByLabel('Street').fill('Stephansplatz');
  await page.locator('#houseNumber').fill('1');
  await page.getByRole('button', { name: 'On to the use' }).click();
}

/** Brand b sells gas and something without a meter besides. */
async function sellGasAndCare(): Promise<void> {
  await query(
    product.database,
    `with b as (select id from brand where code = 'b'),
      t as (insert into tariff (id, brand_id, code, name, commodity, sale_from, updated_at)
        select gen_random_uuid(), id, code, name, commodity, '2020-01-01', now()
          from b, (values ('gas', 'Funkengas', 'GAS'), ('care', 'Care', 'SUBSCRIPTION')) as sold (code, name, commodity)
        returning id, brand_id, commodity)
    insert into tariff_price (id, brand_id, tariff_id, valid_from, basis, state, created_by, components, vat_rate)
    select gen_random_uuid(), brand_id, id, '2020-01-01', 'NET', 'PUBLISHED', 'test',
      jsonb_build_array('{"kind":"base-fee","amount":"4","per":"month"}'::jsonb,
        jsonb_build_object('kind', 'energy', 'rate', 'single', 'price', case commodity when 'GAS' then '5.5' else '500' end)), 0.2 from t`,
  );
}

describe("a customer's pages", () => {
  it(
    'say in plain words when supply begins, take a correction within the period and say whom to ask',
    async () => {
      const partner = await pageOf('north', {}, '/order');
      const number = await order(partner, { lastName: 'Berichtigt', point: samplePointCode() });
      const office = await pageOf('office');
      await expect.poll(() => mailedLink(office, number), PATIENT).toMatch(/^#/);
      const page = await pageOf(null, PHONE);
      await page.goto(`${product.address}/my${await mailedLink(office, number)}`);
      await page
        .getByText(/is (then )?expected to begin on \d/)
        .first()
        .waitFor();
      await page.getByRole('button', { name: /^Correct details/ }).click();
      const dialog = page.getByRole('dialog', { name: 'Correct details' });
      await dialog.getByLabel('Phone').fill('+43 1 234567');
      await dialog.getByLabel('Meter number').fill('M-4711');
      await dialog.getByLabel('Letters go to another address').check();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.getByText('Fill this in, or let letters go').first().waitFor();
      await dialog.getByLabel('Letters go to another address').uncheck();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved. You need not do anything else.').waitFor();
      const [row] = await query(
        product.database,
        'select k.phone, m.meter_number from contract c join customer k on k.id = c.customer_id join metering_point m on m.id = c.metering_point_id where k.last_name = $1',
        ['Berichtigt'],
      );
      expect(row).toEqual({ phone: '+43 1 234567', meter_number: 'M-4711' });
      await page.getByRole('heading', { name: 'Contact' }).waitFor();
      expect(page.complaints).toEqual([]);
    },
    2 * MINUTE,
  );
});

/** What the order flow keeps in a browser: the saved draft it goes on with, and its visit. */
const keptIn = (page: Page): Promise<{ orderId: unknown; visit: unknown }> =>
  page.evaluate(() => ({
    orderId: JSON.parse(localStorage.getItem('vk.order.a') ?? '{}').orderId,
    visit: localStorage.getItem('vk.guest.a'),
  }));

describe('a customer without an account', () => {
  it(
    'orders at the address of the brand itself and never sees what is for sellers',
    async () => {
      const context = await browserOf(product.browser, PHONE);
      const page = await context.newPage();
      await page.goto(`${product.address}/order`);
      await page.getByRole('link', { name: 'For sellers: sign in' }).waitFor();
      await chooseOffer(page);
      expect(await page.getByLabel('Sales channel').count()).toBe(0);
      await page.goBack();
      await page.getByRole('button', { name: 'Price in detail' }).click();
      await page.getByRole('dialog').getByText('First year with VAT').waitFor();
      expect(await page.getByText('Energy net, first year').count()).toBe(0);
      await page.goForward();
      await answerDetails(page, { lastName: 'Selbst', point: samplePointCode() });
      await page.getByRole('button', { name: ORDER }).click();
      await page.getByRole('heading', { name: 'Order received' }).waitFor();
      expect(await page.getByText('Open the order').count()).toBe(0);
      expect(await ordersOf('Selbst')).toBe(1);
    },
    2 * MINUTE,
  );

  it(
    'goes on with a copy of an order by its link on another device, where the sender of the link reads nothing of it',
    async () => {
      const page = await pageOf(null);
      await page.goto(`${product.address}/order`);
      await chooseOffer(page);
      await page.getByLabel('Family name').fill('Vertagt');
      await page.getByRole('button', { name: 'Continue later' }).click();
      await page.getByText('Whoever has this link can read it').waitFor();
      const link = await page.getByLabel('Link to this order').inputValue();
      const saved = new URL(link).searchParams.get('draft');

      // The browser that saved it goes on with the same one.
      await page.goto(link);
      await choose(page);
      expect((await keptIn(page)).orderId).toBe(saved);

      const other = await pageOf(null, PHONE);
      await other.goto(link);
      await choose(other);
      expect(await keptIn(other)).toEqual({ orderId: null, visit: expect.any(String) });
      expect(await keptIn(other)).not.toMatchObject({ visit: (await keptIn(page)).visit });
      expect(new URL(other.url()).hash).toBe('');
      await other.locator('.btn.primary:visible', { hasText: 'Continue' }).click();
      await expect.poll(() => other.getByLabel('Family name').inputValue(), PATIENT).toBe('Vertagt');
      await answerDetails(other, { lastName: 'Vertagt', point: samplePointCode() });
      await other.getByRole('button', { name: ORDER }).click();
      await other.getByRole('heading', { name: 'Order received' }).waitFor();
      expect(await ordersOf('Vertagt')).toBe(1);
      const [left] = await query(product.database, 'select submitted_at from "order" where id = $1', [saved]);
      expect(left?.submitted_at).toBeNull();

      await query(product.database, 'update "order" set submitted_at = now() where id = $1', [saved]);
      const late = await pageOf(null);
      await late.goto(link);
      await late.getByText('This link leads to no open order').waitFor();
      expect(other.complaints).toEqual([]);
    },
    2 * MINUTE,
  );
});
