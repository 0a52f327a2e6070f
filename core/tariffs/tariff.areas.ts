import { z } from 'zod';
import { postcodeKey } from '../places/postcode.ts';

const postcode = z
  .string()
  .trim()
  .regex(/^[0-9A-Z -]{3,10}$/i, 'POSTCODE_SHAPE_INVALID')
  .transform((text) => postcodeKey(text));

/** Where a price list holds: any of these places. */
export const priceArea = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('postcodes'), postcodes: z.array(postcode).min(1).max(20_000) }),
  z
    .strictObject({ kind: z.literal('postcode-range'), from: postcode, to: postcode })
    .refine(({ from, to }) => from.length === to.length && from <= to, {
      path: ['to'],
      message: 'POSTCODE_RANGE_INVALID',
    }),
  /** Ids of grid operators' areas, as whoever knows the grid names them. */
  z.strictObject({ kind: z.literal('grid-areas'), gridAreas: z.array(z.string().trim().min(1).max(100)).min(1).max(1_000) }),
]);
export const priceAreas = z.array(priceArea).max(1_000);

export type PriceArea = z.output<typeof priceArea>;

/** Where somebody wants to be supplied, as far as areas ask for it. */
export interface AreaPlace {
  readonly postcode: string;
  /** null = nobody knows. */
  readonly gridArea: string | null;
}

/** Whether a price list holds at a place; one without areas holds everywhere. */
export const isSoldAt = (areas: readonly PriceArea[], { postcode: given, gridArea }: AreaPlace): boolean => {
  const key = postcodeKey(given);
  return areas.length === 0 || areas.some((area) => (area.kind === 'grid-areas' ? isOneOf(area, gridArea) : holdsPostcode(area, key)));
};

/** Whether the grid area decides: the postcode alone is in none of the areas, and some are grid areas. */
export const asksForGridArea = (areas: readonly PriceArea[], given: string): boolean =>
  areas.some(({ kind }) => kind === 'grid-areas') && !isSoldAt(areas, { postcode: given, gridArea: null });

/** Whether there may be a place where both hold. Which postcodes a grid area has is not known here: then there may. */
export const mayOverlap = (some: readonly PriceArea[], others: readonly PriceArea[]): boolean =>
  some.length === 0 || others.length === 0 || some.some((one) => others.some((other) => meet(one, other)));

type PostcodeArea = Exclude<PriceArea, { kind: 'grid-areas' }>;

const isOneOf = ({ gridAreas }: Extract<PriceArea, { kind: 'grid-areas' }>, gridArea: string | null): boolean =>
  gridArea !== null && gridAreas.includes(gridArea);

const holdsPostcode = (area: PostcodeArea, key: string): boolean =>
  area.kind === 'postcodes' ? area.postcodes.includes(key) : key.length === area.from.length && area.from <= key && key <= area.to;

function meet(one: PriceArea, other: PriceArea): boolean {
  if (one.kind === 'grid-areas') return other.kind !== 'grid-areas' || one.gridAreas.some((id) => other.gridAreas.includes(id));
  if (other.kind === 'grid-areas') return true;
  if (one.kind === 'postcodes') return one.postcodes.some((key) => holdsPostcode(other, key));
  if (other.kind === 'postcodes') return meet(other, one);
  return one.from.length === other.from.length && one.from <= other.to && other.from <= one.to;
}
