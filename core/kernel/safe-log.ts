import pino from 'pino';
import { loggable } from '../db/faults.ts';
import type { Log } from './context.ts';

/** A log into which errors go without the values that database messages quote: they are customers' names and addresses. */
export const safeLog = (log: Log): Log =>
  log.child(
    {},
    {
      serializers: {
        err: (cause: unknown) => {
          const safe = loggable(cause);
          return safe instanceof Error ? pino.stdSerializers.err(safe) : safe;
        },
      },
    },
  );
