import type { Activation } from '../kernel/activation.ts';
import type { Commodity } from '../kernel/plugin.ts';

/** What every installation knows. */
export const CORE_COMMODITIES: readonly Commodity[] = [
  { code: 'ELECTRICITY', unit: 'kWh', hasMeteringPoint: true, colour: 'yellow', icon: 'bolt' },
  { code: 'GAS', unit: 'kWh', hasMeteringPoint: true, colour: 'blue', icon: 'flame' },
  { code: 'HEAT', unit: 'kWh', hasMeteringPoint: true, colour: 'red', icon: 'radiator' },
  { code: 'WATER', unit: 'm3', hasMeteringPoint: true, colour: 'cyan', icon: 'droplet' },
  { code: 'SUBSCRIPTION', unit: 'piece', hasMeteringPoint: false, colour: 'grape', icon: 'repeat' },
];

/** Whether it is delivered at a metering point. What nobody sells any more is taken for something that was. */
export const hasMeteringPoint = ({ commodities }: Pick<Activation, 'commodities'>, code: string): boolean =>
  commodities.get(code)?.hasMeteringPoint ?? true;

/** What is sold by the piece is asked for without a quantity: then it is one. */
export const isByPiece = (commodity: Pick<Commodity, 'unit'> | undefined): boolean => commodity?.unit === 'piece';
