/** Something that a brand sells by contract. Plugins may add their own. */
export interface Commodity {
  /** UPPER_SNAKE, unique in the installation. */
  readonly code: string;
  /** What a year of it is counted in: "kWh", "m3", "piece". */
  readonly unit: 'kWh' | 'm3' | 'piece';
  /** Whether it is delivered at a metering point. */
  readonly hasMeteringPoint: boolean;
  /** Name of the colour token and of the icon of the surfaces: colour is never the only signal. */
  readonly colour: string;
  readonly icon: string;
}

/** What every installation knows. */
export const CORE_COMMODITIES: readonly Commodity[] = [
  { code: 'ELECTRICITY', unit: 'kWh', hasMeteringPoint: true, colour: 'yellow', icon: 'bolt' },
  { code: 'GAS', unit: 'kWh', hasMeteringPoint: true, colour: 'blue', icon: 'flame' },
  { code: 'HEAT', unit: 'kWh', hasMeteringPoint: true, colour: 'red', icon: 'radiator' },
  { code: 'WATER', unit: 'm3', hasMeteringPoint: true, colour: 'cyan', icon: 'droplet' },
  { code: 'SUBSCRIPTION', unit: 'piece', hasMeteringPoint: false, colour: 'grape', icon: 'repeat' },
];
