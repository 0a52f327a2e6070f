export interface Sent {
  readonly domain: string | null;
  readonly count: number;
}

export interface Due {
  readonly id: string;
  readonly domain: string | null;
}

/** How many each domain may get now: what a minute allows, less what it got in the last one. */
export function budgets(sent: readonly Sent[], mostAMinute: number): (domain: string | null) => number {
  const got = new Map(sent.map(({ domain, count }) => [domain, count]));
  return (domain) => Math.max(0, mostAMinute - (got.get(domain) ?? 0));
}

/** The first of those due that their domains may get, in their order. */
export function allowed(due: readonly Due[], budgetOf: (domain: string | null) => number): Due[] {
  const taken = new Map<string | null, number>();
  return due.filter(({ domain }) => {
    const count = taken.get(domain) ?? 0;
    if (count >= budgetOf(domain)) return false;
    taken.set(domain, count + 1);
    return true;
  });
}
