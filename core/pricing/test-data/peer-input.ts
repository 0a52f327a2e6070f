import { z } from 'zod';

// What a peer's price engine takes, as far as its figures depend on it. Names are the peer's.

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value) => value ?? undefined);
/** What is of another type is nothing to the peer. */
const text = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? value : undefined));
const number = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'number' ? value : undefined));

const tax = z.object({ _id: text, type: text, rate: z.union([z.number(), z.string(), z.null()]).optional() });
/** A tax may be wrapped in a list once more. */
const taxes = z.union([tax, z.array(tax)]);

const tier = z.object({
  up_to: number,
  unit_amount: number,
  unit_amount_decimal: text,
  flat_fee_amount: number,
  flat_fee_amount_decimal: text,
  display_mode: text,
});

const coupon = z.object({
  _id: text,
  _created_at: text,
  name: text,
  type: text,
  category: text,
  percentage_value: text,
  fixed_value: number,
  fixed_value_decimal: text,
  fixed_value_currency: text,
  cashback_period: text,
  requires_promo_code: optional(z.boolean()),
});

const getAg = z.looseObject({
  type: text,
  markup_amount: number,
  markup_amount_decimal: text,
  markup_pricing_model: text,
  markup_tiers: optional(z.array(tier)),
  additional_markups_enabled: optional(z.boolean()),
  additional_markups: optional(z.record(z.string(), z.object({ amount: number, amount_decimal: text }))),
});

const price = z.object({
  _id: text,
  type: text,
  billing_period: text,
  unit_amount: number,
  unit_amount_decimal: z
    .union([z.string(), z.number()])
    .nullish()
    .transform((value) => (value == null ? undefined : String(value))),
  unit_amount_currency: text,
  pricing_model: text,
  is_tax_inclusive: optional(z.boolean()),
  variable_price: optional(z.boolean()),
  is_composite_price: optional(z.boolean()),
  price_display_in_journeys: text,
  tiers: optional(z.array(tier)),
  tax: optional(z.array(taxes)),
  get_ag: optional(getAg),
  dynamic_tariff: optional(z.object({ mode: text, markup_amount_decimal: text, average_price_decimal: text })),
  _coupons: optional(z.array(coupon)),
  price_components: optional(z.array(z.unknown())),
});

const itemFields = {
  quantity: number,
  type: text,
  billing_period: text,
  price_id: text,
  pricing_model: text,
  unit_amount: number,
  unit_amount_decimal: text,
  is_tax_inclusive: optional(z.boolean()),
  is_composite_price: optional(z.boolean()),
  on_request_approved: optional(z.boolean()),
  taxes: optional(z.array(z.object({ tax: optional(taxes), rateValue: number }))),
  _price: optional(price),
  _coupons: optional(z.array(coupon)),
};
const mappings = {
  price_mappings: optional(z.array(z.object({ price_id: text, value: number, frequency_unit: text }))),
  external_fees_mappings: optional(z.array(z.object({ price_id: text, amount_total_decimal: text, frequency_unit: text }))),
};

const component = z.object(itemFields);
export const peerPrice = price;
export const peerItems = z.array(z.object({ ...itemFields, ...mappings, item_components: optional(z.array(component)) }));

export type PeerTax = z.output<typeof tax>;
export type PeerTier = z.output<typeof tier>;
export type PeerCoupon = z.output<typeof coupon>;
export type PeerPrice = z.output<typeof price>;
export type PeerComponent = z.output<typeof component>;
export type PeerItem = z.output<typeof peerItems>[number];
export type PeerMappings = Pick<PeerItem, 'price_mappings' | 'external_fees_mappings'>;
