import type { PriceAreaInput, PriceComponentInput, TariffPriceInput } from '../../../generated/admin/graphql.ts';
import { countOf, type PriceForm } from './price-form.ts';
import { shifted } from './price-stored.ts';

/** Something typed that the API could not even read. */
export interface FormProblem {
  /** Of the form. */
  readonly path: string;
  readonly code: 'missing' | 'number' | 'whole' | 'day' | 'range';
}

export interface ReadPrice {
  /** Whole only where there are no problems. */
  readonly input: TariffPriceInput;
  readonly problems: readonly FormProblem[];
  /** The part of the form from which a part of the input was made, in its order. */
  readonly components: readonly string[];
  readonly areas: readonly string[];
}

const NUMBER = /^-?\d{1,9}(\.\d{1,10})?$/;
const WHOLE = /^-?\d{1,9}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** What was typed, as the API takes it. What is left empty is left out. */
export function inputOf(form: PriceForm): ReadPrice {
  const problems: FormProblem[] = [];
  const read = readerOf(form, (path, code) => problems.push({ path, code }));
  // In the order of the page, which is that of the problems.
  const validity = {
    validFrom: read.must('validFrom', read.day),
    validTo: read.may('validTo', read.day),
    region: read.may('region', read.text),
    basis: oneOf(form.basis, ['NET', 'GROSS']),
    vatRate: read.may('vatRate', (path) => shifted(read.decimal(path), -2)),
  };
  const components = componentsOf(form, read);
  const terms = {
    guaranteeMonths: read.may('guaranteeMonths', read.whole),
    guaranteeUntil: read.may('guaranteeUntil', read.day),
    guaranteeScope: oneOf(form.guaranteeScope, ['ENERGY_ONLY', 'ALL_BUT_TAXES', 'FULL']),
    minimumTermMonths: read.may('minimumTermMonths', read.whole),
    noticeCount: read.may('noticeCount', read.whole),
    noticeUnit: oneOf(form.noticeUnit, ['WEEKS', 'DAYS', 'MONTHS']),
    renewalMonths: read.may('renewalMonths', read.whole),
    leavingFee: form['leavingFee.form'] ? leavingFeeOf(form, read) : null,
  };
  const areas = areasOf(read);
  const band = { consumptionFrom: read.may('consumptionFrom', read.whole), consumptionTo: read.may('consumptionTo', read.whole) };
  const input = {
    ...validity,
    ...terms,
    ...band,
    components: components.map(({ input }) => input),
    areas: areas.map(({ input }) => input),
  };
  return { input, problems, components: components.map(({ place }) => place), areas: areas.map(({ place }) => place) };
}

type Reader = ReturnType<typeof readerOf>;
interface Part<Input> {
  readonly place: string;
  readonly input: Input;
}

/** The first of the values where another one stands. */
const oneOf = <Value extends string>(text: string | undefined, values: readonly [Value, ...Value[]]): Value =>
  values.find((value) => value === text) ?? values[0];

function readerOf(form: PriceForm, note: (path: string, code: FormProblem['code']) => void) {
  const text = (path: string): string => (form[path] ?? '').trim();
  const checked = (path: string, { value, pattern, code }: { value: string; pattern: RegExp; code: FormProblem['code'] }): string => {
    if (!pattern.test(value)) note(path, code);
    return value;
  };
  const may = <Value>(path: string, read: (path: string) => Value): Value | null => (text(path) === '' ? null : read(path));
  return {
    text,
    may,
    note,
    must: (path: string, read: (path: string) => string): string => {
      if (text(path) !== '') return read(path);
      note(path, 'missing');
      return '';
    },
    /** With a comma or a point. */
    decimal: (path: string) => checked(path, { value: text(path).replace(',', '.'), pattern: NUMBER, code: 'number' }),
    whole: (path: string): number => Number(checked(path, { value: text(path), pattern: WHOLE, code: 'whole' })),
    day: (path: string) => checked(path, { value: text(path), pattern: DAY, code: 'day' }),
    list: (path: string): string[] =>
      text(path)
        .split(/[\s,;]+/)
        .filter(Boolean),
  };
}

function leavingFeeOf(form: PriceForm, read: Reader): NonNullable<TariffPriceInput['leavingFee']> {
  return {
    form: oneOf(form['leavingFee.form'], ['FIXED', 'PER_KWH', 'PERCENT']),
    amount: read.must('leavingFee.amount', read.decimal),
    cap: read.may('leavingFee.cap', read.decimal),
  };
}

function componentsOf(form: PriceForm, read: Reader): Part<PriceComponentInput>[] {
  const rows = (list: string) => Array.from({ length: countOf(form, list) }, (_, at) => `${list}.${at}`);
  const energy = energyOf(form, { read, rows });
  return [
    ...(read.text('base.amount') === '' ? [] : [{ place: 'base', input: { baseFee: baseFeeOf(form, read) } }]),
    ...(energy === null ? [] : [{ place: 'energy', input: energy }]),
    ...rows('fees').map((place) => ({
      place,
      input: { oneOffFee: { name: read.must(`${place}.name`, read.text), amount: read.must(`${place}.amount`, read.decimal) } },
    })),
    ...rows('bonuses').map((place) => ({ place, input: { bonus: bonusOf(form, { read, place }) } })),
  ];
}

const baseFeeOf = (form: PriceForm, read: Reader) => ({
  amount: read.decimal('base.amount'),
  per: oneOf(form['base.per'], ['MONTH', 'YEAR']),
  proration: oneOf(form['base.proration'], ['DAYS', 'MONTHS']),
});

function bonusOf(form: PriceForm, { read, place }: { readonly read: Reader; readonly place: string }) {
  return {
    form: oneOf(form[`${place}.form`], ['FIXED', 'PER_KWH', 'PERCENT']),
    amount: read.must(`${place}.amount`, read.decimal),
    cap: read.may(`${place}.cap`, read.decimal),
    base: oneOf(form[`${place}.base`], ['FIRST_YEAR', 'ENERGY']),
    audience: oneOf(form[`${place}.audience`], ['EVERYBODY', 'NEW_CUSTOMER']),
    payableAfterDays: read.may(`${place}.payableAfterDays`, read.whole),
    condition: read.may(`${place}.condition`, read.text),
  };
}

interface EnergyReader {
  readonly read: Reader;
  readonly rows: (list: string) => readonly string[];
}

function energyOf(form: PriceForm, { read, rows }: EnergyReader): PriceComponentInput | null {
  const price = (path: string): string => read.must(path, read.decimal);
  switch (form['energy.rate']) {
    case 'single':
      return { single: { price: price('energy.price') } };
    case 'two-rate': {
      const times = { lowFrom: read.must('energy.lowFrom', read.text), lowTo: read.must('energy.lowTo', read.text) };
      return { twoRate: { high: price('energy.high'), low: price('energy.low'), ...times } };
    }
    case 'time-of-use':
      return { timeOfUse: { windows: rows('energy.windows').map((at) => windowOf(at, read)), otherwise: price('energy.otherwise') } };
    case 'spot':
      return { spot: { index: read.must('energy.index', read.text), surcharge: price('energy.surcharge') } };
    case 'tiered': {
      const tiers = rows('energy.tiers').map((at) => ({ upTo: read.may(`${at}.upTo`, read.whole), price: price(`${at}.price`) }));
      return { tiered: { mode: oneOf(form['energy.mode'], ['GRADUATED', 'VOLUME']), tiers } };
    }
    default:
      return null;
  }
}

function windowOf(at: string, read: Reader) {
  const days = (['WORKDAY', 'SATURDAY', 'SUNDAY'] as const).filter((day) => read.list(`${at}.days`).includes(day));
  const months = read.list(`${at}.months`).map((month) => {
    if (!/^(1[0-2]|[1-9])$/.test(month)) read.note(`${at}.months`, 'whole');
    return Number(month);
  });
  return {
    name: read.must(`${at}.name`, read.text),
    price: read.must(`${at}.price`, read.decimal),
    from: read.must(`${at}.from`, read.text),
    to: read.must(`${at}.to`, read.text),
    ...(days.length > 0 && { days }),
    ...(months.length > 0 && { months }),
  };
}

function areasOf(read: Reader): Part<PriceAreaInput>[] {
  const [postcodes, gridAreas] = [read.list('areas.postcodes'), read.list('areas.gridAreas')];
  const ranges = read
    .text('areas.ranges')
    .split(/[,;\n]+/)
    .map((range) => range.trim())
    .filter(Boolean);
  return [
    ...(postcodes.length > 0 ? [{ place: 'areas.postcodes', input: { postcodes } }] : []),
    ...ranges.map((range) => {
      const [from = '', to = '', ...more] = range.split(/\s*[-–]\s*/);
      if (from === '' || to === '' || more.length > 0) read.note('areas.ranges', 'range');
      return { place: 'areas.ranges', input: { from, to } };
    }),
    ...(gridAreas.length > 0 ? [{ place: 'areas.gridAreas', input: { gridAreas } }] : []),
  ];
}

/** The field of the form that a problem of the API is about: "components.1.price" is "energy.price". */
export function placeOf(field: string, { components, areas }: Pick<ReadPrice, 'components' | 'areas'>): string {
  const [list, at, ...rest] = field.split('.');
  if (list === 'areas') return areas[Number(at)] ?? 'areas.postcodes';
  if (list !== 'components') return field;
  const place = components[Number(at)];
  if (place === undefined) return 'base.amount';
  const path = rest.join('.').replace('payable.afterDays', 'payableAfterDays');
  // "It is a second one", "it is none": said of the part as a whole.
  if (path === '' || path === 'kind') return place === 'energy' ? 'energy.rate' : `${place}.amount`;
  return `${place}.${path}`;
}
