// npm run screenshots [-- <part of a page's name>]: every page at three widths, light and dark, into screenshots/. Run by tsx.
// Starts the product on a data directory of its own, fills it with orders, and ends it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../core/testing/free-port.ts';
import { launchChromium } from '../test/browser/chromium.ts';
import { fill } from '../test/browser/fill.ts';
import { mailedLink, soldTariff } from '../test/browser/links.ts';
import { pagesOf } from '../test/browser/pages.ts';
import { browserOf, signedIn } from '../test/browser/people.ts';

const FOLDER = 'screenshots';
const WIDTHS = [1440, 1024, 390];
const LOOKS = [
  { scheme: 'light', language: 'en' },
  { scheme: 'dark', language: 'de' },
];
const PATIENCE_MS = 120_000;

const wanted = process.argv[2] ?? '';
const data = mkdtempSync(join(tmpdir(), 'voltkontor-screenshots-'));
const port = await freePort();
const address = `http://a.localhost:${port}`;
const env = { ...process.env, PORT: String(port), DATA_DIR: data, LOG_LEVEL: 'error' };
const product = spawn(process.execPath, ['scripts/start.mjs'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
const ended = once(product, 'exit');
const browser = await launchChromium();
try {
  await untilReady();
  const { signIns, apiKey } = JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8'));
  const person = (name) => signIns.find(({ email }) => email.startsWith(`${name}@`));
  const { email, password } = person('office');
  const startOn = new Date(Date.now() + 22 * 86_400_000).toISOString().slice(0, 10);
  const [contract] = await fill({ port, apiKey, office: { email, password } }, startOn);
  mkdirSync(FOLDER, { recursive: true });
  const pages = await addresses(contract, person('office'));
  for (const look of LOOKS) for (const width of WIDTHS) await shoot(pages, { ...look, width }, person);
} finally {
  await browser.close();
  product.kill('SIGTERM');
  await ended;
  rmSync(data, { recursive: true, force: true });
}

async function untilReady() {
  for (const began = Date.now(); Date.now() - began < PATIENCE_MS; await sleep(250)) {
    try {
      if ((await fetch(`http://127.0.0.1:${port}/health/ready`)).ok) return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // not listening yet
    }
  }
  throw new Error('the product did not become ready');
}

async function addresses(contract, office) {
  const context = await browserOf(browser);
  await signedIn(context, address, office);
  const page = await context.newPage();
  await page.goto(`${address}/contracts/${contract}`);
  const order = page.locator('a[href^="/orders/0"]').first();
  const link = await mailedLink(page, await order.innerText());
  const orderId = (await order.getAttribute('href')).split('/').at(-1);
  const pages = pagesOf({ contract, order: orderId, link, ...(await soldTariff(page)) });
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
