import pg from 'pg';
import type { Log } from './context.ts';

/** What PostgreSQL tells all processes at commit. The triggers in the fence migration send it. */
export interface Signal {
  /** outbox, job, change: there is work. sequenced: changes have numbers. brand: facts or switches changed. access: keys or the partner tree changed. clock: the demo's clock. */
  readonly kind: 'outbox' | 'job' | 'change' | 'sequenced' | 'brand' | 'access' | 'clock';
  /** Empty = all brands. */
  readonly brandId: string;
}

export interface Signals {
  /** Returns a function that ends the subscription. */
  readonly subscribe: (listener: (signal: Signal) => void) => () => void;
  /** How many subscriptions are open. */
  readonly listeners: () => number;
  readonly close: () => Promise<void>;
}

const KINDS: readonly string[] = ['outbox', 'job', 'change', 'sequenced', 'brand', 'access', 'clock'] satisfies Signal['kind'][];
const isKind = (text: string | undefined): text is Signal['kind'] => text !== undefined && KINDS.includes(text);

const CHANNEL = 'voltkontor';
const RECONNECT_MS = 1_000;

/** Listens on one connection of its own and reconnects. A lost signal costs time, never data: everybody polls as well. */
export async function listenToSignals(connectionString: string, log: Log): Promise<Signals> {
  const listeners = new Set<(signal: Signal) => void>();
  let client: pg.Client | null = null;
  let isClosed = false;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString, application_name: 'voltkontor signals' });
    next.on('notification', ({ payload = '' }) => {
      const [kind, brandId = ''] = payload.split(' ');
      if (!isKind(kind)) return;
      const signal = { kind, brandId };
      for (const listener of listeners) listener(signal);
    });
    next.on('error', (err) => {
      log.warn({ err }, 'signals lost, reconnecting');
      client = null;
      if (!isClosed) setTimeout(() => void reconnect(), RECONNECT_MS).unref();
    });
    await next.connect();
    await next.query(`listen ${CHANNEL}`);
    client = next;
  };
  const reconnect = (): Promise<void> =>
    connect().catch((err: unknown) => {
      log.warn({ err }, 'signals still lost');
      if (!isClosed) setTimeout(() => void reconnect(), RECONNECT_MS).unref();
    });

  await connect();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    listeners: () => listeners.size,
    async close() {
      isClosed = true;
      await client?.end();
    },
  };
}
