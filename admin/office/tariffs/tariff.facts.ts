import type { VersionOfTariffFragment } from '../../../generated/admin/graphql.ts';
import { addDays, day, decimal, number, today, withUnit } from '../../kit/format.ts';
import { isRecord } from '../../kit/is-record.ts';
import type { StatusKind } from '../../kit/parts/status.tsx';
import { say, sayCount, sayIfKnown } from '../../kit/text.ts';
import { formOf } from './price-stored.ts';

export type Version = VersionOfTariffFragment;

/** How far a version has come, and whether it counts today. */
export type VersionState = 'draft' | 'handedIn' | 'approved' | 'coming' | 'inForce' | 'over';

export function stateOf({
  state,
  handedInAt,
  validFrom,
  validTo,
}: Pick<Version, 'state' | 'handedInAt' | 'validFrom' | 'validTo'>): VersionState {
  if (state === 'DRAFT') return handedInAt === null ? 'draft' : 'handedIn';
  if (state === 'APPROVED') return 'approved';
  if (validFrom > today()) return 'coming';
  return validTo === null || validTo > today() ? 'inForce' : 'over';
}

export const STATE_KINDS: Readonly<Record<VersionState, StatusKind>> = {
  ...{ draft: 'idle', handedIn: 'progress', approved: 'wait', coming: 'wait', inForce: 'ok', over: 'ended' },
};

/** "1 Jan 2027 to 31 Dec 2027", "from 1 Jan 2027". */
export const timeOf = ({ validFrom, validTo }: Pick<Version, 'validFrom' | 'validTo'>): string =>
  validTo === null
    ? say('office.version.from', { from: day(validFrom) })
    : say('office.dashboard.range', { from: day(validFrom), to: day(addDays(validTo, -1)) });

/** The energy price in a few words, as it was published: "9.80 ct/kWh", "EPEX-AT + 1.20 ct/kWh". */
export function energyWords({ components }: Pick<Version, 'components'>): string | null {
  const parts: unknown[] = Array.isArray(components) ? components : [];
  const energy = parts.filter(isRecord).find(({ kind }) => kind === 'energy');
  if (!energy) return null;
  const price = (value: unknown): string => withUnit(decimal(String(value)), 'ct/kWh');
  switch (energy.rate) {
    case 'single':
      return price(energy.price);
    case 'two-rate':
      return `${decimal(String(energy.high))} / ${price(energy.low)}`;
    case 'spot':
      return `${String(energy.index)} + ${price(energy.surcharge)}`;
    case 'time-of-use':
      return sayCount('office.version.windows', Array.isArray(energy.windows) ? energy.windows.length : 0);
    default:
      return sayCount('office.version.tiers', Array.isArray(energy.tiers) ? energy.tiers.length : 0);
  }
}

const lastOf = (path: string): string => path.split('.').at(-1) ?? path;

/** The word for a field of a version, by its path. */
export const fieldLabel = (path: string): string => sayIfKnown(`office.price.${lastOf(path)}`) ?? lastOf(path);

/** A choice of a field in words; what is no choice stays as it is. */
export const choiceLabel = (path: string, value: string): string =>
  sayIfKnown(`office.price.value.${lastOf(path)}.${value.toUpperCase().replaceAll('-', '_')}`) ?? value;

/** The part of a version that a path lies in: "Bonus 2". */
export function groupLabel(path: string): string | null {
  const [, list = '', at] = /^(.*?)(?:\.(\d+)(?:\..*)?)?$/.exec(path) ?? [];
  const word = sayIfKnown(`office.price.group.${at === undefined ? (path.split('.')[0] ?? '') : list}`);
  return word !== null && at !== undefined ? `${word} ${Number(at) + 1}` : word;
}

/** Every field of a version that says something, in words: for reading. */
export function factsOf(version: Version): readonly (readonly [label: string, value: string])[] {
  const form = formOf(version);
  const isCount = (path: string): boolean => ['fees', 'bonuses', 'energy.windows', 'energy.tiers'].includes(path);
  const isIdle = (path: string): boolean =>
    (path.startsWith('base.') && form['base.amount'] === '') ||
    (path.endsWith('.base') && form[path.replace(/base$/, 'form')] !== 'PERCENT') ||
    (path.startsWith('energy.') && isOfOtherRate(path, form['energy.rate'] ?? ''));
  return Object.entries(form)
    .filter(([path, value]) => value !== '' && !isCount(path) && !isIdle(path))
    .map(([path, value]) => [[groupLabel(path), fieldLabel(path)].filter(Boolean).join(': '), shown(path, value)] as const);
}

/** The fields of each kind of energy price. */
export const RATES: Readonly<Record<string, readonly string[]>> = {
  single: ['price'],
  'two-rate': ['high', 'low', 'lowFrom', 'lowTo'],
  'time-of-use': ['windows', 'otherwise'],
  spot: ['index', 'surcharge'],
  tiered: ['mode', 'tiers'],
};

const isOfOtherRate = (path: string, rate: string): boolean => {
  const [, field = ''] = path.split('.');
  return field !== 'rate' && !(RATES[rate] ?? []).includes(field);
};

/** A value as it is stored, in the reader's way of writing: days, numbers and choices. */
export function valueWords(path: string, value: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return day(value);
  return /^-?\d+\.\d+$/.test(value) ? number(Number(value), 2, 10) : choiceLabel(path, value);
}

const shown = (path: string, value: string): string => {
  const unit = unitOf(path);
  return unit === null ? valueWords(path, value) : withUnit(valueWords(path, value), unit);
};

const CENTS: ReadonlySet<string> = new Set(['price', 'high', 'low', 'otherwise', 'surcharge']);

/** What a number of a version is counted in; null where it is no number, or a bonus says itself what it counts. */
function unitOf(path: string): string | null {
  if (path === 'vatRate') return '%';
  if (path === 'base.amount' || path.startsWith('fees.')) return path.endsWith('amount') ? '€' : null;
  if (path.startsWith('energy.') && CENTS.has(lastOf(path))) return 'ct/kWh';
  return path.endsWith('Months') ? say('office.price.months') : null;
}
