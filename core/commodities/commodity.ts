import type { Commodity } from '../kernel/plugin.ts';

/** What every installation knows. */
export const CORE_COMMODITIES: readonly Commodity[] = [
  { code: 'ELECTRICITY', unit: 'kWh', hasMeteringPoint: true, colour: 'yellow', icon: 'bolt' },
  { code: 'GAS', unit: 'kWh', hasMeteringPoint: true, colour: 'blue', icon: 'flame' },
  { code: 'HEAT', unit: 'kWh', hasMeteringPoint: true, colour: 'red', icon: 'radiator' },
  { code: 'WATER', unit: 'm3', hasMeteringPoint: true, colour: 'cyan', icon: 'droplet' },
  { code: 'SUBSCRIPTION', unit: 'piece', hasMeteringPoint: false, colour: 'grape', icon: 'repeat' },
];
