import { readFileSync } from 'node:fs';
import { Decimal } from '../../kernel/money.ts';
import { fromRoot } from '../../root.ts';
import type { LocalPrice } from '../spot-prices.ts';

export const series = { index: 'EPEX-AT', timeZone: 'Europe/Vienna', intervalMinutes: 60, source: 'test' } as const;

/** Which hours the clock shows on the days on which it changes. */
const HOURS: Readonly<Record<number, readonly number[]>> = {
  23: [0, 1, ...range(3, 24)],
  24: range(0, 24),
  25: [0, 1, 2, ...range(2, 24)],
};

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** All hours of 2025 as a list has them, with local times. */
export const dayAhead2025: readonly LocalPrice[] = readFileSync(fromRoot('core/pricing/test-data/day-ahead-at-2025.csv'), 'utf8')
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [day = '', ...prices] = line.split(',');
    const hours = HOURS[prices.length] ?? [];
    return prices.map((price, index) => ({
      localTime: `${day}T${String(hours[index]).padStart(2, '0')}:00:00`,
      price: new Decimal(price),
    }));
  });
