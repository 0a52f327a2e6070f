import { type Decimal, toCents } from '../../kernel/money.ts';
import { type Amount, exact, NOTHING, product, sumOf } from '../amount.ts';
import type { Frequency } from '../frequency.ts';
import { type SaleGroup, type SaleLine, saleTotals } from '../sale-totals.ts';
import { type PeerComponent, type PeerItem, type PeerTax, peerItems, peerPrice } from './peer-input.ts';
import { byRank, type PricedItem, pricedItem } from './peer-item.ts';

/** What the peer answers to such items, computed by our price models and written in the peer's words. */
export function peerTotals(input: unknown) {
  const items = peerItems.parse(input).map(pricedPosition);
  const charged = items.flatMap(({ parts }) => parts.filter(({ isCharged }) => isCharged).map(({ priced }) => priced));
  const cashbacks = items.flatMap(({ cashbacks }) => cashbacks);
  const taxes = distinctTaxes(charged);
  const lines = charged.map((priced): SaleLine => ({ ...priced, tax: String(taxes.findIndex((tax) => isSameTax(tax, priced.tax))) }));
  const totals = saleTotals(
    lines,
    cashbacks.map(({ amount }) => amount),
  );
  const taxAmounts = totals.byTax.map(({ tax, total }) => ({ tax: shownTax(taxes[Number(tax)]), amount: cents(total.tax) }));
  return {
    ...sums(totals.total),
    currency: items[0]?.currency ?? 'EUR',
    total_details: {
      amount_tax: cents(totals.total.tax),
      breakdown: {
        taxes: taxAmounts,
        recurrences: totals.byFrequency.map((group) => recurrence(group, charged)),
        recurrencesByTax: byFrequencyAndTax(lines, charged).map(({ first, total }) => ({
          ...recurrenceName(first.frequency),
          ...sums(total),
          tax: taxAmounts[Number(first.tax)],
        })),
        cashbacks: cashbacks.map(({ amount, period, name }) => ({
          cashback_period: period,
          amount_total: cents(amount),
          cashback_name: name,
        })),
      },
    },
    items: items.map(({ shown }) => shown),
  };
}

interface Position {
  readonly parts: readonly { readonly priced: PricedItem; readonly isCharged: boolean }[];
  readonly cashbacks: readonly NonNullable<PricedItem['cashback']>[];
  readonly shown: object;
  readonly currency: string;
}

function pricedPosition(item: PeerItem): Position {
  const currency = (item._price?.unit_amount_currency ?? 'EUR').toUpperCase();
  if (item.is_composite_price || item._price?.is_composite_price) return { ...composite(item), currency };
  const priced = pricedItem(item, item.quantity ?? 1, item);
  const isCharged = !priced.isOnRequest || item.on_request_approved === true;
  const shown = { ...itemFigures(priced, item), pricing_model: item.pricing_model };
  return { parts: [{ priced, isCharged }], cashbacks: isCharged && priced.cashback ? [priced.cashback] : [], shown, currency };
}

/** A bundle: each component is priced by itself, times the bundle's quantity. Its own cashbacks come on top. */
function composite(item: PeerItem): Omit<Position, 'currency'> {
  const quantity = item.quantity ?? 1;
  const all = componentsOf(item).map((component) => pricedItem(component, product(component.quantity ?? 1, quantity).toNumber(), item));
  const isHidden = item._price?.price_display_in_journeys === 'show_as_on_request' || all.some(({ isOnRequest }) => isOnRequest);
  const isCharged = !isHidden || item.on_request_approved === true;
  const ownCashbacks = (item._coupons ?? [])
    .filter(({ type, category, requires_promo_code }) => type === 'fixed' && category === 'cashback' && !requires_promo_code)
    .sort(byRank)
    .map(({ fixed_value_decimal, cashback_period, name }) => ({
      amount: product(fixed_value_decimal ?? 0, quantity),
      period: cashback_period ?? '0',
      name,
    }));
  const cashbacks = isCharged ? all.flatMap(({ cashback }) => cashback ?? []) : [];
  const shown = sums(sumOf(isCharged ? all.map(({ total }) => total) : [NOTHING]));
  return { parts: all.map((priced) => ({ priced, isCharged })), cashbacks: [...cashbacks, ...ownCashbacks], shown };
}

/** As the item has them, else as its price has them; those without a price are left out there. */
function componentsOf(item: PeerItem): PeerComponent[] {
  if (item.item_components) {
    return item.item_components.map((component) => ({
      ...component,
      unit_amount_decimal: component.unit_amount_decimal ?? '0',
      _coupons: component._coupons ?? component._price?._coupons,
    }));
  }
  const prices = (item._price?.price_components ?? []).map((price) => peerPrice.parse(price));
  return prices
    .filter(({ pricing_model: model = 'per_unit', unit_amount, unit_amount_decimal, tiers }) => {
      if (model === 'per_unit') return unit_amount !== undefined && Boolean(unit_amount_decimal);
      return !model.startsWith('tiered') || tiers !== undefined;
    })
    .map((price) => componentOf(price));
}

const componentOf = (price: NonNullable<PeerComponent['_price']>): PeerComponent => ({
  quantity: 1,
  type: price.type,
  billing_period: price.billing_period,
  price_id: price._id,
  pricing_model: price.pricing_model,
  unit_amount: undefined,
  unit_amount_decimal: undefined,
  is_tax_inclusive: undefined,
  is_composite_price: undefined,
  on_request_approved: undefined,
  taxes: undefined,
  _price: price,
  _coupons: price._coupons,
});

/** Without minus zero, which is no amount. */
const cents = (amount: Decimal): number => toCents(amount) + 0;
const text = (amount: Decimal): string => amount.toString();
const sums = ({ net, tax, gross }: Amount) => ({ amount_total: cents(gross), amount_subtotal: cents(net), amount_tax: cents(tax) });

const isSameTax = (a: PeerTax, b: PeerTax): boolean =>
  (a._id !== undefined && a._id === b._id) || a.rate === b.rate || (b.rate === 0 && a.rate === 0);
/** Each tax once; what one position does not say of it, another may. */
const distinctTaxes = (lines: readonly PricedItem[]): PeerTax[] => {
  const taxes: PeerTax[] = [];
  for (const { tax } of lines) {
    const index = taxes.findIndex((one) => isSameTax(one, tax));
    const known = taxes[index];
    if (known) taxes[index] = { ...known, _id: known._id ?? tax._id, type: known.type ?? tax.type };
    else taxes.push(tax);
  }
  return taxes;
};

interface FrequencyAndTax {
  readonly first: SaleLine;
  readonly rate: PeerTax['rate'];
  readonly total: Amount;
}

/**
 * Two habits of the peer: it looks for the group of a position by what the price says of its frequency, not the item; and a
 * position without tax joins the first group of its frequency, whatever that group's tax is.
 */
function byFrequencyAndTax(lines: readonly SaleLine[], charged: readonly PricedItem[]): FrequencyAndTax[] {
  const groups: FrequencyAndTax[] = [];
  for (const [index, first] of lines.entries()) {
    const { priceFrequency, tax } = charged[index] ?? { priceFrequency: null, tax: undefined };
    const found = groups.findIndex((group) => group.first.frequency === priceFrequency && (!tax?.rate || group.rate === tax.rate));
    const group = groups[found];
    if (group) groups[found] = { ...group, total: sumOf([group.total, first.total]) };
    else groups.push({ first, rate: tax?.rate, total: first.total });
  }
  return groups;
}

const shownTax = (tax: PeerTax | undefined): object =>
  Object.fromEntries(Object.entries(tax ?? {}).filter(([, value]) => value !== undefined));

const PERIODS: Readonly<Record<Frequency, string>> = {
  weekly: 'weekly',
  monthly: 'monthly',
  quarterly: 'every_quarter',
  'half-yearly': 'every_6_months',
  yearly: 'yearly',
};
const recurrenceName = (frequency: Frequency | null) =>
  frequency === null ? { type: 'one_time' } : { type: 'recurring', billing_period: PERIODS[frequency] };

function recurrence({ frequency, total, discount, afterCashbacks }: SaleGroup, charged: readonly PricedItem[]) {
  const units = charged.filter((line) => line.frequency === frequency).map(({ unit }) => unit);
  return {
    ...recurrenceName(frequency),
    unit_amount_gross: cents(sumOf(units).gross),
    ...unitNet(units),
    ...sums(total),
    amount_subtotal_decimal: text(total.net),
    amount_total_decimal: text(total.gross),
    ...(discount && {
      before_discount_amount_total: cents(discount.before.gross),
      before_discount_amount_total_decimal: text(discount.before.gross),
      before_discount_amount_subtotal: cents(discount.before.net),
      before_discount_amount_subtotal_decimal: text(discount.before.net),
      discount_amount: cents(discount.off.gross),
      discount_amount_decimal: text(discount.off.gross),
    }),
    ...(afterCashbacks && {
      after_cashback_amount_total: cents(afterCashbacks),
      after_cashback_amount_total_decimal: text(afterCashbacks),
    }),
  };
}

/** The peer forgets the sum of net units as soon as it is 0 and something is added. */
function unitNet(units: readonly Amount[]): { unit_amount_net?: number } {
  const sum = units.reduce<Decimal | null>(
    (total, { net }, index) => (index === 0 ? net : total?.isZero() === false ? total.plus(net) : null),
    exact(0),
  );
  return sum === null ? {} : { unit_amount_net: cents(sum) };
}

function itemFigures({ publishedUnit, unit, total, tiers, external }: PricedItem, item: PeerItem): object {
  return {
    ...(publishedUnit && { unit_amount: cents(publishedUnit) }),
    unit_amount_net: cents(unit.net),
    unit_amount_gross: cents(unit.gross),
    ...sums(total),
    ...(tiers && { tiers_details: tiers.map(tierFigures) }),
    ...(external && { get_ag: externalFigures(external, item) }),
  };
}

function tierFigures({ quantity, unit, shown, tier, isFlat }: NonNullable<PricedItem['tiers']>[number]): object {
  return {
    quantity: quantity.toNumber(),
    unit_amount: (isFlat ? tier?.flat_fee_amount : tier?.unit_amount) ?? 0,
    unit_amount_decimal: (isFlat ? tier?.flat_fee_amount_decimal : tier?.unit_amount_decimal) ?? '0',
    unit_amount_net: cents(unit.net),
    unit_amount_gross: cents(unit.gross),
    ...sums(shown),
  };
}

function externalFigures({ fee, markup, allMarkups }: NonNullable<PricedItem['external']>, { _price }: PeerItem): object {
  const figures = (name: string, { net, gross }: Amount) => ({
    [`${name}_net`]: cents(net),
    [`${name}_gross`]: cents(gross),
    [`${name}_net_decimal`]: text(net),
    [`${name}_gross_decimal`]: text(gross),
  });
  return {
    ..._price?.get_ag,
    ...figures('unit_amount', fee),
    ...figures('markup_amount', markup),
    ...figures('markup_total_amount', allMarkups),
  };
}
