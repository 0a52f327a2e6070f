/** What `askQuote` has in memory after writing it: rows with these relations and all their columns. */
const KEPT: Tree = { offers: { tariffPrice: { tariff: {} } } };

interface Tree {
  readonly [relation: string]: Tree;
}

/** What a client's selection asks of Prisma: columns are true, relations are objects. */
interface Selection {
  readonly select?: object | null | undefined;
  readonly include?: object | null | undefined;
  readonly where?: unknown;
  readonly take?: unknown;
}

/** Whether the answer can be given without reading the quote back: nothing is asked for beyond what was just written. */
export const isCovered = (query: Selection, kept: Tree = KEPT): boolean =>
  query.where === undefined &&
  query.take === undefined &&
  Object.entries({ ...query.select, ...query.include }).every(([field, inner]) => {
    if (typeof inner !== 'object' || inner === null) return true;
    const next = kept[field];
    return next !== undefined && isCovered(inner, next);
  });
