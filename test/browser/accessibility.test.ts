import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill } from './fill.ts';
import { mailedLink, soldTariff, somePartner } from './links.ts';
import { type LookedAt, pagesOf } from './pages.ts';
import { browserOf, signedIn } from './people.ts';
import { type Product, startProduct } from './product.ts';

const MINUTE = 60_000;
let product: Product;
let pages: readonly LookedAt[];

beforeAll(async () => {
  product = await startProduct();
  const startOn = new Date(Date.now() + 22 * 86_400_000).toISOString().slice(0, 10);
  const [contract = ''] = await fill(product.installation, startOn);
  const office = await product.pageOf('office', {}, `/contracts/${contract}`);
  const order = await office.locator('a[href^="/orders/0"]').first().getAttribute('href');
  const number = await office.locator('a[href^="/orders/0"]').first().innerText();
  const customer = await office.locator('a[href^="/customers/0"]').first().getAttribute('href');
  const idIn = (href: string | null) => href?.split('/').at(-1) ?? '';
  pages = pagesOf({
    contract,
    customer: idIn(customer),
    order: idIn(order),
    partner: await somePartner(office),
    link: await mailedLink(office, number),
    ...(await soldTariff(office)),
  });
}, 2 * MINUTE);
afterAll(() => product.close());

/** Between them both schemes, both languages, a desk and a phone. */
const LOOKS = [
  { scheme: 'light', language: 'en', width: 1440 },
  { scheme: 'dark', language: 'de', width: 390 },
] as const;

describe.each(LOOKS)('every page, $scheme, in $language, $width wide', (look) => {
  it(
    'can be used by everybody: axe finds nothing, and nothing scrolls sideways',
    async () => {
      const found: string[] = [];
      for (const who of new Set(pages.map((page) => page.who))) {
        const context = await browserOf(product.browser, look);
        if (who !== null) await signedIn(context, product.address, product.person(who));
        for (const { name, path, ready } of pages.filter((page) => page.who === who)) {
          const page = await context.newPage();
          await page.goto(product.address + path);
          await page.locator(ready).first().waitFor();
          const { violations } = await new AxeBuilder({ page })
            .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
            .analyze();
          found.push(...violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`));
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          if (width > look.width) found.push(`${name}: is ${width} px wide`);
          await page.close();
        }
        await context.close();
      }
      expect(found).toEqual([]);
    },
    8 * MINUTE,
  );
});
