import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeOrder } from '../../core/testing/samples.ts';
import { browserOf, signIn } from './people.ts';
import { type Product, startProduct } from './product.ts';

const MINUTE = 60_000;
const PATIENT = { timeout: 40_000, interval: 250 };
const PHONE = { width: 390, height: 780 };
let product: Product;
let office: Page;
let address: string;

/** The demo has contracts of brand b signed. */
beforeAll(async () => {
  product = await startProduct();
  address = product.address.replace('a.localhost', 'b.localhost');
  office = await (await browserOf(product.browser)).newPage();
  await signIn(office, address, product.person('office-b'));
}, 2 * MINUTE);
afterAll(() => product.close());

const api = (query: string, variables: object = {}) =>
  office.evaluate(
    async (body) =>
      (await (await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json()).data,
    JSON.stringify({ query, variables }),
  );

/** An order of brand b; its contract, and the link that its customer is mailed. */
async function ordered(): Promise<{ readonly id: string; readonly number: string; readonly link: string }> {
  const { askQuote } = await api('mutation { askQuote(input: { postcode: "1010", annualKwh: 3500 }) { offers { id } } }');
  const startOn = new Date(Date.now() + 22 * 86_400_000).toISOString().slice(0, 10);
  const { placeOrder } = await api(
    'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { id number } } }',
    { key: crypto.randomUUID(), input: completeOrder(askQuote.offers[0].id, { requestedStartOn: startOn, isEarlyStart: true }) },
  );
  const [{ id, number }] = placeOrder.contracts;
  let link = '';
  await expect
    .poll(async () => {
      const { mailbox } = await api('{ mailbox(first: 50) { edges { node { subject text } } } }');
      const mail = mailbox.edges.find(({ node }: { node: { subject: string } }) => node.subject.includes(number));
      link = /\/my\/p\/e-signature\/sign#\S+/.exec(mail?.node.text ?? '')?.[0] ?? '';
      return link;
    }, PATIENT)
    .not.toBe('');
  return { id, number, link };
}

async function draw(page: Page): Promise<void> {
  const pad = page.getByRole('img', { name: /Box to sign in/ });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('There is no box to sign in');
  await page.mouse.move(box.x + 40, box.y + 100);
  await page.mouse.down();
  for (let at = 1; at <= 30; at++) await page.mouse.move(box.x + 40 + at * 7, box.y + 90 + 40 * Math.sin(at / 2));
  await page.mouse.up();
}

const faultsOf = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`),
    ...(width > 0 ? [`scrolls sideways by ${width} px`] : []),
  ];
};

describe('a customer on a phone', () => {
  it(
    'reads the contract and signs it with the finger; beside the contract the office sees it',
    async () => {
      const { id, link } = await ordered();
      const page = await product.pageOf(null, PHONE);
      await page.goto(address + link);
      await page.getByRole('heading', { name: 'Preis' }).waitFor();
      expect(page.url()).not.toContain('#');
      expect(await faultsOf(page)).toEqual([]);

      await page.getByRole('button', { name: 'Sign', exact: true }).click();
      await page.getByText('Sign in the box with your whole name.').waitFor();
      await page.getByText('Agree to the document to sign it.').waitFor();
      await draw(page);
      await page.getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Sign', exact: true }).click();
      await page.getByText('You have signed.').waitFor();
      await page.getByText('The contract is signed. Keep the document.').waitFor();
      expect(page.complaints).toEqual([]);

      await office.goto(`${address}/contracts/${id}`);
      await office.getByRole('link', { name: 'Signed document' }).waitFor();
      await expect.poll(() => office.locator('.timeline').first().innerText(), PATIENT).toContain('Ada Sample signed');
    },
    3 * MINUTE,
  );

  it(
    'types the name by keyboard alone, in German and in the dark',
    async () => {
      const { link } = await ordered();
      const page = await product.pageOf(null, { ...PHONE, scheme: 'dark', language: 'de' });
      await page.goto(address + link);
      await page.getByRole('radio', { name: 'Tippen' }).press('Space');
      await page.getByRole('checkbox').press('Space');
      expect(await faultsOf(page)).toEqual([]);
      await page.getByRole('button', { name: 'Unterschreiben', exact: true }).press('Enter');
      await page.getByText('Sie haben unterschrieben.').waitFor();
      expect(page.complaints).toEqual([]);
    },
    2 * MINUTE,
  );
});

describe('the tablet of whoever sells', () => {
  it(
    'opens, reloads and signs without network, and hands over once there is one',
    async () => {
      const { id } = await ordered();
      const { contract } = await api('query ($id: ID!) { contract(id: $id) { eSignatures { signers { id } } } }', { id });
      const { openESignatureOnTablet: link } = await api('mutation ($id: ID!) { openESignatureOnTablet(signerId: $id) }', {
        id: contract.eSignatures[0].signers[0].id,
      });
      const page = await product.pageOf(null, { width: 1024, height: 768 });
      await page.goto(`${address}/my/p/e-signature/sign#${link.split('#')[1]}`);
      await page.getByRole('heading', { name: 'Preis' }).waitFor();
      const kept = () => page.evaluate(async () => (await (await caches.open('e-signature')).keys()).length);
      await expect.poll(kept, PATIENT).toBeGreaterThan(5);

      await page.context().setOffline(true);
      await page.reload();
      await page.getByRole('heading', { name: 'Preis' }).waitFor();
      await draw(page);
      await page.getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Sign', exact: true }).click();
      await page.getByText('Signed on this device, without network.').waitFor();

      await page.context().setOffline(false);
      await page.getByText('The contract is signed. Keep the document.').waitFor();
      expect(await page.evaluate(() => localStorage.getItem('vk.e-signature.waiting'))).toBe('[]');
      const after = await api('query ($id: ID!) { contract(id: $id) { eSignatures { state } } }', { id });
      expect(after.contract.eSignatures).toEqual([{ state: 'DONE' }]);
    },
    3 * MINUTE,
  );
});

describe('the page of signatures', () => {
  it(
    'is missing where the plugin is off, and nothing of it is downloaded',
    async () => {
      const page = await product.pageOf(null, PHONE);
      const asked: string[] = [];
      page.on('request', (request) => void asked.push(request.url()));
      await page.goto(`${product.address}/my/p/e-signature/sign#x`);
      await page.getByRole('heading', { name: 'This page is not there' }).waitFor();
      expect(asked.filter((url) => /sign\.page|sign-form|plugins\/e-signature/.test(url))).toEqual([]);
    },
    MINUTE,
  );

  it(
    'of the office lists what waits, with the certificate of the seal',
    async () => {
      const { number } = await ordered();
      await office.goto(`${address}/p/e-signature/requests`);
      await office.getByRole('link', { name: number }).waitFor();
      expect(await faultsOf(office)).toEqual([]);
      await office.getByRole('link', { name: 'Certificate of the seal' }).click();
      await office.getByText('Use another certificate').waitFor();
      expect(await faultsOf(office)).toEqual([]);
    },
    2 * MINUTE,
  );
});
