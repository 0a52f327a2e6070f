import type { TariffPrice } from '#prisma';
import { fromDbDate } from '../kernel/clock.ts';

/** One thing in which two versions differ. */
export interface PriceDifference {
  /** Path: "energy:single.price", "guaranteeMonths". */
  readonly field: string;
  /** As text; null = it is not there. */
  readonly before: string | null;
  readonly after: string | null;
}

/** In what two versions of a price differ, in the order of their fields. Who wrote and approved them is no difference. */
export function differencesOf(before: TariffPrice, after: TariffPrice): PriceDifference[] {
  const [old, fresh] = [textsOf(before), textsOf(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? null, after: fresh.get(field) ?? null }))
    .filter((difference) => difference.before !== difference.after);
}

function textsOf(price: TariffPrice): ReadonlyMap<string, string> {
  const { validFrom, validTo, region, basis, vatRate, components, areas, guaranteeUntil, leavingFee, ...terms } = price;
  const { consumptionFrom, consumptionTo, guaranteeMonths, guaranteeScope, minimumTermMonths, noticeCount, noticeUnit, renewalMonths } =
    terms;
  return new Map(
    [
      ...leaves('validFrom', fromDbDate(validFrom)),
      ...leaves('validTo', validTo && fromDbDate(validTo)),
      ...leaves('region', region),
      ...leaves('basis', basis),
      ...leaves('vatRate', vatRate?.toString()),
      ...componentsOf(components),
      ...leaves('areas', areas),
      ...Object.entries({ consumptionFrom, consumptionTo, guaranteeMonths }).flatMap(([field, value]) => leaves(field, value)),
      ...leaves('guaranteeUntil', guaranteeUntil && fromDbDate(guaranteeUntil)),
      ...Object.entries({ guaranteeScope, minimumTermMonths, noticeCount, noticeUnit, renewalMonths }).flatMap(([field, value]) =>
        leaves(field, value),
      ),
      ...leaves('leavingFee', leavingFee),
    ].map(({ field, text }) => [field, text]),
  );
}

interface Leaf {
  readonly field: string;
  readonly text: string;
}

/** By what a component is, not by where it stands: a bonus that is put first is no change of the energy price. */
function componentsOf(components: unknown): Leaf[] {
  const counts = new Map<string, number>();
  return (Array.isArray(components) ? components : []).flatMap((component: Readonly<Record<string, unknown>>) => {
    const { kind, rate, form, ...facts } = component;
    const name = [kind, rate ?? form].filter(Boolean).join(':');
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const field = count === 1 ? name : `${name} ${count}`;
    const parts = leaves(field, facts);
    return parts.length > 0 ? parts : [{ field, text: 'yes' }];
  });
}

/** Every value of a tree with its path, by name, since the database keeps no order; what is null or missing is not there. */
function leaves(field: string, value: unknown): Leaf[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value) && value.every((entry) => typeof entry !== 'object')) return [{ field, text: value.join(', ') }];
  if (typeof value === 'object')
    return Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([key, part]) => leaves(`${field}.${key}`, part));
  return [{ field, text: String(value) }];
}
