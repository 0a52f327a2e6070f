import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../../core/testing/query.ts';
import { type Product, startProduct } from './product.ts';

// How people come in: by a second factor, by a mailed link, and from one brand to the other.
const MINUTE = 60_000;
const PATIENT = { timeout: 40_000, interval: 250 };
let product: Product;

beforeAll(async () => {
  product = await startProduct();
}, 2 * MINUTE);
afterAll(() => product.close());
const pageOf: Product['pageOf'] = (...who) => product.pageOf(...who);

/** The newest link in a mail to somebody; empty while there is none. */
async function mailed(recipient: string): Promise<string> {
  const [row] = await query(product.database, 'select text from mail_message where recipient = $1 order by sent_at desc limit 1', [
    recipient,
  ]);
  return /(\/sign-in\?token=[\w-]+)/.exec(String(row?.text))?.[1] ?? '';
}

describe('signing in', () => {
  it(
    'with a second factor asks for the code after the password, refuses a wrong one, and takes the right one',
    async () => {
      const { email, password } = product.person('south');
      const page = await pageOf('south');
      const { secret } = await page.evaluate(async () =>
        (await fetch('/auth/totp/start', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).json(),
      );
      const code = (stepsAway = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + stepsAway * 30_000 });
      const confirmed = await page.evaluate(
        async (body) =>
          (await fetch('/auth/totp/confirm', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status,
        JSON.stringify({ code: code(-1) }),
      );
      expect(confirmed).toBe(204);

      const again = await pageOf(null);
      await again.goto(`${product.address}/sign-in`);
      await again.locator('input[type=email]').fill(email);
      await again.locator('input[type=password]').fill(password);
      await again.locator('button[type=submit]').click();
      const field = again.getByLabel('Six-digit code');
      await field.waitFor();
      expect(await field.evaluate((node) => node === document.activeElement)).toBe(true);
      const right = code();
      await field.fill(right === '000000' ? '000001' : '000000');
      await again.keyboard.press('Enter');
      await again.getByRole('alert').waitFor();
      await field.fill(code());
      await again.keyboard.press('Enter');
      await again.waitForURL((url) => url.pathname !== '/sign-in');
      expect(again.complaints).toEqual([]);
    },
    MINUTE,
  );

  it(
    'by a mailed link needs no password, and the link works once',
    async () => {
      const { email } = product.person('north');
      const page = await pageOf(null);
      await page.goto(`${product.address}/sign-in`);
      await page.locator('input[type=email]').fill(email);
      await page.getByRole('button', { name: /link/i }).click();
      await page.getByText(email).waitFor();
      await expect.poll(() => mailed(email), PATIENT).toContain('token=');
      const link = await mailed(email);
      const opened = await pageOf(null);
      await opened.goto(product.address + link);
      await opened.locator('button[type=submit]').click();
      await opened.waitForURL((url) => url.pathname !== '/sign-in');
      const later = await pageOf(null);
      await later.goto(product.address + link);
      await later.locator('button[type=submit]').click();
      await later.getByRole('alert').waitFor();
    },
    MINUTE,
  );
});

describe('the brand menu', () => {
  it(
    'leads to the other brand without another sign-in, and signing out there signs out here',
    async () => {
      const page = await pageOf('admin');
      await page
        .getByRole('button', { name: /Funkenflug/ })
        .first()
        .click();
      await page.getByRole('link', { name: /Grünfunke/ }).click();
      await page.waitForURL((url) => url.hostname === 'b.localhost' && url.pathname !== '/sign-in');
      await page
        .getByRole('button', { name: /Grünfunke/ })
        .first()
        .waitFor();
      await page.evaluate(() => fetch('/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }));
      await page.goto(`${product.address}/contracts`);
      await page.waitForURL((url) => url.pathname === '/sign-in');
      expect(page.complaints).toEqual([]);
    },
    MINUTE,
  );
});
