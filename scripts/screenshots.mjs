// npm run screenshots [-- <part of a page's name>]: every page at three widths, light and dark, into screenshots/. Run by tsx.
// Starts the product on a data directory of its own, fills it with orders, and ends it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from '../test/browser/chromium.ts';
import { fill } from '../test/browser/fill.ts';
import { mailedLink, soldTariff, somePartner } from '../test/browser/links.ts';
import { pagesOf } from '../test/browser/pages.ts';
import { browserOf, signedIn } from '../test/browser/people.ts';
import { startDemo } from './demo-product.mjs';

const FOLDER = 'screenshots';
const WIDTHS = [1440, 1024, 390];
const LOOKS = [
  { scheme: 'light', language: 'en' },
  { scheme: 'dark', language: 'de' },
];

const wanted = process.argv[2] ?? '';
const { address, person, installation, close } = await startDemo();
const browser = await launchChromium();
try {
  const startOn = new Date(Date.now() + 22 * 86_400_000).toISOString().slice(0, 10);
  const [contract] = await fill(installation, startOn);
  mkdirSync(FOLDER, { recursive: true });
  const pages = await addresses(contract, person('office'));
  for (const look of LOOKS) for (const width of WIDTHS) await shoot(pages, { ...look, width }, person);
} finally {
  await browser.close();
  await close();
}

async function addresses(contract, office) {
  const context = await browserOf(browser);
  await signedIn(context, address, office);
  const page = await context.newPage();
  await page.goto(`${address}/contracts/${contract}`);
  const order = page.locator('a[href^="/orders/0"]').first();
  const idBehind = async (shown) => (await shown.getAttribute('href')).split('/').at(-1);
  const customer = await idBehind(page.locator('a[href^="/customers/0"]').first());
  const orderId = await idBehind(order);
  const link = await mailedLink(page, await order.innerText());
  const partner = await somePartner(page);
  const pages = pagesOf({ contract, customer, order: orderId, partner, link, ...(await soldTariff(page)) });
  await context.close();
  return pages.filter(({ name }) => name.includes(wanted));
}

/** One sign-in for each person and look: the product lets nobody try more than ten times a minute. */
async function shoot(pages, look, person) {
  for (const who of new Set(pages.map((page) => page.who))) {
    const context = await browserOf(browser, { ...look, height: look.width < 500 ? 844 : 900 });
    if (who !== null) await signedIn(context, address, person(who));
    for (const { name, path, ready } of pages.filter((page) => page.who === who)) {
      const page = await context.newPage();
      await page.goto(address + path);
      await page.locator(ready).first().waitFor();
      await page.waitForTimeout(200); // charts measure their box first
      await page.screenshot({ path: join(FOLDER, `${name}-${look.scheme}-${look.language}-${look.width}.png`), fullPage: true });
      await page.close();
    }
    await context.close();
  }
  console.log(`${look.width} px, ${look.scheme}, ${look.language}: ${pages.length} pages`);
}
