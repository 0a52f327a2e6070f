import type { ReactNode } from 'react';
import { say, type TextKey } from '../../kit/text.ts';

/** A column of a list. Plugins append their own; the reader's choice wins over what is shown at first. */
export interface Column<Row> {
  readonly id: string;
  /** A text of the back-office, or of the plugin that brings the column. */
  readonly label: TextKey | (() => string);
  /** Said once in the head: "kWh/year". */
  readonly unit?: TextKey;
  readonly isNumber?: boolean;
  /** What the API sorts by; null = it does not sort by this. */
  readonly sort?: string;
  /** From which width on it is shown: 2 = 1200 px, 3 = 1400 px, 4 = 1600 px. Always, where left out. */
  readonly from?: 2 | 3 | 4;
  /** Shown once the reader wants it. */
  readonly isOptional?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

export const labelOf = ({ label }: Pick<Column<never>, 'label'>): string => (typeof label === 'string' ? say(label) : label());

/** What every list keeps in its address. */
export interface ListSearch {
  /** What was typed. */
  readonly q?: string;
  /** A field of the API, "-" before it for downwards: "-CREATED_AT". */
  readonly sort?: string;
  readonly after?: string;
  readonly before?: string;
  /** Ids of the columns that are shown, with commas. */
  readonly cols?: string;
}

const KEYS = ['q', 'sort', 'after', 'before', 'cols'] as const;

/** Reads the address of a list; what is no text is nothing. `more` names a list's own filters. */
export function readSearch<More extends string>(
  search: Record<string, unknown>,
  more: readonly More[],
): ListSearch & { [K in More]?: string } {
  const read: Record<string, string> = {};
  for (const key of [...KEYS, ...more]) {
    const value = search[key];
    if (typeof value === 'string' && value !== '') read[key] = value;
    if (typeof value === 'number') read[key] = String(value);
  }
  return read as ListSearch & { [K in More]?: string };
}

/** Rows of a page, for the API. */
export const PAGE_ROWS = 50;

export const pageOf = ({ after, before }: ListSearch) =>
  before === undefined ? { first: PAGE_ROWS, after: after ?? null } : { last: PAGE_ROWS, before };

export const listOf = (text: string | undefined): string[] => text?.split(',').filter(Boolean) ?? [];

/** A filter that changes starts from the first page: a cursor belongs to what was asked before. */
export function narrowed<Search extends ListSearch>(search: Search, change: Partial<Search>): Search {
  const { after: _after, before: _before, ...rest } = search;
  const next = { ...rest, ...change } as Search;
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined && value !== '')) as Search;
}
