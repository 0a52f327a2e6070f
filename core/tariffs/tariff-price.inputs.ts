import type { Builder } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import type { PriceForm } from './tariff.form.ts';

const enumOf = (
  builder: Builder,
  name: string,
  { description, values }: { description: string; values: Readonly<Record<string, string>> },
) =>
  builder.enumType(name, {
    description,
    values: Object.fromEntries(Object.entries(values).map(([value, text]) => [value, { description: text }])),
  });

const made = new WeakMap<Builder, ReturnType<typeof makeInputs>>();

/** The input type of a price version, made once: what it is made of is typed, so that a client's editor knows it. */
export function priceInputs(shared: Pick<Shared, 'builder' | 'enums'>) {
  const known = made.get(shared.builder) ?? makeInputs(shared);
  made.set(shared.builder, known);
  return known;
}

function makeInputs({ builder, enums }: Pick<Shared, 'builder' | 'enums'>) {
  const BaseFee = builder.inputType('BaseFeeInput', {
    description: 'A fee for being supplied.',
    fields: (t) => ({
      amount: t.field({ type: 'Decimal', required: true, description: 'EUR, on the basis of the version.' }),
      per: t.field({
        type: enumOf(builder, 'FeePeriod', { description: 'How often a fee is due.', values: { MONTH: 'Monthly.', YEAR: 'Yearly.' } }),
        required: true,
        description: 'How often.',
      }),
      proration: t.field({
        type: enumOf(builder, 'FeeProration', {
          description: 'How a part of a year is charged.',
          values: { DAYS: 'By its days over the days of the year.', MONTHS: 'By the months that begin in it.' },
        }),
        description: 'How a part of a year is charged; by days unless said otherwise.',
      }),
    }),
  });
  const OneOffFee = builder.inputType('OneOffFeeInput', {
    description: 'A fee that is due once, in the first year.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'What it is for, for people.' }),
      amount: t.field({ type: 'Decimal', required: true, description: 'EUR, on the basis of the version.' }),
    }),
  });
  const Single = builder.inputType('SingleRateInput', {
    description: 'One price at all times.',
    fields: (t) => ({ price: t.field({ type: 'Decimal', required: true, description: 'ct for a unit.' }) }),
  });
  const TwoRate = builder.inputType('TwoRateInput', {
    description: 'High and low rate.',
    fields: (t) => ({
      high: t.field({ type: 'Decimal', required: true, description: 'ct/kWh in the high rate.' }),
      low: t.field({ type: 'Decimal', required: true, description: 'ct/kWh in the low rate.' }),
      lowFrom: t.string({ required: true, description: 'When the low rate begins, "22:00".' }),
      lowTo: t.string({ required: true, description: 'When it ends, "06:00"; over midnight too.' }),
    }),
  });
  const DayKind = enumOf(builder, 'DayKind', {
    description: 'A kind of day; public holidays are Sundays.',
    values: { WORKDAY: 'Monday to Friday.', SATURDAY: 'Saturday.', SUNDAY: 'Sunday and public holiday.' },
  });
  const Window = builder.inputType('TimeOfUseWindowInput', {
    description: 'A window of the day with a price of its own.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'Its name, for people.' }),
      price: t.field({ type: 'Decimal', required: true, description: 'ct/kWh.' }),
      from: t.string({ required: true, description: 'From, "17:00".' }),
      to: t.string({ required: true, description: 'To, "20:00".' }),
      days: t.field({ type: [DayKind], description: 'On these kinds of day; left out = all.' }),
      months: t.intList({ description: 'In these months, 1 to 12; left out = all.' }),
    }),
  });
  const TimeOfUse = builder.inputType('TimeOfUseInput', {
    description: 'Prices by windows of the day; the first window that fits counts.',
    fields: (t) => ({
      windows: t.field({ type: [Window], required: true, description: 'The windows.' }),
      otherwise: t.field({ type: 'Decimal', required: true, description: 'ct/kWh where no window fits.' }),
    }),
  });
  const Spot = builder.inputType('SpotInput', {
    description: "The hour's market price and a surcharge.",
    fields: (t) => ({
      index: t.string({ required: true, description: 'Name of the price series, "EPEX-AT".' }),
      surcharge: t.field({ type: 'Decimal', required: true, description: 'ct/kWh, on the basis of the version.' }),
    }),
  });
  const Tier = builder.inputType('PriceTierInput', {
    description: 'A tier of a price by quantity.',
    fields: (t) => ({
      upTo: t.int({ description: 'Up to so many units a year; left out in the last tier.' }),
      price: t.field({ type: 'Decimal', required: true, description: 'ct for a unit.' }),
    }),
  });
  const Tiered = builder.inputType('TieredInput', {
    description: 'Prices by quantity.',
    fields: (t) => ({
      mode: t.field({
        type: enumOf(builder, 'TierMode', {
          description: 'How tiers count.',
          values: { VOLUME: 'All of it at the price of the tier that is reached.', GRADUATED: "Each tier's part at its own price." },
        }),
        required: true,
        description: 'How they count.',
      }),
      tiers: t.field({ type: [Tier], required: true, description: 'Ascending; the last has no end.' }),
    }),
  });
  const Bonus = builder.inputType('BonusInput', {
    description: 'A reduction in the first year.',
    fields: (t) => ({
      form: t.field({
        type: enumOf(builder, 'BonusForm', {
          description: 'What a bonus is counted in.',
          values: { FIXED: 'EUR gross, once.', PER_KWH: 'ct for a unit, on the basis of the version.', PERCENT: 'Percent of `base`.' },
        }),
        required: true,
        description: 'What it is counted in.',
      }),
      amount: t.field({ type: 'Decimal', required: true, description: 'How much: EUR gross, ct for a unit, or percent, as `form` says.' }),
      cap: t.field({ type: 'Decimal', description: 'At most so many EUR gross.' }),
      base: t.field({
        type: enumOf(builder, 'BonusBase', {
          description: 'What a percentage is of.',
          values: { FIRST_YEAR: "The supplier's part of the first year.", ENERGY: 'The energy price alone.' },
        }),
        description: 'What a percentage is of; the first year unless said otherwise.',
      }),
      audience: t.field({
        type: enumOf(builder, 'BonusAudience', {
          description: 'Who gets a bonus.',
          values: { EVERYBODY: 'Everybody.', NEW_CUSTOMER: 'Who was no customer before.' },
        }),
        description: 'Who gets it; everybody unless said otherwise.',
      }),
      payableAfterDays: t.int({ description: 'Due so many days after supply began; left out = with the first annual bill.' }),
      condition: t.string({ description: 'What it depends on, for people.' }),
    }),
  });
  const Component = builder.inputType('PriceComponentInput', {
    description: 'A part of a price: exactly one of these.',
    fields: (t) => ({
      baseFee: t.field({ type: BaseFee, description: 'A fee by month or year.' }),
      oneOffFee: t.field({ type: OneOffFee, description: 'A fee that is due once.' }),
      single: t.field({ type: Single, description: 'One price for energy.' }),
      twoRate: t.field({ type: TwoRate, description: 'High and low rate, ct/kWh.' }),
      timeOfUse: t.field({ type: TimeOfUse, description: 'Prices by the time of day.' }),
      spot: t.field({ type: Spot, description: 'The market price and a surcharge.' }),
      tiered: t.field({ type: Tiered, description: 'Prices by quantity.' }),
      bonus: t.field({ type: Bonus, description: 'A reduction.' }),
    }),
  });
  const Area = builder.inputType('PriceAreaInput', {
    description: 'Where a price holds: postcodes, or a range of them, or grid areas; exactly one of these.',
    fields: (t) => ({
      postcodes: t.stringList({ description: 'These postcodes.' }),
      from: t.string({ description: 'First postcode of a range; goes with `to`.' }),
      to: t.string({ description: 'Last postcode of it.' }),
      gridAreas: t.stringList({ description: 'Ids of grid areas, as a quote names them in `place`.' }),
    }),
  });
  const LeavingFee = builder.inputType('LeavingFeeInput', {
    description: 'What leaving before the end of the term costs.',
    fields: (t) => ({
      form: t.field({
        type: enumOf(builder, 'LeavingFeeForm', {
          description: 'What a fee for leaving is counted in.',
          values: {
            FIXED: 'EUR, once.',
            PER_KWH: 'ct for each kWh that was expected until the end of the term.',
            PERCENT: 'Percent of what these would have cost by the energy price, on the basis of the version.',
          },
        }),
        required: true,
        description: 'What it is counted in.',
      }),
      amount: t.field({ type: 'Decimal', required: true, description: 'How much: EUR, ct/kWh or percent, as `form` says.' }),
      cap: t.field({ type: 'Decimal', description: 'At most so many EUR.' }),
    }),
  });
  return builder.inputType('TariffPriceInput', {
    description: 'A version of a price, as it was published.',
    fields: (t) => ({
      validFrom: t.field({ type: 'Date', required: true, description: 'First day.' }),
      validTo: t.field({ type: 'Date', description: 'First day that is not part of it; left out = open.' }),
      region: t.string({ description: 'Name of a regional price list; left out where there is one for all places.' }),
      basis: t.field({
        type: enums.PriceBasis,
        required: true,
        description: 'Whether the prices are net or gross. They stay as they are.',
      }),
      vatRate: t.field({ type: 'Decimal', description: '0.2 = 20 %; left out = the statutory rate of the day.' }),
      components: t.field({ type: [Component], required: true, description: 'What it is made of.' }),
      areas: t.field({ type: [Area], description: 'Where it holds; left out = everywhere.' }),
      consumptionFrom: t.int({ description: 'Smallest consumption it is sold for, units a year.' }),
      consumptionTo: t.int({ description: 'First consumption it is not sold for any more.' }),
      guaranteeMonths: t.int({ description: 'Months for which the price is guaranteed.' }),
      guaranteeUntil: t.field({ type: 'Date', description: 'First day that is not guaranteed, instead of months.' }),
      guaranteeScope: t.field({
        type: enums.GuaranteeScope,
        description: 'What is guaranteed; the energy price alone unless said otherwise.',
      }),
      minimumTermMonths: t.int({ description: 'Minimum term in months; left out = none.' }),
      noticeCount: t.int({ description: 'Period of notice, in `noticeUnit`; 2 unless said otherwise.' }),
      noticeUnit: t.field({ type: enums.PeriodUnit, description: 'What it is counted in; weeks unless said otherwise.' }),
      renewalMonths: t.int({ description: 'Months by which the term renews itself; left out = it runs on with notice at any time.' }),
      leavingFee: t.field({ type: LeavingFee, description: 'For leaving before the end of the term; left out = nobody may for a fee.' }),
    }),
  });
}

type Given = Readonly<Record<string, unknown>>;
type Part = Readonly<Record<string, Given | null | undefined>>;

/** As it is stored: what was left out is left out, and a part says its kind. What makes no sense is left to the form's check. */
export function priceFormOf({
  components,
  areas,
  ...facts
}: {
  components: readonly object[];
  areas?: readonly object[] | null | undefined;
}): PriceForm {
  const form: unknown = {
    ...given(facts),
    components: components.map((part) => componentOf(given(part) as Part)),
    ...(areas && { areas: areas.map((area) => areaOf(given(area))) }),
  };
  return form as PriceForm; // its check takes anything and refuses what does not fit
}

const given = (value: object): Given => Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null && part !== undefined));

const stored = (code: unknown): string => String(code).toLowerCase().replaceAll('_', '-');

function componentOf(part: Part): Given {
  const [[name, facts] = ['nothing', {}], ...others] = Object.entries(part);
  if (others.length > 0) return { kind: `${name} and ${others.map(([other]) => other).join(' and ')}` };
  const of = given(facts ?? {});
  switch (name) {
    case 'nothing':
      return { kind: name };
    case 'baseFee':
      return { kind: 'base-fee', ...of, per: stored(of.per), ...(of.proration !== undefined && { proration: stored(of.proration) }) };
    case 'oneOffFee':
      return { kind: 'one-off-fee', ...of };
    case 'bonus':
      return { kind: 'bonus', ...bonusOf(of) };
    case 'timeOfUse':
      return {
        kind: 'energy',
        rate: 'time-of-use',
        ...of,
        windows: (of.windows as readonly object[]).map((window) => windowOf(given(window))),
      };
    case 'tiered':
      return {
        kind: 'energy',
        rate: 'tiered',
        mode: stored(of.mode),
        tiers: (of.tiers as readonly object[]).map((tier) => ({ upTo: null, ...given(tier) })),
      };
    default:
      return { kind: 'energy', rate: name === 'twoRate' ? 'two-rate' : name, ...of };
  }
}

const windowOf = ({ days, ...window }: Given): Given => ({ ...window, ...(Array.isArray(days) && { days: days.map(stored) }) });

const bonusOf = ({ form, base, audience, payableAfterDays, ...bonus }: Given): Given => ({
  ...bonus,
  form: stored(form),
  ...(base !== undefined && { base: stored(base) }),
  ...(audience !== undefined && { audience: stored(audience) }),
  ...(payableAfterDays !== undefined && { payable: { on: 'supply-start', afterDays: payableAfterDays } }),
});

function areaOf(area: Given): Given {
  const kind = 'postcodes' in area ? 'postcodes' : 'gridAreas' in area ? 'grid-areas' : 'postcode-range';
  return { kind, ...area };
}
