import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays } from '../../core/kernel/clock.ts';
import { query } from '../../core/testing/query.ts';
import { samplePointCode } from '../../core/testing/samples.ts';
import { startReceiver } from '../mail-receiver.ts';
import { fill } from './fill.ts';
import { chooseOffer, numberOn, ORDER } from './ordering.ts';
import { type Product, startProduct, type Watched } from './product.ts';

// From a recommendation to a credited reward, through every plugin that sells, each part in the browser of whom it is for.
const MINUTE = 60_000;
const PATIENT = { timeout: 60_000, interval: 500 };
const PHONE = { width: 390, height: 844 };
const receiver = await startReceiver();
let product: Product;

beforeAll(async () => {
  product = await startProduct();
}, 2 * MINUTE);
afterAll(async () => {
  await product.close();
  await receiver.close();
});

/** Asks the API as whoever is signed in on the page. */
const ask = (page: Watched, operation: string, variables: object = {}): Promise<Record<string, never>> =>
  page.evaluate(
    async ([text, values]) => {
      const body = JSON.stringify({ query: text, variables: JSON.parse(values) });
      const response = await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      const { data, errors } = await response.json();
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    [operation, JSON.stringify(variables)] as const,
  );
const SWITCH = 'mutation ($plugin: ID!, $on: Boolean!) { switchPlugin(pluginId: $plugin, enabled: $on) { isEnabled } }';
const SETTINGS = 'mutation ($settings: JSON!) { configurePlugin(pluginId: "notifications", settings: $settings) { id } }';

/** Somebody in supply who has a code to pass on. */
async function recommender(admin: Watched): Promise<string> {
  const today = new Date().toISOString().slice(0, 10);
  await fill(product.installation, addDays(today, 30));
  await ask(admin, 'mutation { advanceDemoClock(days: 45) }');
  const codes = () => query(product.database, 'select code from referrals_code where code is not null limit 1');
  await expect.poll(async () => (await codes()).length, PATIENT).toBe(1);
  return String((await codes())[0]?.code);
}

it(
  'leads from a recommendation over the bureau, a signature on a phone and supply to a credited reward',
  async () => {
    const admin = await product.pageOf('admin');
    for (const plugin of ['credit-check', 'notifications', 'referrals']) await ask(admin, SWITCH, { plugin, on: true });
    await ask(admin, SETTINGS, {
      settings: { smtpHost: '127.0.0.1', smtpPort: receiver.port, smtpSecurity: 'none', senderAddress: 'service@funkenflug.example' },
    });
    const code = await recommender(admin);
    await ask(admin, SWITCH, { plugin: 'e-signature', on: true });

    // The partner, on a phone: the bureau is not sure about somebody of this name.
    const partner = await product.pageOf('north', PHONE, '/order');
    await chooseOffer(partner);
    await partner.getByLabel('Given name').fill('Zoë');
    await partner.getByLabel('Family name').fill('Grenzfall');
    await partner.getByLabel('Date of birth').fill('1979-03-01');
    await partner.getByLabel('E-mail address').fill('zoe@sample.example');
    await partner.getByLabel('Metering point number').fill(samplePointCode());
    await partner.getByLabel('Recommendation code').fill(code);
    await partner.getByRole('button', { name: 'Check the order' }).click();
    await partner.getByRole('button', { name: ORDER }).click();
    await partner.getByRole('heading', { name: 'Order received' }).waitFor();
    const number = await numberOn(partner);
    expect(await partner.locator('main').innerText()).not.toContain('420');

    // The back-office: a person decides instead of the score.
    const office = await product.pageOf('office', {}, '/p/credit-check/queue');
    await expect
      .poll(async () => {
        await office.reload();
        await office.locator('tbody, .empty').first().waitFor();
        return office.locator('tbody').allInnerTexts();
      }, PATIENT)
      .toEqual([expect.stringContaining(number)]);
    await office.getByRole('button', { name: `Decide ${number}` }).click();
    await office.getByLabel('Accept', { exact: true }).check();
    await office.getByRole('dialog').locator('textarea').fill('Known for years');
    await office.getByRole('button', { name: 'Save the decision' }).click();
    await office.getByRole('dialog').waitFor({ state: 'detached' });

    // The customer, on a phone: a mail in the brand's name and look, and a signature by finger.
    const linkIn = async (): Promise<string> => {
      const mails = await receiver.mailsTo('zoe@sample.example');
      const invitation = mails.find(({ text }) => text?.includes('/my/p/e-signature/sign'));
      if (!invitation) return '';
      expect(invitation.from?.text).toContain('Funkenflug');
      expect(String(invitation.html)).toContain('#0b7285');
      expect(`${invitation.text}${String(invitation.html)}`).not.toMatch(/Grünfunke|#2b8a3e/);
      return /\/my\/p\/e-signature\/sign#\S+/.exec(invitation.text ?? '')?.[0] ?? '';
    };
    await expect.poll(linkIn, PATIENT).not.toBe('');
    const customer = await product.pageOf(null, { ...PHONE, language: 'en' });
    await customer.goto(`${product.address}${await linkIn()}`);
    const box = customer.getByRole('img', { name: /^Box to sign in/ });
    await box.scrollIntoViewIfNeeded();
    const place = await box.boundingBox();
    if (!place) throw new Error('there is no box to sign in');
    await customer.mouse.move(place.x + 30, place.y + 60);
    await customer.mouse.down();
    for (let at = 1; at <= 20; at += 1) await customer.mouse.move(place.x + 30 + at * 10, place.y + 60 + 25 * Math.sin(at / 2));
    await customer.mouse.up();
    await customer.locator('form input[type=checkbox]').last().check();
    await customer.getByRole('button', { name: 'Sign', exact: true }).click();
    await customer.getByText(/You have signed|The contract is signed/).waitFor({ timeout: MINUTE });
    await expect
      .poll(async () => {
        await customer.reload();
        await customer.getByText(/You have signed|The contract is signed/).waitFor();
        return customer.locator('main').innerText();
      }, PATIENT)
      .toContain('The contract is signed.');

    // Supply begins, the period of withdrawal ends, and whoever recommended is credited.
    await office.goto(`${product.address}/orders`);
    await office.getByRole('link', { name: number }).click();
    await office.locator('a[href^="/contracts/0"]').first().click();
    await office.getByRole('button', { name: 'Register' }).click();
    await office.getByRole('dialog').getByRole('button', { name: 'Register' }).click();
    await expect.poll(() => office.locator('.status.pill').innerText(), PATIENT).toBe('Registering with the market');
    await office.getByRole('button', { name: 'Confirm start' }).click();
    await office.getByRole('dialog').getByRole('button', { name: 'Confirm start' }).click();
    await expect.poll(() => office.locator('.status.pill').innerText(), PATIENT).toBe('Supply start confirmed');
    await ask(office, 'mutation { advanceDemoClock(days: 60) }');
    await expect
      .poll(async () => {
        await office.reload();
        return office.locator('.status.pill').innerText();
      }, PATIENT)
      .toBe('In supply');
    const credited = async () =>
      (await query(product.database, "select kind::text || ' ' || cents as entry from referrals_entry order by cents desc")).map(
        ({ entry }) => entry,
      );
    await expect.poll(credited, PATIENT).toEqual(['PAID 5000', 'PAID 2500']);
    expect([...partner.complaints, ...office.complaints, ...customer.complaints]).toEqual([]);
  },
  6 * MINUTE,
);
