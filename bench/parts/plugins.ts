import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedDemo } from '../../prisma/seed.ts';
import { type BenchDatabase, giveKey, withClient, withDatabase } from '../database.ts';
import { type Figure, median, percentile, rounded } from '../figures.ts';
import { once, type Target } from '../load.ts';
import { startOnServerCore } from '../machine.ts';
import { firstOffer, ORDER, orderForm, QUOTE } from './http.ts';

/** Those that a brand switches: brand-management is the tenant's, and on for both brands. */
const SALES_PLUGINS = ['credit-check', 'notifications', 'e-signature', 'referrals'];
/** Orders of a round for each brand. */
const ORDERS = 300;
const TARGET_MS = 15;

interface Options {
  readonly database: BenchDatabase;
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/** What all sales plugins together add to placing an order: the same process, one brand with all of them on, one with all off, in turns. */
export function plugins({ database, rounds, say }: Options): Promise<Figure[]> {
  return withDatabase(database, async (url) => {
    const brands = await openShops(url);
    const dataDir = mkdtempSync(join(tmpdir(), 'voltkontor-bench-plugins-'));
    const port = 4_900 + (process.pid % 90);
    const product = await startOnServerCore({
      args: ['--enable-source-maps', 'dist/main.mjs'],
      env: { DATABASE_URL: url, SECRET_KEY: 'bench'.repeat(8), DATA_DIR: dataDir, ROLE: 'web', PORT: String(port) },
      ready: /Voltkontor runs/,
    });
    try {
      const [on, off] = await Promise.all(brands.map((key, index) => shop(port, ['a', 'b'][index] ?? '', key)));
      if (!on || !off) throw new Error('The demo has no two brands any more');
      await inTurns([on, off], ORDERS); // until what is hot is compiled
      const added: number[] = [];
      for (let round = 1; round <= rounds; round++) {
        const [slow = [], fast = []] = await inTurns([on, off], ORDERS);
        added.push(percentile(slow, 0.95) - percentile(fast, 0.95));
        say(
          `order, all sales plugins on against off, round ${round}: p50 ${told(slow, 0.5)} ${told(fast, 0.5)}, p95 ${told(slow, 0.95)} ${told(fast, 0.95)} ms`,
        );
      }
      return [
        {
          what: 'p95 that the sales plugins add to an order',
          product: `${rounded(median(added))} ms`,
          limit: '',
          ratio: '',
          target: `< ${TARGET_MS} ms`,
          isReached: median(added) < TARGET_MS,
        },
      ];
    } finally {
      await product.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
}

const told = (values: readonly number[], share: number): string => rounded(percentile(values, share), 1);

/** The demo with the sales plugins on for brand a and off for brand b. The key of each. */
async function openShops(url: string): Promise<string[]> {
  await seedDemo({ connectionString: url });
  return withClient(url, async (client) => {
    await client.query("delete from plugin_activation where plugin_id = 'sms'"); // the demo has it on for one of them
    const { rows } = await client.query<{ id: string }>('select id from brand order by code');
    return Promise.all(
      rows.map(async ({ id }, index) => {
        const key = `vk_benchke${index}_${'b'.repeat(43)}`;
        await giveKey(client, id, key);
        await client.query(
          `insert into plugin_activation (brand_id, plugin_id, enabled, updated_by) select $1, unnest($2::text[]), $3, 'bench'
           on conflict (brand_id, plugin_id) do update set enabled = excluded.enabled`,
          [id, SALES_PLUGINS, index === 0],
        );
        return key;
      }),
    );
  });
}

/** Orders of one brand, each for another metering point. */
async function shop(port: number, brand: string, key: string): Promise<Target> {
  const target = { url: `http://127.0.0.1:${port}/graphql`, method: 'POST' as const };
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}`, host: `${brand}.localhost` };
  const body = (query: string, variables: object) => JSON.stringify({ query, variables });
  const quote = await once({ ...target, headers, body: body(QUOTE, { input: { postcode: '1010', annualKwh: 3_500 } }) });
  const form = orderForm(firstOffer(quote));
  return { ...target, headers, body: () => body(ORDER, { input: form(), key: randomUUID() }) };
}

/** One after the other, so that nobody waits for another one's order. The ms of each. */
async function inTurns(targets: readonly Target[], amount: number): Promise<number[][]> {
  const taken = targets.map((): number[] => []);
  for (let turn = 0; turn < amount; turn++) {
    for (const [index, target] of targets.entries()) {
      const start = performance.now();
      const answer = await once(target);
      taken[index]?.push(performance.now() - start);
      if (typeof answer !== 'object' || answer === null || 'errors' in answer) throw new Error(JSON.stringify(answer).slice(0, 2_000));
    }
  }
  return taken;
}
