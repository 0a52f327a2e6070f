import pg from 'pg';
import type { Log } from './context.ts';

/** What all processes are told after a commit: by who wrote the rows, or for rare things (brand, access, clock) by a trigger. */
export interface Signal {
  /** outbox, job, change: there is work. progress: work that people watch went on. sequenced: changes have numbers. brand: facts or switches changed. access: keys or the partner tree changed. clock: the demo's clock. */
  readonly kind: 'outbox' | 'job' | 'change' | 'progress' | 'sequenced' | 'brand' | 'access' | 'clock';
  /** Empty = all brands. */
  readonly brandId: string;
}

export interface Signals {
  /** Returns a function that ends the subscription. */
  readonly subscribe: (listener: (signal: Signal) => void) => () => void;
  /** Tells this process at once and all others soon. */
  readonly tell: (signal: Signal) => void;
  /** How many subscriptions are open. */
  readonly listeners: () => number;
  readonly close: () => Promise<void>;
}

const KINDS: readonly string[] = [
  'outbox',
  'job',
  'change',
  'progress',
  'sequenced',
  'brand',
  'access',
  'clock',
] satisfies Signal['kind'][];
const isKind = (text: string | undefined): text is Signal['kind'] => text !== undefined && KINDS.includes(text);

const CHANNEL = 'voltkontor';
const RECONNECT_MS = 1_000;
/** Others are told of the same thing once in this time. */
const GATHER_MS = 10;

/** Listens on one connection of its own and reconnects. A lost signal costs time, never data: everybody polls as well. */
export async function listenToSignals(connectionString: string, log: Log): Promise<Signals> {
  const listeners = new Set<(signal: Signal) => void>();
  const untold = new Set<string>();
  let client: pg.Client | null = null;
  let isClosed = false;

  const tellListeners = (signal: Signal): void => {
    for (const listener of listeners) listener(signal);
  };
  /** What is kept in memory because a signal would drop it. */
  const tellWhatMayBeMissed = (): void => {
    for (const kind of ['brand', 'access', 'clock'] as const) tellListeners({ kind, brandId: '' });
  };
  const tellOthers = (): void => {
    const payloads = [...untold];
    untold.clear();
    if (isClosed) return;
    client
      ?.query('select pg_notify($1, told) from unnest($2::text[]) told', [CHANNEL, payloads])
      .catch((err: unknown) => log.warn({ err }, 'other processes were not told; they will see it when they look'));
  };

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString, application_name: 'voltkontor signals' });
    let ownProcess = 0;
    next.on('notification', ({ payload = '', processId }) => {
      const [kind, brandId = ''] = payload.split(' ');
      if (isKind(kind) && processId !== ownProcess) tellListeners({ kind, brandId });
    });
    next.on('error', (err) => {
      log.warn({ err }, 'signals lost, reconnecting');
      client = null;
      if (!isClosed) setTimeout(() => void reconnect(), RECONNECT_MS).unref();
    });
    await next.connect();
    await next.query(`listen ${CHANNEL}`);
    const { rows } = await next.query<{ pid: number }>('select pg_backend_pid() as pid');
    ownProcess = rows[0]?.pid ?? 0;
    client = next;
  };
  const reconnect = (): Promise<void> =>
    connect()
      .then(tellWhatMayBeMissed)
      .catch((err: unknown) => {
        log.warn({ err }, 'signals still lost');
        if (!isClosed) setTimeout(() => void reconnect(), RECONNECT_MS).unref();
      });

  await connect();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(signal) {
      tellListeners(signal);
      if (untold.size === 0) setTimeout(tellOthers, GATHER_MS).unref();
      untold.add(`${signal.kind} ${signal.brandId}`);
    },
    listeners: () => listeners.size,
    async close() {
      isClosed = true;
      await client?.end();
    },
  };
}
