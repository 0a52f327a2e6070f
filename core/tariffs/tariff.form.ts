import { z } from 'zod';
import { Prisma } from '#prisma';
import { toDbDate } from '../kernel/clock.ts';
import { invalid, type Problem, problemsOf } from '../kernel/problems.ts';
import { leavingFeeTerms } from './leaving-fee.terms.ts';
import { type SoldIn, termProblems } from './longest-term.ts';
import { priceAreas } from './tariff.areas.ts';
import { type Bonus, type PriceComponent, priceComponents } from './tariff.components.ts';

const day = z.iso.date('DATE_INVALID');
const months = (maximum: number) => z.int('WHOLE_NUMBER_INVALID').min(0, 'NEGATIVE').max(maximum, 'TOO_MUCH');
const kwh = z.int('WHOLE_NUMBER_INVALID').min(0, 'NEGATIVE').max(1_000_000_000, 'TOO_MUCH');

/** What is said about a version of a price. */
const priceForm = z.strictObject({
  validFrom: day,
  validTo: day.nullish(),
  region: z.string().trim().max(60).default(''),
  basis: z.enum(['NET', 'GROSS']),
  /** 0.2 = 20 %; null = the statutory rate of the day. */
  vatRate: z
    .string()
    .regex(/^0(\.\d{1,4})?$/, 'VAT_RATE_INVALID')
    .nullish(),
  components: priceComponents,
  areas: priceAreas.default([]),
  consumptionFrom: kwh.nullish(),
  consumptionTo: kwh.nullish(),
  guaranteeMonths: months(120).default(0),
  guaranteeUntil: day.nullish(),
  guaranteeScope: z.enum(['ENERGY_ONLY', 'ALL_BUT_TAXES', 'FULL']).default('ENERGY_ONLY'),
  minimumTermMonths: months(60).default(0),
  noticeCount: z.int('WHOLE_NUMBER_INVALID').min(0, 'NEGATIVE').max(365, 'TOO_MUCH').default(2),
  noticeUnit: z.enum(['DAYS', 'WEEKS', 'MONTHS']).default('WEEKS'),
  renewalMonths: months(24).default(0),
  leavingFee: leavingFeeTerms.nullish(),
});
const soundPart = priceForm.partial();

export type PriceForm = z.input<typeof priceForm>;

export type SoundPrice = z.output<typeof priceForm>;

/**
 * Reads what was said about a version; `soldIn` = whom the law of that country protects, where that is known. Throws
 * TARIFF_PRICE_INVALID with every problem at once.
 */
export function soundPrice(given: PriceForm, soldIn: SoldIn | null = null): SoundPrice {
  const parsed = priceForm.safeParse(given);
  const problems = [
    ...(parsed.success ? [] : problemsOf(parsed.error)),
    ...contradictions(given),
    ...(parsed.success && soldIn ? termProblems(parsed.data, soldIn) : []),
  ];
  if (!parsed.success || problems.length > 0) throw invalid('TARIFF_PRICE_INVALID', problems);
  return parsed.data;
}

/** The same, as its row is written. */
export function readPriceForm(given: PriceForm, soldIn: SoldIn | null = null): Omit<Prisma.TariffPriceUncheckedCreateInput, 'tariffId'> {
  const { validFrom, validTo, guaranteeUntil, vatRate, consumptionFrom, consumptionTo, leavingFee, ...rest } = soundPrice(given, soldIn);
  return {
    ...rest,
    validFrom: toDbDate(validFrom),
    validTo: validTo ? toDbDate(validTo) : null,
    guaranteeUntil: guaranteeUntil ? toDbDate(guaranteeUntil) : null,
    vatRate: vatRate ?? null,
    consumptionFrom: consumptionFrom ?? null,
    consumptionTo: consumptionTo ?? null,
    leavingFee: leavingFee ?? Prisma.DbNull,
  };
}

/** What contradicts itself among the fields that are sound alone, so that nobody has to mend in two rounds. */
function contradictions(given: PriceForm): Problem[] {
  const isSound = ([field, value]: [string, unknown]): boolean => soundPart.safeParse({ [field]: value }).success;
  const sound = soundPart.parse(Object.fromEntries(Object.entries(given).filter(isSound)));
  const { validFrom = '', validTo, consumptionFrom, consumptionTo, guaranteeUntil, guaranteeMonths = 0 } = sound;
  const checks: [boolean, string, string][] = [
    [Boolean(validTo && validTo <= validFrom), 'validTo', 'NOT_AFTER_VALID_FROM'],
    [consumptionTo != null && consumptionTo <= (consumptionFrom ?? 0), 'consumptionTo', 'NOT_ABOVE_CONSUMPTION_FROM'],
    [Boolean(guaranteeUntil) && guaranteeMonths > 0, 'guaranteeUntil', 'GUARANTEE_TWICE'],
    [Boolean(guaranteeUntil && guaranteeUntil <= validFrom), 'guaranteeUntil', 'NOT_AFTER_VALID_FROM'],
    [(sound.renewalMonths ?? 0) > 0 && (sound.minimumTermMonths ?? 0) === 0, 'renewalMonths', 'RENEWAL_WITHOUT_TERM'],
    [sound.leavingFee != null && (sound.minimumTermMonths ?? 0) === 0, 'leavingFee', 'LEAVING_FEE_WITHOUT_TERM'],
    [
      sound.leavingFee?.form === 'PERCENT' && sound.components !== undefined && !sound.components.some(isToldAhead),
      'leavingFee.form',
      'LEAVING_FEE_NOT_FORESEEN',
    ],
  ];
  return [
    ...checks.filter(([isWrong]) => isWrong).map(([, field, code]) => ({ field, code, values: {} })),
    ...(sound.components ? componentProblems(sound.components) : []),
  ];
}

const isToldAhead = (part: PriceComponent): boolean => part.kind === 'energy' && (part.rate === 'single' || part.rate === 'tiered');

/** What is wrong with prices that are numbers: a bonus is no negative price, a price no bonus. */
function componentProblems(components: readonly PriceComponent[]): Problem[] {
  if (!components.some(({ kind }) => kind !== 'bonus')) return [{ field: 'components', code: 'PRICE_MISSING', values: {} }];
  return components.flatMap((component, index) => {
    const checks: [boolean, string, string][] = [
      ...amountsOf(component).map(({ field, amount }): [boolean, string, string] => [
        amount.startsWith('-'),
        `.${field}`,
        'PRICE_NEGATIVE',
      ]),
      [isASecondOne(component, components.slice(0, index)), '', 'PRICE_TWICE'],
      ...(component.kind === 'bonus' ? bonusChecks(component) : []),
      ...(component.kind === 'energy' && component.rate === 'two-rate'
        ? [[component.lowFrom === component.lowTo, '.lowTo', 'LOW_RATE_NEVER_ENDS'] as [boolean, string, string]]
        : []),
    ];
    return checks.filter(([isWrong]) => isWrong).map(([, field, code]) => ({ field: `components.${index}${field}`, code, values: {} }));
  });
}

/** A version has one energy price and one base fee. */
const isASecondOne = ({ kind }: PriceComponent, before: readonly PriceComponent[]): boolean =>
  (kind === 'energy' || kind === 'base-fee') && before.some((one) => one.kind === kind);

const bonusChecks = ({ form, amount, cap }: Bonus): [boolean, string, string][] => [
  [form === 'percent' && Number(amount) > 100, '.amount', 'BONUS_ABOVE_ALL'],
  [cap?.startsWith('-') ?? false, '.cap', 'BONUS_CAP_NEGATIVE'],
];

/** The surcharge of a spot price is left out: below the market price it may be. */
function amountsOf(component: PriceComponent): { field: string; amount: string }[] {
  if (component.kind !== 'energy') return [{ field: 'amount', amount: component.amount }];
  switch (component.rate) {
    case 'single':
      return [{ field: 'price', amount: component.price }];
    case 'two-rate':
      return [
        { field: 'high', amount: component.high },
        { field: 'low', amount: component.low },
      ];
    case 'time-of-use':
      return [
        ...component.windows.map(({ price }, index) => ({ field: `windows.${index}.price`, amount: price })),
        { field: 'otherwise', amount: component.otherwise },
      ];
    case 'tiered':
      return component.tiers.map(({ price }, index) => ({ field: `tiers.${index}.price`, amount: price }));
    case 'spot':
      return [];
  }
}
