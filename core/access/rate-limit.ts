/** Length of the window in milliseconds. */
const WINDOW_MS = 60_000;
/** From so many callers on, those that were silent for a while are swept out, once a window. */
const SWEEP_AT = 10_000;

export interface RateLimiter {
  /** Takes one of `limit` calls a minute. Returns 0, or after how many milliseconds it is worth another try. */
  readonly take: (key: string, limit: number, now: Date) => number;
  /** Callers that are remembered. */
  readonly size: () => number;
}

interface Counts {
  /** Number of the running window since 1970. */
  window: number;
  current: number;
  former: number;
}

/**
 * A sliding minute, in memory and per process: two processes allow twice as much. Two counters a caller instead of a list
 * of times: the former window counts in so far as it still lies inside the last minute, as if its calls were spread evenly.
 */
export function createRateLimiter(): RateLimiter {
  const callers = new Map<string, Counts>();
  let sweptIn = 0;

  return {
    size: () => callers.size,
    take(key, limit, now) {
      const window = Math.floor(now.getTime() / WINDOW_MS);
      const elapsed = now.getTime() - window * WINDOW_MS;
      if (callers.size >= SWEEP_AT && sweptIn !== window) {
        sweptIn = window;
        sweep(callers, window);
      }

      const counts = callers.get(key) ?? { window, current: 0, former: 0 };
      callers.set(key, counts);
      if (counts.window !== window) {
        counts.former = counts.window === window - 1 ? counts.current : 0;
        counts.current = 0;
        counts.window = window;
      }
      if (counts.former * (1 - elapsed / WINDOW_MS) + counts.current >= limit) return untilFree(counts, limit, elapsed);
      counts.current += 1;
      return 0;
    },
  };
}

/** The first millisecond at which the weighted sum lies below the limit: in this window, or in the next when this one is full. */
function untilFree({ former, current }: Counts, limit: number, elapsed: number): number {
  const wait =
    current < limit ? WINDOW_MS * (1 - (limit - current) / former) - elapsed : WINDOW_MS - elapsed + WINDOW_MS * (1 - limit / current);
  return Math.floor(wait) + 1;
}

function sweep(callers: Map<string, Counts>, window: number): void {
  for (const [key, counts] of callers) if (counts.window < window - 1) callers.delete(key);
}
