import { z } from 'zod';

/** A number as text, exact: money and prices are never floats. */
const decimal = z.string().regex(/^-?\d{1,9}(\.\d{1,10})?$/, 'NUMBER_INVALID');
/** Meters count quarter hours, so prices change at full ones. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):(00|15|30|45)$/, 'QUARTER_HOUR_INVALID');

/** EUR a month or a year. */
const baseFee = z.strictObject({
  kind: z.literal('base-fee'),
  amount: decimal,
  per: z.enum(['month', 'year']),
  /** How it is divided where prices change within the year: by days, or by the months that begin in each part. */
  proration: z.enum(['days', 'months']).default('days'),
});

/** EUR, once, in the first year: a connection, a device. */
const oneOffFee = z.strictObject({ kind: z.literal('one-off-fee'), name: z.string().min(1).max(100), amount: decimal });

/** ct/kWh, the same at all times. */
const single = z.strictObject({ kind: z.literal('energy'), rate: z.literal('single'), price: decimal });

/** High and low rate (HT/NT), ct/kWh; the low rate holds from `lowFrom` to `lowTo`, over midnight too. */
const twoRate = z.strictObject({
  kind: z.literal('energy'),
  rate: z.literal('two-rate'),
  high: decimal,
  low: decimal,
  lowFrom: timeOfDay,
  lowTo: timeOfDay,
});

/** ct/kWh by windows of the day; the first window that fits counts, `otherwise` where none does. */
const timeOfUse = z.strictObject({
  kind: z.literal('energy'),
  rate: z.literal('time-of-use'),
  windows: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(40),
        price: decimal,
        from: timeOfDay,
        to: timeOfDay,
        /** Kinds of day it holds on; holidays are Sundays. Empty = all. */
        days: z.array(z.enum(['workday', 'saturday', 'sunday'])).default([]),
        /** 1 to 12; empty = all. */
        months: z.array(z.int().min(1).max(12)).default([]),
      }),
    )
    .min(1)
    .max(24),
  otherwise: decimal,
});

/** The hour's market price + surcharge, ct/kWh. */
const spot = z.strictObject({
  kind: z.literal('energy'),
  rate: z.literal('spot'),
  /** Name of the price series: "EPEX-AT". */
  index: z.string().min(1).max(40),
  surcharge: decimal,
});

/** By quantity. "volume": all of it at the price of the tier reached; "graduated": each tier's part at its own price. */
const tiered = z.strictObject({
  kind: z.literal('energy'),
  rate: z.literal('tiered'),
  mode: z.enum(['volume', 'graduated']),
  /** Up to and including `upTo` kWh a year; ascending, the last has no end (null). */
  tiers: z
    .array(z.strictObject({ upTo: z.int().min(1).nullable(), price: decimal }))
    .min(1)
    .max(50)
    .refine((tiers) => tiers.every(({ upTo }, index) => (upTo === null) === (index === tiers.length - 1)), 'TIERS_END')
    .refine((tiers) => tiers.every(({ upTo }, index) => upTo === null || upTo > (tiers[index - 1]?.upTo ?? 0)), 'TIERS_NOT_ASCENDING'),
});

/** A reduction with a condition and a day on which it is due; never a negative price. */
const bonus = z.strictObject({
  kind: z.literal('bonus'),
  /** "fixed": EUR gross; "per-kwh": ct/kWh on the published basis; "percent": of `base`. */
  form: z.enum(['fixed', 'per-kwh', 'percent']),
  amount: decimal,
  /** EUR gross; at most this. */
  cap: decimal.optional(),
  /** What a percentage is of. */
  base: z.enum(['first-year', 'energy']).default('first-year'),
  audience: z.enum(['everybody', 'new-customer']).default('everybody'),
  /** When it is due: days after supply began, or with the first annual bill. */
  payable: z
    .discriminatedUnion('on', [
      z.strictObject({ on: z.literal('supply-start'), afterDays: z.int().min(0).max(730) }),
      z.strictObject({ on: z.literal('annual-bill') }),
    ])
    .default({ on: 'annual-bill' }),
  /** What it depends on, for people. */
  condition: z.string().max(500).nullish(),
});

/** What a price version is made of. Stored as data, read through this. */
export const priceComponent = z.union([
  baseFee,
  z.discriminatedUnion('rate', [single, twoRate, timeOfUse, spot, tiered]),
  bonus,
  oneOffFee,
]);
export const priceComponents = z.array(priceComponent).max(50);

export type PriceComponent = z.output<typeof priceComponent>;
export type EnergyRate = Extract<PriceComponent, { kind: 'energy' }>;
export type Bonus = Extract<PriceComponent, { kind: 'bonus' }>;
export type BaseFee = Extract<PriceComponent, { kind: 'base-fee' }>;
export type OneOffFee = Extract<PriceComponent, { kind: 'one-off-fee' }>;
