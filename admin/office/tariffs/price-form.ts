/** What is typed into the editor of a price, by path: "base.amount", "energy.windows.0.price". Numbers stay text: money is never a float. */
export type PriceForm = Readonly<Record<string, string>>;

/** Lists in the form: their path, and what a new row holds. How many rows there are stands at the path itself. */
export const LISTS: Readonly<Record<string, PriceForm>> = {
  'energy.windows': { name: '', price: '', from: '17:00', to: '20:00', days: '', months: '' },
  'energy.tiers': { upTo: '', price: '' },
  fees: { name: '', amount: '' },
  bonuses: { form: 'FIXED', amount: '', cap: '', base: 'FIRST_YEAR', audience: 'EVERYBODY', payableAfterDays: '', condition: '' },
};

export const countOf = (form: PriceForm, list: string): number => Number(form[list] ?? 0);

export function withRow(form: PriceForm, list: string): PriceForm {
  const at = countOf(form, list);
  return { ...form, [list]: String(at + 1), ...below(`${list}.${at}`, LISTS[list] ?? {}) };
}

/** The rows behind it move up. */
export function withoutRow(form: PriceForm, list: string, at: number): PriceForm {
  const rows = rowsOf(form, list).filter((_row, index) => index !== at);
  const rest = Object.fromEntries(Object.entries(form).filter(([path]) => !path.startsWith(`${list}.`)));
  return { ...rest, ...listed(list, rows) };
}

/** The rows of a list, each by its own fields. */
const rowsOf = (form: PriceForm, list: string): PriceForm[] =>
  Array.from({ length: countOf(form, list) }, (_, at) => {
    const start = `${list}.${at}.`;
    return Object.fromEntries(
      Object.entries(form).flatMap(([path, value]) => (path.startsWith(start) ? [[path.slice(start.length), value]] : [])),
    );
  });

/** Rows as they stand in the form, with their number. */
export const listed = (list: string, rows: readonly PriceForm[]): PriceForm => ({
  [list]: String(rows.length),
  ...Object.fromEntries(rows.flatMap((row, at) => Object.entries(below(`${list}.${at}`, row)))),
});

export const below = (path: string, fields: PriceForm): PriceForm =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${path}.${name}`, value]));

/** What two people wrote at the same time, from the same beginning: mine where I wrote, theirs elsewhere. A list is taken whole. */
export function merged({ begun, mine, theirs }: Record<'begun' | 'mine' | 'theirs', PriceForm>): PriceForm {
  const isMine = (group: string): boolean => changedGroups(begun, mine).includes(group);
  const part = (form: PriceForm, wanted: (group: string) => boolean): PriceForm =>
    Object.fromEntries(Object.entries(form).filter(([path]) => wanted(groupOf(path))));
  return { ...part(theirs, (group) => !isMine(group)), ...part(mine, isMine) };
}

/** Fields in which two forms differ; of a list, the list. */
export const changedGroups = (before: PriceForm, after: PriceForm): string[] => [
  ...new Set([...Object.keys(before), ...Object.keys(after)].filter((path) => before[path] !== after[path]).map(groupOf)),
];

const groupOf = (path: string): string => Object.keys(LISTS).find((list) => path === list || path.startsWith(`${list}.`)) ?? path;

/** A version that begins from nothing. */
export const emptyForm = (validFrom: string): PriceForm => ({
  ...{ validFrom, validTo: '', region: '', basis: 'NET', vatRate: '' },
  ...{ 'base.amount': '', 'base.per': 'MONTH', 'base.proration': 'DAYS' },
  ...{
    'energy.rate': 'single',
    'energy.price': '',
    'energy.high': '',
    'energy.low': '',
    'energy.lowFrom': '22:00',
    'energy.lowTo': '06:00',
  },
  ...{
    'energy.windows': '0',
    'energy.otherwise': '',
    'energy.index': '',
    'energy.surcharge': '',
    'energy.mode': 'GRADUATED',
    'energy.tiers': '0',
  },
  ...{ fees: '0', bonuses: '0' },
  ...{ 'areas.postcodes': '', 'areas.ranges': '', 'areas.gridAreas': '', consumptionFrom: '', consumptionTo: '' },
  ...{
    guaranteeMonths: '',
    guaranteeUntil: '',
    guaranteeScope: 'ENERGY_ONLY',
    minimumTermMonths: '',
    noticeCount: '2',
    noticeUnit: 'WEEKS',
  },
  ...{ renewalMonths: '', 'leavingFee.form': '', 'leavingFee.amount': '', 'leavingFee.cap': '' },
});
