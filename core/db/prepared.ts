/** How many different statements are kept prepared on a connection: each costs PostgreSQL memory. */
const NAMED = 200;
/** How many are remembered as seen once. */
const SEEN = 2_000;

/**
 * A name for a statement that comes again, '' for one that is new: what has a name is parsed and planned once per connection
 * instead of every time. Whoever sends ever new statements (lists of ever new lengths) gets no names, so the memory is bounded.
 */
export function statementNames({ named = NAMED, seen = SEEN } = {}): (sql: string) => string {
  const names = new Map<string, string>();
  const once = new Set<string>();
  return (sql) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= named) return '';
    if (once.delete(sql)) {
      const name = `s${names.size}`;
      names.set(sql, name);
      return name;
    }
    if (once.size >= seen) once.clear();
    once.add(sql);
    return '';
  };
}
