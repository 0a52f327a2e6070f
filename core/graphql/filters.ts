import { type PlainDate, toDbDate } from '../kernel/clock.ts';
import type { Builder } from './builder.ts';

/** Input types that several lists share. */
export function filterTypes(builder: Builder) {
  const InstantRange = builder.inputType('InstantRange', {
    description: 'From an instant (inclusive) to an instant (exclusive).',
    fields: (t) => ({
      from: t.field({ type: 'DateTime', description: 'At or after.' }),
      before: t.field({ type: 'DateTime', description: 'Before.' }),
    }),
  });
  const DayRange = builder.inputType('DayRange', {
    description: 'From a day to a day, both inclusive.',
    fields: (t) => ({
      from: t.field({ type: 'Date', description: 'On or after.' }),
      to: t.field({ type: 'Date', description: 'On or before.' }),
    }),
  });
  return { InstantRange, DayRange };
}

export const dayWhere = (range: { from?: PlainDate | null | undefined; to?: PlainDate | null | undefined } | null | undefined) =>
  range ? { ...(range.from && { gte: toDbDate(range.from) }), ...(range.to && { lte: toDbDate(range.to) }) } : undefined;

export const instantWhere = (range: { from?: Date | null | undefined; before?: Date | null | undefined } | null | undefined) =>
  range ? { ...(range.from && { gte: range.from }), ...(range.before && { lt: range.before }) } : undefined;

/** Leaves out what was not asked for. */
export const only = (conditions: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(conditions).filter(([, value]) => value !== undefined && value !== null));

const LIKES: ReadonlySet<string> = new Set(['startsWith', 'endsWith', 'contains']);

/** Prisma hands texts to LIKE as they are, where "%" and "_" would stand for anything: here they stand for themselves. */
export function literally(condition: unknown): unknown {
  if (Array.isArray(condition)) return condition.map(literally);
  if (typeof condition !== 'object' || condition === null || condition instanceof Date) return condition;
  const isLike = (name: string): boolean => LIKES.has(name) || (name === 'equals' && 'mode' in condition);
  return Object.fromEntries(
    Object.entries(condition).map(([name, value]) => [
      name,
      typeof value === 'string' && isLike(name) ? value.replace(/[\\%_]/g, '\\$&') : literally(value),
    ]),
  );
}
