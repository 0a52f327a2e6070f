import { isRecord } from '../../kit/is-record.ts';
import { below, emptyForm, listed, type PriceForm } from './price-form.ts';

/** A version as the API gives it. */
export interface StoredVersion {
  readonly [field: string]: unknown;
  readonly components: unknown;
  readonly areas: unknown;
  readonly leavingFee: unknown;
}

const PLAIN = [
  'validFrom',
  'validTo',
  'region',
  'basis',
  'consumptionFrom',
  'consumptionTo',
  'guaranteeUntil',
  'guaranteeScope',
  'noticeCount',
  'noticeUnit',
];
/** Zero means none. */
const MONTHS = ['guaranteeMonths', 'minimumTermMonths', 'renewalMonths'];

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
/** "new-customer" is NEW_CUSTOMER where it is typed. */
const codeOf = (value: unknown): string => textOf(value).toUpperCase().replaceAll('-', '_');
const recordsOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** The form of a version that is there. */
export function formOf(version: StoredVersion): PriceForm {
  const plain = Object.fromEntries(PLAIN.map((field) => [field, textOf(version[field])]));
  const months = Object.fromEntries(MONTHS.map((field) => [field, version[field] === 0 ? '' : textOf(version[field])]));
  const fee = isRecord(version.leavingFee) ? version.leavingFee : {};
  return {
    ...emptyForm(''),
    'energy.rate': '',
    ...{ ...plain, ...months, vatRate: shifted(textOf(version.vatRate), 2) },
    ...below('leavingFee', { form: textOf(fee.form), amount: textOf(fee.amount), cap: textOf(fee.cap) }),
    ...areasOf(recordsOf(version.areas)),
    ...partsOf(recordsOf(version.components)),
  };
}

function areasOf(areas: readonly Record<string, unknown>[]): PriceForm {
  const of = (kind: string) => areas.filter((area) => area.kind === kind);
  const all = (kind: string, field: string): string =>
    of(kind)
      .flatMap((area) => (Array.isArray(area[field]) ? area[field] : []))
      .join(', ');
  const ranges = of('postcode-range').map(({ from, to }) => `${textOf(from)}-${textOf(to)}`);
  return below('areas', { postcodes: all('postcodes', 'postcodes'), ranges: ranges.join(', '), gridAreas: all('grid-areas', 'gridAreas') });
}

/** A base fee and an energy price, and any number of fees and bonuses. */
function partsOf(components: readonly Record<string, unknown>[]): PriceForm {
  const of = (kind: string) => components.filter((component) => component.kind === kind);
  const [base] = of('base-fee');
  const [energy] = of('energy');
  const fees = of('one-off-fee').map(({ name, amount }) => ({ name: textOf(name), amount: textOf(amount) }));
  return {
    ...(base && below('base', { amount: textOf(base.amount), per: codeOf(base.per), proration: codeOf(base.proration ?? 'days') })),
    ...(energy && below('energy', energyOf(energy))),
    ...listed('fees', fees),
    ...listed('bonuses', of('bonus').map(bonusOf)),
  };
}

function energyOf({ rate, mode, windows, tiers, kind: _kind, ...facts }: Record<string, unknown>): PriceForm {
  return {
    rate: textOf(rate),
    ...(mode !== undefined && { mode: codeOf(mode) }),
    ...Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, textOf(value)])),
    ...listed(
      'windows',
      recordsOf(windows).map((one) => ({
        ...{ name: textOf(one.name), price: textOf(one.price), from: textOf(one.from), to: textOf(one.to) },
        ...{
          days: Array.isArray(one.days) ? one.days.map(codeOf).join(',') : '',
          months: Array.isArray(one.months) ? one.months.join(', ') : '',
        },
      })),
    ),
    ...listed(
      'tiers',
      recordsOf(tiers).map((one) => ({ upTo: textOf(one.upTo), price: textOf(one.price) })),
    ),
  };
}

function bonusOf({ form, amount, cap, base, audience, payable, condition }: Record<string, unknown>): PriceForm {
  return {
    ...{
      form: codeOf(form),
      amount: textOf(amount),
      cap: textOf(cap),
      base: codeOf(base ?? 'first-year'),
      audience: codeOf(audience ?? 'everybody'),
    },
    payableAfterDays: isRecord(payable) ? textOf(payable.afterDays) : '',
    condition: textOf(condition),
  };
}

/** A decimal number with its point moved to the right: "0.2" by two is "20". By its digits, never by arithmetic. */
export function shifted(text: string, places: number): string {
  const read = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (!read) return text;
  const [, whole = '', part = ''] = read;
  const room = '0'.repeat(Math.abs(places));
  const digits = `${room}${whole}${part}${room}`;
  const point = room.length + whole.length + places;
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  const right = digits.slice(point).replace(/0+$/, '');
  return right === '' ? left : `${left}.${right}`;
}
