import type { Clock } from '../kernel/clock.ts';

export interface TestClock extends Clock {
  /** Puts it at an instant. */
  readonly set: (instant: string) => void;
  readonly forward: (step: { readonly days?: number; readonly minutes?: number }) => void;
}

/** Stands still at noon of the day of the demo's prices until it is moved. */
export function testClock(start = '2026-08-24T10:00:00Z'): TestClock {
  let now = new Date(start);
  return {
    now: () => new Date(now),
    set: (instant) => {
      now = new Date(instant);
    },
    forward: ({ days = 0, minutes = 0 }) => {
      now = new Date(now.getTime() + days * 86_400_000 + minutes * 60_000);
    },
  };
}
