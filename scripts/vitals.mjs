// npm run vitals: what a browser measures of the surfaces, as people feel it. Reports; decides nothing, because a busy machine is slow.
// The order flow on a phone with a slow processor and line (as Lighthouse's mobile profile has them), then a list of 50 rows.

import { samplePointCode } from '../core/testing/samples.ts';
import { launchChromium } from '../test/browser/chromium.ts';
import { fill } from '../test/browser/fill.ts';
import { answerDetails, chooseOffer, ORDER } from '../test/browser/ordering.ts';
import { browserOf, signedIn } from '../test/browser/people.ts';
import { startDemo } from './demo-product.mjs';

/** Lighthouse's mobile profile: 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up, a processor four times slower. */
const LINE = { offline: false, latency: 150, downloadThroughput: (1_600 * 1_024) / 8, uploadThroughput: (750 * 1_024) / 8 };
const SLOWER = 4;
const ROWS = 50;
const PER_FILL = 8;

const { address, person, installation, close } = await startDemo();
const browser = await launchChromium();
try {
  const startOn = new Date(Date.now() + 22 * 86_400_000).toISOString().slice(0, 10);
  for (let count = 0; count < ROWS; count += PER_FILL) await fill(installation, startOn);
  report('order flow, phone, slow line and processor', await orderFlow(true));
  report('order flow, phone, this machine as it is', await orderFlow(false));
  report(`list of ${ROWS} orders, desk`, await list());
} finally {
  await browser.close();
  await close();
}

async function orderFlow(isSlow) {
  const context = await browserOf(browser, { width: 390, height: 844 });
  context.setDefaultTimeout(120_000);
  const page = await watched(context);
  if (isSlow) {
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', LINE);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  }
  await page.goto(`${address}/order`);
  await page.locator('#postcode').waitFor();
  await page.waitForTimeout(500);
  const loaded = await page.evaluate(() => window.vitals.loaded());
  await chooseOffer(page);
  await answerDetails(page, { lastName: isSlow ? 'Langsam' : 'Flott', point: samplePointCode() });
  await page.getByRole('button', { name: ORDER }).click();
  await page.getByRole('heading', { name: 'Order received' }).waitFor();
  await page.waitForTimeout(500);
  const felt = await page.evaluate(() => window.vitals.felt());
  await context.close();
  return { ...loaded, ...felt };
}

async function list() {
  const context = await browserOf(browser);
  await signedIn(context, address, person('office'));
  const page = await watched(context);
  await page.goto(`${address}/orders`);
  await page.waitForFunction((rows) => window.vitals.rowsAfterData(rows) !== null, ROWS);
  const painted = await page.evaluate((rows) => window.vitals.rowsAfterData(rows), ROWS);
  const felt = await page.evaluate(() => window.vitals.felt());
  await context.close();
  return { [`${ROWS} rows painted after their data, ms`]: Math.round(painted), ...felt };
}

/** A page that notes layout shifts, interactions and paints. */
async function watched(context) {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const seen = { shifts: [], interactions: new Map(), largest: 0, rows: new Map() };
    const observe = (type, note, options = {}) =>
      new PerformanceObserver((entries) => entries.getEntries().forEach(note)).observe({ type, buffered: true, ...options });
    observe('layout-shift', ({ value, hadRecentInput, sources }) =>
      seen.shifts.push({ value, hadRecentInput, sources, where: location.pathname }),
    );
    observe('largest-contentful-paint', ({ startTime }) => {
      seen.largest = startTime;
    });
    observe(
      'event',
      ({ interactionId, duration }) => {
        if (interactionId > 0) seen.interactions.set(interactionId, Math.max(duration, seen.interactions.get(interactionId) ?? 0));
      },
      { durationThreshold: 16 },
    );
    new MutationObserver(() => {
      const count = document.querySelectorAll('tbody tr').length;
      if (count === 0 || seen.rows.has(count)) return;
      const data = performance.getEntriesByType('resource').findLast(({ name }) => name.endsWith('/graphql'));
      requestAnimationFrame(() => requestAnimationFrame(() => seen.rows.set(count, performance.now() - (data?.responseEnd ?? 0))));
    }).observe(document, { childList: true, subtree: true });
    const nameOf = (node) =>
      node instanceof Element ? `${node.localName}${node.className ? `.${String(node.className).replaceAll(' ', '.')}` : ''}` : 'text';
    /** What moved, and where that was: to be mended. */
    const moved = (shifts) =>
      shifts
        .map(({ value, sources, where }) => `${value.toFixed(4)} ${where} ${sources.map(({ node }) => nameOf(node)).join(' ')}`)
        .join('; ');
    const sum = (shifts) => Number(shifts.reduce((total, { value }) => total + value, 0).toFixed(4));
    window.vitals = {
      loaded: () => ({
        'first paint with content, ms': Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0),
        'largest paint, ms': Math.round(seen.largest),
      }),
      felt: () => ({
        'layout shift nobody caused (CLS)': sum(seen.shifts.filter(({ hadRecentInput }) => !hadRecentInput)),
        'what moved': moved(seen.shifts.filter(({ hadRecentInput }) => !hadRecentInput)) || 'nothing',
        'layout shift after input': sum(seen.shifts.filter(({ hadRecentInput }) => hadRecentInput)),
        'slowest answer to an input (INP), ms': Math.max(0, ...seen.interactions.values()),
        'inputs measured': seen.interactions.size,
      }),
      rowsAfterData: (rows) => [...seen.rows].find(([count]) => count >= rows)?.[1] ?? null,
    };
  });
  return page;
}

function report(what, figures) {
  console.log(`\n${what}`);
  for (const [name, value] of Object.entries(figures)) console.log(`  ${name}: ${value}`);
}
