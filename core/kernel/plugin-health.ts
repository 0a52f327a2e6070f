import { DomainError } from './errors.ts';

/** How a plugin did at one place for one brand, as this process saw it since it began. */
export interface PlaceHealth {
  /** A point, or "events". */
  readonly place: string;
  readonly calls: number;
  readonly failures: number;
  readonly totalMs: number;
  readonly slowestMs: number;
  readonly lastAt: Date;
  readonly lastError: string | null;
  readonly lastErrorAt: Date | null;
}

export interface Place {
  readonly brandId: string;
  readonly pluginId: string;
  readonly place: string;
}

type Noted = { -readonly [K in keyof PlaceHealth]: PlaceHealth[K] };

/** Since when this process counts. */
export const countsSince = new Date();
/** Enough of an error to find it in the log, where it stands whole. */
const ERROR_MAX = 300;
const noted = new Map<string, Map<string, Noted>>();

/** Begins one run; what it returns ends it, with the error that it ended with. A refusal in words is an answer, not a fault. */
export function beginRun(at: Place): (error?: unknown) => void {
  const start = performance.now();
  return (error) => note(at, performance.now() - start, error);
}

/** What is known of a plugin of a brand, by place. */
export const healthOf = (brandId: string, pluginId: string): readonly PlaceHealth[] =>
  [...(noted.get(`${brandId} ${pluginId}`)?.values() ?? [])].sort((a, b) => a.place.localeCompare(b.place));

function note({ brandId, pluginId, place }: Place, ms: number, error: unknown): void {
  const key = `${brandId} ${pluginId}`;
  const places = noted.get(key) ?? new Map<string, Noted>();
  noted.set(key, places);
  const health = places.get(place) ?? newHealth(place);
  places.set(place, health);
  health.calls += 1;
  health.totalMs += ms;
  health.slowestMs = Math.max(health.slowestMs, ms);
  health.lastAt = new Date();
  if (error === undefined || error instanceof DomainError) return;
  health.failures += 1;
  health.lastError = String(error).slice(0, ERROR_MAX);
  health.lastErrorAt = health.lastAt;
}

const newHealth = (place: string): Noted => ({
  ...{ place, calls: 0, failures: 0, totalMs: 0, slowestMs: 0, lastAt: new Date(), lastError: null, lastErrorAt: null },
});
