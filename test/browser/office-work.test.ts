import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Product, startProduct } from './product.ts';

// Work that people do beside selling, in a real Chromium: a file that is not right, and keys for other systems.
const MINUTE = 60_000;
const PATIENT = { timeout: 40_000, interval: 250 };
let product: Product;

beforeAll(async () => {
  product = await startProduct();
}, 2 * MINUTE);
afterAll(() => product.close());

/** One of them is nobody's word. */
const HEADER = 'firstName,lastName,birthDate,Elektropost,street,houseNumber,postcode,city';
const file = (name: string, rows: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from([HEADER, ...rows].join('\r\n')),
});
const person = (number: number, email = `ada${number}@sample.example`, houseNumber = String(number)) =>
  `Ada,Muster ${number},1980-02-29,${email},Ring,${houseNumber},1010,Wien`;

describe('a file that is not right', () => {
  it(
    'is told so before it is sent, repaired in place and taken over, with a reload in the middle',
    async () => {
      const page = await product.pageOf('office', {}, '/imports');
      await page.getByRole('link', { name: 'New import' }).first().click();
      await page.getByLabel('Customers', { exact: true }).check();
      const input = page.locator('input[type=file]');
      await input.setInputFiles({ name: 'list.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK\u0003\u0004') });
      await page.getByText('This is a workbook, not a CSV file').waitFor();
      await input.setInputFiles(file('customers.csv', [person(1), person(2, 'nobody'), person(3, 'ada3@sample.example', '')]));
      await page.getByRole('button', { name: 'Send and check' }).click();

      await page.getByRole('button', { name: 'Check all rows' }).click();
      await page.getByText('Choose the column that holds').first().waitFor();
      await page.getByLabel('Meaning of Elektropost').selectOption('email');
      await page.getByRole('button', { name: 'Check all rows' }).click();
      const problems = page.getByRole('region', { name: 'Rows to be mended' }).first();
      await problems.getByRole('button', { name: 'Open row 2' }).first().waitFor();
      expect(await page.locator('.figures.four').innerText()).toMatch(/Rows\s+3\s+Can be taken over\s+1\s+To be mended\s+2/);

      await page.getByLabel('Row 2, Elektropost').fill('ada2@sample.example');
      await page.getByLabel('Row 2, Elektropost').press('Enter');
      await expect.poll(() => page.locator('tbody tr', { hasText: 'Can be taken over' }).count(), PATIENT).toBe(1);
      await page.reload();
      await page.getByRole('button', { name: 'Open row 3' }).first().click();
      await page.getByRole('dialog').getByLabel('houseNumber').fill('3');
      await page.getByRole('dialog').getByRole('button', { name: 'Check' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });

      await page.getByRole('button', { name: 'Take over 3 rows' }).click();
      await page.reload();
      await expect.poll(() => page.locator('.status.pill').innerText(), PATIENT).toBe('Done');
      expect(await page.locator('.page-body').innerText()).toContain('3 of 3 rows are in.');
      expect(page.complaints).toEqual([]);
    },
    2 * MINUTE,
  );

  it(
    'is known by its headers the next time, and shows how far it is, after a reload too',
    async () => {
      const page = await product.pageOf('office', {}, '/imports/new');
      await page.getByLabel('Customers', { exact: true }).check();
      const rows = Array.from({ length: 420 }, (_, number) => person(1_000 + number));
      await page.locator('input[type=file]').setInputFiles(file('many.csv', rows));
      await page.getByRole('button', { name: 'Send and check' }).click();
      await page.waitForURL(/\/imports\/[0-9a-f]{8}-/);
      await page.locator('.page-body progress, .page-body .empty').first().waitFor();
      await page.reload();
      await page.getByRole('button', { name: 'Take over 420 rows' }).waitFor({ timeout: MINUTE });
      expect(page.complaints).toEqual([]);
    },
    2 * MINUTE,
  );
});

describe('a key for another system', () => {
  const ask = (page: Page, key: string) =>
    page.evaluate(
      async ([text]) => {
        const headers = { 'content-type': 'application/json', authorization: `Bearer ${text}` };
        const body = JSON.stringify({ query: '{ tariffs(first: 1) { edges { node { code } } } }' });
        const response = await fetch('/graphql', { method: 'POST', headers, body, credentials: 'omit' });
        return { status: response.status, text: await response.text() };
      },
      [key],
    );

  it(
    'is made with scopes and shown once, works, leaves a trace, and is refused once it is revoked',
    async () => {
      const page = await product.pageOf('admin', {}, '/keys');
      await page.getByRole('link', { name: 'New key' }).first().click();
      await page.getByLabel('What it is for').fill('Web shop');
      await page.getByRole('button', { name: 'Create key' }).click();
      await page.getByText('Tick at least one thing that the key may.').first().waitFor();
      await page.getByLabel('Find in both lists').fill('tariff');
      await page.getByRole('checkbox', { name: /^Tariff\b/ }).check();
      await page.getByRole('button', { name: 'Create key' }).click();
      const dialog = page.getByRole('dialog', { name: 'Your new key' });
      const key = await dialog.getByLabel('Key').inputValue();
      expect(key).toMatch(/^vk_[a-z0-9]{8}_/);
      await dialog.getByRole('button', { name: 'I have stored it' }).click();
      await page.getByRole('heading', { name: 'Web shop' }).waitFor();
      expect(await page.content()).not.toContain(key);

      expect(await ask(page, key)).toEqual({ status: 200, text: expect.stringMatching(/^\{"data":\{"tariffs":/) });
      await expect
        .poll(async () => {
          await page.reload();
          await page.getByRole('heading', { name: 'Requests' }).waitFor();
          return page.locator('main').innerText();
        }, PATIENT)
        .toContain('query tariffs');

      await page.getByRole('button', { name: 'Revoke' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
      await expect.poll(() => page.locator('.status.pill').innerText(), PATIENT).toBe('Revoked');
      await expect.poll(async () => (await ask(page, key)).status, PATIENT).toBe(401);
      expect(page.complaints).toEqual([]);
    },
    2 * MINUTE,
  );

  it(
    'is explained by documentation whose examples run as they stand, and which asks before it changes anything',
    async () => {
      const page = await product.pageOf('admin', {}, '/api');
      await page.getByLabel('What do you want to know or do?').fill('ask quote');
      await page.getByRole('button', { name: /^Ask quote/ }).click();
      await page.getByRole('button', { name: 'Run and change data' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Run and change data' }).click();
      await expect.poll(() => page.locator('.answer').innerText(), PATIENT).toContain('"askQuote"');

      const refused = await page.evaluate(async () => {
        const send = async (body: object) => {
          const headers = { 'content-type': 'application/json' };
          return (await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify(body) })).json();
        };
        const { data } = await send({ query: '{ apiReference { operations { kind name example { query variables } } } }' });
        const failed: string[] = [];
        for (const { kind, name, example } of data.apiReference.operations) {
          if (kind !== 'QUERY') continue;
          const { errors = [] } = await send(example);
          failed.push(...errors.map(({ extensions }: { extensions: { code: string } }) => `${name}: ${extensions.code}`));
        }
        return failed;
      });
      expect(refused.filter((one) => !/NOT_FOUND$|PRICE_UNKNOWN$/.test(one))).toEqual([]);
      expect(page.complaints).toEqual([]);
    },
    2 * MINUTE,
  );
});

describe('a customer', () => {
  it(
    'has everything on one page, and two people who change it at once lose nothing',
    async () => {
      const one = await product.pageOf('office', {}, '/customers');
      await one.getByRole('searchbox').fill('Muster 1');
      await one.getByRole('link', { name: 'Ada Muster 1' }).first().click();
      await one.getByRole('heading', { name: 'Ada Muster 1' }).waitFor();
      const other = await product.pageOf('office', {}, new URL(one.url()).pathname);
      const answer = async (page: Page, phone: string) => {
        await page.getByRole('dialog').getByLabel('Phone').fill(phone);
        await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click();
      };
      for (const page of [one, other]) await page.getByRole('button', { name: 'Change' }).click();
      await answer(one, '+43 660 1111111');
      await one.getByText('Ada Muster 1 saved').waitFor();
      await answer(other, '+43 660 2222222');
      await other.getByText('Somebody was faster').waitFor();
      await other.getByRole('radio', { name: 'Theirs' }).waitFor();
      await other.getByRole('radio', { name: 'Mine' }).check();
      await other.getByRole('button', { name: 'Save changes' }).click();
      await other.getByText('Ada Muster 1 saved').waitFor();
      const changes = other.getByRole('region', { name: 'Changes' });
      await expect.poll(() => changes.innerText(), PATIENT).toMatch(/660.?1111111 → .*660.?2222222/);
      expect([...one.complaints, ...other.complaints]).toEqual([]);
    },
    MINUTE,
  );
});
