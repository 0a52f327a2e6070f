import { Worker } from 'node:worker_threads';
import type { BaseLogger } from 'pino';

/** How long requests and jobs may take to finish. Below the 30 s that container platforms commonly wait. */
const DRAIN_MS = 25_000;
/** npm passes on a Ctrl+C that the terminal has delivered already: that is one wish, not two. */
const SAME_WISH_MS = 1_000;

interface Part {
  readonly name: string;
  close(): Promise<unknown>;
  /** Lets go at once, without waiting. */
  abandon?(): void;
}

export interface Shutdown {
  /** What has to be closed at the end; what was added last is closed first. */
  add(part: Part): void;
  readonly isEnding: boolean;
  /** Runs the start: an end that is asked for meanwhile waits for it, because only then is known what there is to close. */
  start<T>(work: () => Promise<T>): Promise<T>;
  /** For the start, between its steps: throws if the end was asked for. */
  check(): void;
  /** Closes everything and ends the process; a part that fails or hangs makes the exit status 1. */
  end(exitCode: number): Promise<never>;
  /** Ends the process now, without closing anything: there is nothing left to finish. */
  breakOff(exitCode: number): never;
}

/**
 * The one way this process ends: after SIGTERM, SIGINT or SIGHUP (status 0), after an error that nobody caught (1), or
 * when asked. A second signal does not wait any longer.
 */
export function createShutdown(log: Pick<BaseLogger, 'info' | 'error' | 'fatal'>): Shutdown {
  const parts: Part[] = [];
  let ending: Promise<never> | undefined;
  let endingSince = 0;
  let starting: Promise<unknown> = Promise.resolve();

  const breakOff = (exitCode: number): never => {
    for (const part of parts.toReversed()) part.abandon?.();
    process.exit(exitCode);
  };

  const closeAll = async (exitCode: number): Promise<never> => {
    startWatchdog();
    const limit = setTimeout(() => {
      log.error(`Not finished after ${DRAIN_MS / 1000} s: the rest is broken off`);
      breakOff(1);
    }, DRAIN_MS);
    await starting.catch(() => undefined); // whoever started it reports why it failed
    let status = exitCode;
    while (parts.length > 0) {
      const part = parts[parts.length - 1];
      try {
        await part?.close();
      } catch (error) {
        log.error({ error }, `${part?.name} did not close cleanly`);
        status = 1;
      }
      parts.pop();
    }
    clearTimeout(limit);
    process.exit(status);
  };

  const end = (exitCode: number): Promise<never> => {
    endingSince ||= Date.now();
    ending ??= closeAll(exitCode);
    return ending;
  };

  const onSignal = (signal: NodeJS.Signals) => {
    if (!ending) log.info(`${signal}: finishing what is under way; once more ends at once`);
    else if (Date.now() - endingSince > SAME_WISH_MS) breakOff(1);
    void end(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal);

  const onFatal = (error: unknown) => {
    if (!ending) log.fatal({ err: error }, 'An error that nobody caught: the process ends');
    else log.error({ err: error }, 'An error that nobody caught, while ending');
    void end(1);
  };
  process.on('uncaughtException', onFatal);
  process.on('unhandledRejection', onFatal);

  return {
    add: (part) => void parts.push(part),
    get isEnding() {
      return ending !== undefined;
    },
    start(work) {
      const result = work();
      starting = result;
      return result;
    },
    check() {
      if (ending) throw new Error('asked to end while starting');
    },
    end,
    breakOff,
  };
}

/** Ends the process even if a library keeps this thread so busy that its timers never come due. The next start cleans up. */
function startWatchdog(): void {
  const code = `setTimeout(() => process.kill(process.pid, 'SIGKILL'), ${DRAIN_MS + 5_000})`;
  new Worker(code, { eval: true }).unref();
}
