/** A signal that was lost (the database was away) costs this long, not what it told of. */
const POLL_MS = 5_000;

export interface Bell {
  readonly ring: () => void;
  /** Until somebody rings, and a few seconds at most. */
  readonly wait: () => Promise<void>;
}

/** Wakes one sleeper, who wakes up by itself after a while; a ring while nobody sleeps is kept for the next. */
export function createBell(): Bell {
  let wake: () => void = () => undefined;
  let isRung = false;
  return {
    ring: () => {
      isRung = true;
      wake();
    },
    wait: async () => {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, POLL_MS);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isRung = false;
    },
  };
}
