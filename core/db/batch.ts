export type Args = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, unknown>>;
type Run = (operation: 'findUnique' | 'findMany', args: Args) => Promise<unknown>;

interface Waiting {
  readonly value: unknown;
  readonly resolve: (row: unknown) => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Look-ups by one key that are made in the same tick and ask for the same columns become one statement. Prisma does this
 * too, but not beside a row limit: a partner's list of 200 contracts would make 200 statements for their customers.
 */
export function batchedLookUp(run: Run): (args?: Args) => Promise<unknown> {
  const batches = new Map<string, Waiting[]>();

  return (args = {}) => {
    const { where, ...wanted } = args;
    const [[key, value] = [], ...others] = Object.entries(where ?? {});
    if (key === undefined || others.length > 0 || typeof value === 'object') return run('findUnique', args);

    const name = `${key} ${JSON.stringify(wanted)}`;
    return new Promise((resolve, reject) => {
      const batch = batches.get(name) ?? [];
      batch.push({ value, resolve, reject });
      if (batch.length > 1) return;
      batches.set(name, batch);
      process.nextTick(() => {
        batches.delete(name);
        answer(run, batch, { key, wanted }).catch((cause: unknown) => {
          for (const { reject: refuse } of batch) refuse(cause);
        });
      });
    });
  };
}

async function answer(run: Run, batch: readonly Waiting[], { key, wanted }: { key: string; wanted: Args }): Promise<void> {
  const [first] = batch;
  if (first && batch.length === 1) return first.resolve(await run('findUnique', { ...wanted, where: { [key]: first.value } }));

  const select = wanted.select as Args | undefined;
  const values = [...new Set(batch.map(({ value }) => value))];
  const rows = (await run('findMany', {
    ...wanted,
    ...(select && { select: { ...select, [key]: true } }),
    where: { [key]: { in: values } },
  })) as Row[];
  const byKey = new Map(rows.map((row) => [row[key], select && !select[key] ? without(row, key) : row]));
  for (const { value, resolve } of batch) resolve(byKey.get(value) ?? null);
}

const without = (row: Row, key: string): Row => Object.fromEntries(Object.entries(row).filter(([name]) => name !== key));
