import type { Fields } from '../forms/field.ts';
import { answersOfCells, columnsOf } from '../forms/form.columns.ts';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { once } from '../kernel/idempotency.ts';
import { lockByName } from '../kernel/kernel.sql.ts';
import type { Problem } from '../kernel/problems.ts';
import { type PriceForm, readPriceForm } from '../tariffs/tariff.form.ts';
import { createTariff, type TariffForm } from '../tariffs/tariff.service.ts';
import { draftTariffPrice } from '../tariffs/tariff-price.service.ts';
import type { ImportKind, RowValues } from './import.kind.ts';
import { problemsOfFailure } from './import.problems.ts';

const text = (maximum: number) => ({ type: 'text', format: 'plain', step: 'tariff', maximum }) as const;
const whole = { type: 'whole', step: 'tariff', minimum: 0, maximum: 1_000_000_000 } as const;
const day = { type: 'day', step: 'tariff' } as const;
const choice = (...choices: string[]) => ({ type: 'choice', step: 'tariff', choices }) as const;

const TARIFF = {
  code: text(60),
  name: text(200),
  description: text(2_000),
  commodity: text(40),
  segment: choice('HOUSEHOLD', 'BUSINESS'),
  isGreen: { type: 'flag', step: 'tariff' },
  saleFrom: day,
  saleTo: day,
} as const satisfies Fields;
const VERSION = {
  validFrom: day,
  validTo: day,
  region: text(60),
  basis: choice('NET', 'GROSS'),
  vatRate: text(10),
  consumptionFrom: whole,
  consumptionTo: whole,
  guaranteeMonths: whole,
  guaranteeUntil: day,
  guaranteeScope: choice('ENERGY_ONLY', 'ALL_BUT_TAXES', 'FULL'),
  minimumTermMonths: whole,
  noticeCount: whole,
  noticeUnit: choice('DAYS', 'WEEKS', 'MONTHS'),
  renewalMonths: whole,
} as const satisfies Fields;
/** EUR a month, ct/kWh, EUR: a file has the prices that a table can hold; the others are drafted by hand. */
const PRICES = {
  baseFee: text(20),
  energyPrice: text(20),
  highPrice: text(20),
  lowPrice: text(20),
  lowFrom: text(5),
  lowTo: text(5),
  bonus: text(20),
  bonusCondition: text(500),
  /** Separated by blanks. */
  postcodes: text(5_000),
} as const satisfies Fields;
/** For leaving before the end of the term: counted in what, how much, and at most how many EUR. */
const LEAVING = {
  leavingFeeForm: choice('FIXED', 'PER_KWH', 'PERCENT'),
  leavingFee: text(20),
  leavingFeeCap: text(20),
} as const satisfies Fields;
const COLUMNS = columnsOf({ ...TARIFF, ...VERSION, ...PRICES, ...LEAVING });

/** Tariffs with a price: drafts, which another person approves. A code that is known gets another version. */
export const tariffsImport: ImportKind = {
  code: 'tariffs',
  permission: 'tariff.write',
  mutation: 'draftTariffPrice',
  required: ['code', 'validFrom', 'basis'],
  uniqueBy: ['code', 'region', 'validFrom'],
  columns: async () => COLUMNS,
  open: async (ctx) => ({
    check: async (values) => [...priceProblems(values), ...(await tariffProblems(ctx, values))],
    take: (values, key) =>
      inTransaction(ctx, (ctx) => once(ctx, { key, operation: 'import tariffs', body: values }, () => draft(ctx, values))),
  }),
};

/** The tariff, and its price where nothing of it is wrong. */
async function draft(ctx: TxCtx, values: RowValues): Promise<string> {
  return draftTariffPrice(ctx, { tariffId: await tariffOf(ctx, values), price: priceOf(values) });
}

async function tariffOf(ctx: TxCtx, values: RowValues): Promise<string> {
  await lockByName(ctx.tx, `tariff code:${ctx.brand.id} ${values.code}`); // two rows of one new tariff, taken over at once
  const known = await asBrand(ctx).tx.tariff.findFirst({ where: { code: values.code ?? '' }, select: { id: true } });
  return known?.id ?? createTariff(ctx, formOf(values));
}

/** What the readers find unsound they refuse by field, so the answers are handed to them as they are. */
const formOf = (values: RowValues): TariffForm =>
  ({ commodity: 'ELECTRICITY', segment: 'HOUSEHOLD', ...answersOfCells(columnsOf(TARIFF), values) }) as unknown as TariffForm;

function priceOf(values: RowValues): PriceForm {
  const { baseFee, bonus, bonusCondition, postcodes } = values;
  const components = [
    ...(baseFee === undefined ? [] : [{ kind: 'base-fee', amount: decimal(baseFee), per: 'month' }]),
    ...energyOf(values),
    ...(bonus === undefined ? [] : [{ kind: 'bonus', form: 'fixed', amount: decimal(bonus), condition: bonusCondition ?? null }]),
  ];
  const areas = postcodes === undefined ? [] : [{ kind: 'postcodes', postcodes: postcodes.split(/[\s,;]+/).filter(Boolean) }];
  const vatRate = values.vatRate === undefined ? {} : { vatRate: decimal(values.vatRate) };
  const version = { ...answersOfCells(columnsOf(VERSION), values), ...vatRate, ...leavingOf(values) };
  return { ...version, components, areas } as unknown as PriceForm;
}

/** A fee is whole: a part of it alone is told as what is missing. */
function leavingOf(values: RowValues): object {
  const { leavingFeeForm, leavingFee, leavingFeeCap } = values;
  if (leavingFeeForm === undefined && leavingFee === undefined && leavingFeeCap === undefined) return {};
  const { leavingFeeForm: form } = answersOfCells(columnsOf(LEAVING), values);
  return { leavingFee: { form, amount: decimal(leavingFee ?? ''), cap: leavingFeeCap === undefined ? null : decimal(leavingFeeCap) } };
}

function energyOf({ energyPrice, highPrice, lowPrice, lowFrom, lowTo }: RowValues): object[] {
  if (highPrice !== undefined || lowPrice !== undefined)
    return [
      {
        kind: 'energy',
        rate: 'two-rate',
        high: decimal(highPrice ?? ''),
        low: decimal(lowPrice ?? ''),
        lowFrom: lowFrom ?? '22:00',
        lowTo: lowTo ?? '06:00',
      },
    ];
  return energyPrice === undefined ? [] : [{ kind: 'energy', rate: 'single', price: decimal(energyPrice) }];
}

/** "9,8" is 9.8: a table of prices has no thousands. */
const decimal = (cell: string): string => cell.replace(',', '.');

function priceProblems(values: RowValues): Problem[] {
  try {
    readPriceForm(priceOf(values));
    return [];
  } catch (cause) {
    return problemsOfFailure(cause).map((problem) => ({ ...problem, field: columnOf(problem.field, values) }));
  }
}

/** "components.1.price" -> the column that holds it. */
function columnOf(field: string, values: RowValues): string {
  const [list, index = '', part = ''] = field.split('.');
  if (list === 'areas') return 'postcodes';
  if (list === 'leavingFee') return { form: 'leavingFeeForm', cap: 'leavingFeeCap' }[index] ?? 'leavingFee';
  if (list !== 'components') return field;
  const filled = [...(values.baseFee === undefined ? [] : ['baseFee']), ...(energyOf(values).length > 0 ? ['energyPrice'] : []), 'bonus'];
  if (part === 'high' || part === 'low') return `${part}Price`;
  return filled[Number(index)] ?? 'energyPrice';
}

/** A new tariff is made and forgotten again: so its own checks speak, all of them. */
async function tariffProblems(ctx: Ctx, values: RowValues): Promise<Problem[]> {
  const forgotten = new Error('looked at, not made');
  try {
    await inTransaction(ctx, async (ctx) => {
      await tariffOf(ctx, values);
      throw forgotten;
    });
  } catch (cause) {
    return cause === forgotten ? [] : problemsOfFailure(cause);
  }
  return [];
}
