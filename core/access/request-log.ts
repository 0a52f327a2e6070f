import { newId } from '../kernel/ids.ts';
import type { Kernel } from '../kernel/kernel.ts';

/** A request of a key on its way; whoever learns more of it fills it in. */
export interface ApiCall {
  readonly keyId: string;
  readonly brandId: string;
  /** "query contracts"; null = it is no operation of GraphQL, or none that can be read. */
  operation: string | null;
  /** Code of the first error; null = none. */
  code: string | null;
}

/** The same once it is answered. */
export interface AnsweredCall extends Pick<ApiCall, 'keyId' | 'brandId' | 'code'> {
  readonly operation: string;
  /** HTTP status. */
  readonly status: number;
  readonly ip: string;
  readonly ms: number;
}

export interface RequestLog {
  readonly note: (call: AnsweredCall) => void;
  /** Writes down what is noted; also done by itself, every second. */
  readonly flush: () => Promise<void>;
}

interface Line extends AnsweredCall {
  readonly at: Date;
  readonly times: number;
}

const FLUSH_MS = 1_000;

/**
 * What keys did, for those who answer for them. Requests of the same second with the same outcome are one row, so that a
 * busy key costs no more than an idle one; what was noted in the last second before a crash is lost.
 */
export function createRequestLog({ root, wallClock, log }: Pick<Kernel, 'root' | 'wallClock' | 'log'>): RequestLog {
  let lines = new Map<string, Line>();
  let timer: NodeJS.Timeout | null = null;

  const flush = async (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    const data = [...lines.values()].map((line) => ({ id: newId(), ...line }));
    lines = new Map();
    if (data.length === 0) return;
    try {
      await root.apiRequest.createMany({ data });
    } catch (err) {
      log.warn({ err, lost: data.length }, 'requests of API keys were not written down');
    }
  };

  return {
    note(call) {
      const { keyId, operation, status, code, ip, ms } = call;
      const key = `${keyId} ${status} ${code} ${ip} ${operation}`;
      const line = lines.get(key);
      lines.set(key, line ? { ...line, times: line.times + 1, ms: Math.max(line.ms, ms) } : { ...call, at: wallClock.now(), times: 1 });
      timer ??= setTimeout(() => void flush(), FLUSH_MS).unref();
    },
    flush,
  };
}
