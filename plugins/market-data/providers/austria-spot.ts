import { readFile } from 'node:fs/promises';
import { Decimal, fromRoot, pricesByInstant, type SpotPrices, z } from '#core';

/** The day-ahead auction of Austria, as components of a price name it. */
export const EPEX_AT = 'EPEX-AT';

/** Exchanges publish EUR/MWh with two decimals; the file has them as ct/kWh in binary fractions ("7.287000000000001"). */
const price = z.number().transform((number) => new Decimal(String(number)).toDecimalPlaces(3));
const list = z.array(z.object({ timestamp: z.string(), price_ct: price })).min(1);

let series: Promise<SpotPrices> | undefined;

/** Read and put on instants on first use, then kept. A failed read is tried again the next time. */
export function austrianSpotPrices(): Promise<SpotPrices> {
  series ??= readPrices().catch((cause: unknown) => {
    series = undefined;
    throw cause;
  });
  return series;
}

async function readPrices(): Promise<SpotPrices> {
  const path = 'plugins/market-data/data/epex_at.json';
  const parsed = list.safeParse(JSON.parse(await readFile(fromRoot(path), 'utf8')));
  if (!parsed.success) throw new Error(`${path} is not as expected; restore it or correct the entry: ${z.prettifyError(parsed.error)}`);
  const rows = parsed.data.map(({ timestamp, price_ct }) => ({ localTime: timestamp, price: price_ct }));
  return pricesByInstant(rows, {
    index: EPEX_AT,
    timeZone: 'Europe/Vienna',
    intervalMinutes: 60,
    source: 'EPEX SPOT day-ahead prices of 2025, from github.com/BMoer/energietools',
  });
}
