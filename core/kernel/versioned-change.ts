import type { Prisma } from '#prisma';
import { changedMeanwhile, type NotedChange } from './both-versions.ts';
import type { TxCtx } from './context.ts';

export interface ChangeRequest {
  /** The version the caller saw; another one is a conflict. */
  readonly expectedVersion: number;
  /** What is to be different; what is left out stays, null empties. Lists are replaced as a whole. */
  readonly change: Readonly<Record<string, unknown>>;
}

/** What is known of a row for people, and of what was done to it. */
interface Noted {
  /** The version that the change makes. */
  readonly version: number;
  readonly before: Prisma.InputJsonObject;
  readonly after: Prisma.InputJsonObject;
}

/** A row whose versions are counted and whose changes are kept. */
export interface VersionedRow<Stored extends { readonly version: number }, Facts extends object> {
  /** Of the conflict: "CUSTOMER_CHANGED". */
  readonly code: string;
  /** GraphQL type of the row; its fields are named as the facts. */
  readonly type: string;
  readonly read: () => Promise<Stored>;
  readonly factsOf: (stored: Stored) => Facts;
  /** The facts as they would be; fails with every problem at once. */
  readonly sound: (given: object, stored: Stored) => Facts;
  /** Writes where the row still has the version that was seen: how many rows that was. */
  readonly save: (after: Facts, change: { readonly fields: readonly string[]; readonly stored: Stored }) => Promise<number>;
  readonly note: (noted: Noted) => Promise<void>;
  /** What was changed after a version, the oldest first; whoever changed it. */
  readonly since: (version: number) => Promise<readonly NotedChange[]>;
}

/** Changes a row that the caller has seen in a version. Whoever is late fails with both versions: nothing is lost silently. */
export async function changeVersioned<Stored extends { readonly version: number }, Facts extends object>(
  ctx: TxCtx,
  { expectedVersion, change }: ChangeRequest,
  row: VersionedRow<Stored, Facts>,
): Promise<void> {
  const stored = await row.read();
  if (stored.version !== expectedVersion) throw await conflict(ctx, { row, stored, expectedVersion });
  const before = row.factsOf(stored);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const after = row.sound({ ...before, ...given }, stored);
  const fields = differing(before, after);
  if (fields.length === 0) return;

  // The version in the condition: of two at once, the second finds no row any more.
  const count = await row.save(after, { fields, stored });
  if (count === 0) throw await conflict(ctx, { row, stored: await row.read(), expectedVersion });
  await row.note({ version: expectedVersion + 1, before: pick(before, fields), after: pick(after, fields) });
}

const differing = (before: object, after: object): string[] => {
  const values = new Map(Object.entries(after));
  return Object.entries(before).flatMap(([field, value]) => (JSON.stringify(value) === JSON.stringify(values.get(field)) ? [] : [field]));
};

const pick = (facts: object, fields: readonly string[]): Prisma.InputJsonObject =>
  Object.fromEntries(Object.entries(facts).filter(([field]) => fields.includes(field)));

interface Late<Stored extends { readonly version: number }, Facts extends object> {
  readonly row: VersionedRow<Stored, Facts>;
  readonly stored: Stored;
  readonly expectedVersion: number;
}

async function conflict<Stored extends { readonly version: number }, Facts extends object>(
  ctx: TxCtx,
  { row: { code, type, factsOf, since }, stored, expectedVersion }: Late<Stored, Facts>,
) {
  const current = { version: stored.version, values: factsOf(stored) };
  return changedMeanwhile(ctx, { code, type, expectedVersion, current, since: await since(expectedVersion) });
}
