export interface Company {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
}

export interface Placed<One extends Company> {
  readonly company: One;
  /** 0 = at the top of what is shown. */
  readonly depth: number;
}

/** Companies as a tree reads, each below its own superior; one whose superior is not among them stands at the top. */
export function inTreeOrder<One extends Company>(companies: readonly One[]): Placed<One>[] {
  const known = new Set(companies.map(({ id }) => id));
  const topOf = ({ parentId }: One): string | null => (parentId !== null && known.has(parentId) ? parentId : null);
  const placed = (above: string | null, depth: number): Placed<One>[] =>
    companies.filter((company) => topOf(company) === above).flatMap((company) => [{ company, depth }, ...placed(company.id, depth + 1)]);
  return placed(null, 0);
}

/** A company and all below it. */
export function belowOf<One extends Company>(companies: readonly One[], id: string): One[] {
  const placed = inTreeOrder(companies);
  const start = placed.findIndex(({ company }) => company.id === id);
  const top = placed[start];
  if (!top) return [];
  const rest = placed.slice(start + 1);
  const end = rest.findIndex(({ depth }) => depth <= top.depth);
  return [top, ...(end === -1 ? rest : rest.slice(0, end))].map(({ company }) => company);
}
