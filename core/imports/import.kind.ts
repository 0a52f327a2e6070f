import type { Column } from '../forms/form.columns.ts';
import type { Ctx } from '../kernel/context.ts';
import type { Problem } from '../kernel/problems.ts';

/** A row by the paths of the fields that its columns fill. Empty cells are left out. */
export type RowValues = Readonly<Record<string, string>>;

/** What is done with the rows of a batch. What the batch needs is read once. */
export interface RowWork {
  /** Everything that keeps a row from being taken over; nothing is saved. */
  readonly check: (values: RowValues) => Promise<readonly Problem[]>;
  /**
   * Takes a row over: once for each key, however often it is asked. Returns the id of what was made. A row that cannot be
   * taken over is a DomainError.
   */
  readonly take: (values: RowValues, key: string) => Promise<string>;
}

/** A kind of file. */
export interface ImportKind {
  readonly code: 'orders' | 'customers' | 'tariffs';
  /** What whoever imports it must be allowed to do one by one, too. */
  readonly permission: string;
  readonly mutation: string;
  /** What a column may fill. */
  readonly columns: (ctx: Ctx) => Promise<readonly Column[]>;
  /** Fields without which no row can be taken over. */
  readonly required: readonly string[];
  /** Fields that most rows need. While no column fills one of them, a column that nobody understands is asked about first. */
  readonly usual?: readonly string[];
  /** Two rows of a file with the same values here are the same thing twice. */
  readonly uniqueBy: readonly string[];
  readonly open: (ctx: Ctx, partnerId: string | null) => Promise<RowWork>;
}
