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

/** What is noted at a place; the same object while the process lives, so that whoever calls often asks for it once. */
export interface Noted {
  readonly place: string;
  calls: number;
  failures: number;
  totalMs: number;
  slowestMs: number;
  /** When the last run ended, on the process's own clock (ms). */
  lastEnd: number;
  lastError: string | null;
  lastErrorEnd: number | null;
}

/** Since when this process counts. */
export const countsSince = new Date();
/** Enough of an error to find it in the log, where it stands whole. */
const ERROR_MAX = 300;
const noted = new Map<string, Map<string, Noted>>();

/** Begins one run; what it returns ends it, with the error that it ended with. */
export function beginRun(at: Place): (error?: unknown) => void {
  const health = notedAt(at);
  const start = performance.now();
  return (error) => {
    noteRun(health, start, error);
  };
}

/** Where runs of a plugin at a place are noted. */
export function notedAt({ brandId, pluginId, place }: Place): Noted {
  const key = `${brandId} ${pluginId}`;
  const places = noted.get(key) ?? new Map<string, Noted>();
  noted.set(key, places);
  const health = places.get(place) ?? newNoted(place);
  places.set(place, health);
  return health;
}

/** Notes a run that began at `start` (ms of the process's own clock) and has ended; its ms. A refusal in words is an answer, not a fault. */
export function noteRun(health: Noted, start: number, error?: unknown): number {
  const end = performance.now();
  const ms = end - start;
  health.calls += 1;
  health.totalMs += ms;
  health.lastEnd = end;
  if (ms > health.slowestMs) health.slowestMs = ms;
  if (error === undefined || error instanceof DomainError) return ms;
  health.failures += 1;
  health.lastError = String(error).slice(0, ERROR_MAX);
  health.lastErrorEnd = end;
  return ms;
}

/** What is known of a plugin of a brand, by place. */
export const healthOf = (brandId: string, pluginId: string): readonly PlaceHealth[] =>
  [...(noted.get(`${brandId} ${pluginId}`)?.values() ?? [])]
    .filter(({ calls }) => calls > 0)
    .map(({ lastEnd, lastErrorEnd, ...facts }) => ({
      ...facts,
      lastAt: instantOf(lastEnd),
      lastErrorAt: lastErrorEnd === null ? null : instantOf(lastErrorEnd),
    }))
    .sort((a, b) => a.place.localeCompare(b.place));

const instantOf = (ms: number): Date => new Date(performance.timeOrigin + ms);

const newNoted = (place: string): Noted => ({
  ...{ place, calls: 0, failures: 0, totalMs: 0, slowestMs: 0, lastEnd: 0, lastError: null, lastErrorEnd: null },
});
