/** Puts an entry at the young end of a memory; the oldest goes when there are more than `most`. Gives the value back. */
export function keepRecent<Key, Value>(entries: Map<Key, Value>, most: number, [key, value]: readonly [Key, Value]): Value {
  entries.delete(key);
  const oldest = entries.keys().next();
  if (entries.size >= most && !oldest.done) entries.delete(oldest.value);
  entries.set(key, value);
  return value;
}
