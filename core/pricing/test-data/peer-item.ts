import { Decimal } from '../../kernel/money.ts';
import { type Amount, exact, NOTHING, type PriceBasis, product, sumOf, times } from '../amount.ts';
import { type Frequency, perPeriod } from '../frequency.ts';
import { externalUnit, type PriceModel, type PricePart, priceParts, totalOf } from '../price-models.ts';
import { cashbackOf, discounted, discountedTotal, type Reduction } from '../reduction.ts';
import type { Tier } from '../tiers.ts';
import {
  type PeerComponent,
  type PeerCoupon,
  type PeerMappings,
  type PeerPrice,
  type PeerTax,
  type PeerTier,
  peerPrice,
} from './peer-input.ts';

/** A position as our price models see it, with what the peer shows of it. */
export interface PricedItem {
  readonly frequency: Frequency | null;
  /** As the price alone says it, without the item. */
  readonly priceFrequency: Frequency | null;
  readonly tax: PeerTax;
  readonly total: Amount;
  readonly unit: Amount;
  /** Only models with one price have it. */
  readonly publishedUnit: Decimal | null;
  readonly discount: { readonly before: Amount; readonly off: Amount } | null;
  readonly cashback: { readonly amount: Decimal; readonly period: string; readonly name: string | undefined } | null;
  readonly tiers: readonly TierDetail[] | null;
  readonly external: ReturnType<typeof externalUnit> | null;
  readonly isOnRequest: boolean;
}

interface TierDetail extends PricePart {
  readonly tier: PeerTier | undefined;
  readonly shown: Amount;
  /** Its fee is meant, not its price of a unit. */
  readonly isFlat: boolean;
}

const FREQUENCIES: Readonly<Record<string, Frequency>> = {
  weekly: 'weekly',
  monthly: 'monthly',
  every_quarter: 'quarterly',
  every_6_months: 'half-yearly',
  yearly: 'yearly',
};
const frequencyOf = (name: string | undefined): Frequency | null => FREQUENCIES[name?.toLowerCase() ?? ''] ?? null;
const convert = (value: Decimal.Value, from: string | undefined, to: string | undefined): Decimal => {
  const [source, target] = [frequencyOf(from), frequencyOf(to)];
  return source && target ? perPeriod(value, source, target) : exact(value);
};

const NO_PRICE: PeerPrice = peerPrice.parse({});
const NO_TAX: PeerTax = { _id: undefined, type: undefined };

/** Prices one position. `quantity`: how many, the parent's included. */
export function pricedItem(item: PeerComponent, quantity: number, mappings: PeerMappings): PricedItem {
  const price = item._price ?? NO_PRICE;
  const tax = taxOf(item, price);
  const basis = basisOf(item, price, tax);
  const coupon = couponOf(item._coupons);
  const measured = isVariable(price) ? measuredUnits(item, price, mappings) : null;
  const units = measured ?? exact(1);
  const fee = externalFee(item, price, mappings);
  const asked: Asked = { model: modelOf(item, price, fee), units, quantity, isMeasured: measured !== null };
  return {
    ...frequenciesOf(item, price),
    tax: shownTaxOf(tax),
    ...figuresOf(asked, coupon, basis),
    tiers: isTiered(price) ? tierDetails(price, asked, basis) : null,
    isOnRequest: price.price_display_in_journeys === 'show_as_on_request' || isTierOnRequest(price, units),
  };
}

interface Asked {
  readonly model: PriceModel | null;
  readonly units: Decimal;
  readonly quantity: number;
  readonly isMeasured: boolean;
}

function figuresOf(asked: Asked, coupon: PeerCoupon | undefined, basis: PriceBasis) {
  const { model, units, quantity } = asked;
  const discount = coupon && coupon.category !== 'cashback' ? reductionOf(coupon) : null;
  const isFree = model === null || (model.kind === 'external-fee' && units.isZero());
  const parts = isFree
    ? [{ quantity: exact(0), unit: NOTHING }]
    : priceParts(model, { units, count: countOf(asked, discount !== null) }, basis);
  const reduced = discount && parts.map((part) => discounted(part, discount, basis));
  const sums = reduced && discountedTotal(reduced);
  const unit = sumOf((reduced ?? parts).map((part) => part.unit));
  return {
    total: sums?.total ?? totalOf(parts),
    unit,
    publishedUnit: hasOnePrice(model, discount !== null) ? (basis.basis === 'GROSS' ? unit.gross : unit.net) : null,
    discount: sums && { before: sums.before, off: sums.off },
    cashback: coupon && !discount ? cashbackItem(coupon, unit, product(units, quantity)) : null,
    external: model?.kind === 'external-fee' && !isFree ? externalUnit(model, units, basis) : null,
  };
}

function basisOf(item: PeerComponent, price: PeerPrice, tax: PeerTax | readonly PeerTax[] | undefined): PriceBasis {
  const isGross = item.is_tax_inclusive ?? price.is_tax_inclusive ?? true;
  return { basis: isGross ? 'GROSS' : 'NET', taxRate: new Decimal(Number(firstOf(tax)?.rate) || 0).div(100) };
}

function frequenciesOf(item: PeerComponent, price: PeerPrice) {
  const type = item.type ?? price.type;
  return {
    frequency: type === 'recurring' ? frequencyOf(item.billing_period ?? price.billing_period) : null,
    priceFrequency: price.type === 'recurring' ? frequencyOf(price.billing_period) : null,
  };
}

/** A tax that is wrapped once more counts, but the peer does not find its name. */
function shownTaxOf(tax: PeerTax | readonly PeerTax[] | undefined): PeerTax {
  if (tax === undefined) return { ...NO_TAX, rate: 0 };
  return 'rate' in tax || '_id' in tax ? tax : NO_TAX;
}

const isTierOnRequest = (price: PeerPrice, units: Decimal): boolean =>
  isTiered(price) && reachedTiers(price.tiers ?? [], units).at(-1)?.display_mode === 'on_request';

const firstOf = (tax: PeerTax | readonly PeerTax[] | undefined): PeerTax | undefined =>
  tax === undefined || 'rate' in tax || '_id' in tax ? tax : tax[0];

function taxOf({ taxes }: PeerComponent, { tax }: PeerPrice): PeerTax | PeerTax[] | undefined {
  return taxes && taxes.length > 0 ? taxes[0]?.tax : tax?.[0];
}

const TIERED = ['tiered_volume', 'tiered_graduated', 'tiered_flatfee'];
const isTiered = ({ pricing_model }: PeerPrice): boolean => TIERED.includes(pricing_model ?? '');

function isVariable(price: PeerPrice): boolean {
  const { pricing_model: model = 'per_unit', get_ag, variable_price } = price;
  if (price.is_composite_price || price.price_components) return false;
  if (isTiered(price) || model === 'dynamic_tariff') return true;
  if (model === 'external_getag') {
    return get_ag?.type === 'work_price' || (get_ag?.type === 'base_price' && get_ag.markup_pricing_model === 'tiered_flatfee');
  }
  return model === 'per_unit' && variable_price === true;
}

/** What was measured, for the period of the price. */
function measuredUnits(item: PeerComponent, price: PeerPrice, { price_mappings }: PeerMappings): Decimal | null {
  const mapping = price_mappings?.find(({ price_id }) => price_id !== undefined && (price_id === price._id || price_id === item.price_id));
  if (!mapping || (mapping.value === undefined && !mapping.frequency_unit)) return null;
  const value = mapping.value ?? 1;
  return price.type !== 'one_time' && mapping.value ? convert(value, mapping.frequency_unit, price.billing_period) : exact(value);
}

function externalFee(item: PeerComponent, price: PeerPrice, { external_fees_mappings }: PeerMappings): Decimal | null {
  const mapping = external_fees_mappings?.find(({ price_id }) => price_id === price._id);
  if (!mapping?.amount_total_decimal) return null;
  return convert(mapping.amount_total_decimal, mapping.frequency_unit, item.billing_period ?? price.billing_period);
}

/** null: nothing can be priced, and the peer says 0. */
function modelOf(item: PeerComponent, price: PeerPrice, fee: Decimal | null): PriceModel | null {
  const priceTiers = (pick: keyof PeerTier): Tier[] => tiersOf(price.tiers ?? [], pick);
  switch (price.pricing_model) {
    case 'tiered_volume':
      return withTiers({ kind: 'volume', tiers: priceTiers('unit_amount_decimal') });
    case 'tiered_graduated':
      return withTiers({ kind: 'graduated', tiers: priceTiers('unit_amount_decimal') });
    case 'tiered_flatfee':
      return withTiers({ kind: 'flat-fee', tiers: priceTiers('flat_fee_amount_decimal') });
    case 'dynamic_tariff':
      return fee && marketModel(price, fee);
    case 'external_getag':
      return fee && externalModel(price, fee);
    default:
      return { kind: 'per-unit', amount: item.unit_amount_decimal || price.unit_amount_decimal || '0' };
  }
}

const withTiers = <Model extends PriceModel & { tiers: readonly Tier[] }>(model: Model): Model | null =>
  model.tiers.length === 0 ? null : model;

/** The peer's last tier has no end, whatever it says. */
const tiersOf = (tiers: readonly PeerTier[], pick: keyof PeerTier): Tier[] =>
  tiers.map((tier, index) => ({ upTo: index === tiers.length - 1 ? null : (tier.up_to ?? null), price: String(tier[pick] ?? '0') }));

function marketModel({ dynamic_tariff: tariff }: PeerPrice, fee: Decimal): PriceModel {
  if (tariff?.mode === 'manual') return { kind: 'per-unit', amount: tariff.average_price_decimal ?? '0' };
  return { kind: 'market', marketPrice: fee.toFixed(), markup: tariff?.markup_amount_decimal ?? '0' };
}

function externalModel({ get_ag }: PeerPrice, fee: Decimal): PriceModel | null {
  if (!get_ag) return null;
  const { markup_pricing_model: by, markup_tiers: tiers } = get_ag;
  const pick = { tiered_volume: 'unit_amount_decimal', tiered_flatfee: 'flat_fee_amount_decimal' } as const;
  const tierAmount = by === 'tiered_volume' || by === 'tiered_flatfee' ? pick[by] : undefined;
  const further = get_ag.type === 'work_price' && get_ag.additional_markups_enabled ? Object.values(get_ag.additional_markups ?? {}) : [];
  return {
    kind: 'external-fee',
    fee,
    per: get_ag.type === 'base_price' ? 'period' : 'unit',
    markup: tierAmount && tiers ? { tiers: tiersOf(tiers, tierAmount) } : { amount: get_ag.markup_amount_decimal ?? '0' },
    furtherMarkups: further.map(({ amount_decimal }) => amount_decimal ?? '0'),
  };
}

/**
 * The peer's habits. A tier that is chosen by the item's own quantity instead of a measured one is the tier of 1: a flat fee and
 * a graduated price are then charged once. A discount on a flat fee counts each item, one on a graduated price none.
 */
function countOf({ model, quantity, isMeasured }: Asked, isDiscount: boolean): number {
  if (model?.kind === 'flat-fee') return isMeasured || isDiscount ? quantity : 1;
  if (model?.kind === 'graduated') return isMeasured && !isDiscount ? quantity : 1;
  if (model?.kind === 'external-fee' && model.per === 'period') return isDiscount ? quantity : 1;
  return quantity;
}

const isValid = ({ type, percentage_value, fixed_value, fixed_value_decimal, fixed_value_currency }: PeerCoupon): boolean =>
  type === 'percentage'
    ? percentage_value !== undefined && !Number.isNaN(Number(percentage_value))
    : type === 'fixed' && fixed_value !== undefined && fixed_value_decimal !== undefined && fixed_value_currency !== undefined;

/** One coupon holds: cashbacks before discounts, percentages before sums, the larger before the smaller, the older before the newer. */
function couponOf(coupons: readonly PeerCoupon[] | undefined): PeerCoupon | undefined {
  return [...(coupons ?? [])].filter((one) => isValid(one) && !one.requires_promo_code).sort(byRank)[0];
}

export function byRank(a: PeerCoupon, b: PeerCoupon): number {
  if (a.category !== b.category) return a.category === 'cashback' ? -1 : 1;
  if (a.type !== b.type) return a.type === 'percentage' ? -1 : 1;
  return a.type === 'percentage' ? Number(b.percentage_value) - Number(a.percentage_value) : (b.fixed_value ?? 0) - (a.fixed_value ?? 0);
}

const reductionOf = ({ type, percentage_value, fixed_value_decimal }: PeerCoupon): Reduction =>
  type === 'percentage' ? { kind: 'percent', percent: percentage_value ?? '0' } : { kind: 'fixed', amount: fixed_value_decimal ?? '0' };

const cashbackItem = (coupon: PeerCoupon, unit: Amount, quantity: Decimal) => ({
  amount: cashbackOf(unit, reductionOf(coupon), quantity),
  period: coupon.cashback_period ?? '0',
  name: coupon.name,
});

const hasOnePrice = (model: PriceModel | null, isDiscount: boolean): boolean =>
  model !== null && (model.kind === 'per-unit' || model.kind === 'market' || (isDiscount && model.kind !== 'graduated'));

/** The tiers that a quantity has reached. */
const reachedTiers = (tiers: readonly PeerTier[], units: Decimal): PeerTier[] =>
  tiers.filter((_, index) => index === 0 || units.gt(tiers[index - 1]?.up_to ?? 0));

function tierDetails({ pricing_model, tiers = [] }: PeerPrice, { model, units, quantity }: Asked, basis: PriceBasis): TierDetail[] | null {
  if (model === null) return null;
  const reached = reachedTiers(tiers, units);
  const parts = priceParts(model, { units, count: 1 }, basis);
  if (pricing_model === 'tiered_graduated') {
    return parts.map((part, index) => ({ ...part, tier: reached[index], shown: times(part.unit, part.quantity), isFlat: false }));
  }
  const all = product(units, quantity);
  const isFlat = pricing_model === 'tiered_flatfee';
  return parts.map(({ unit }) => ({
    quantity: isFlat ? units : all,
    unit,
    tier: reached.at(-1),
    shown: isFlat ? unit : times(unit, all),
    isFlat,
  }));
}
