import { createPostgresBackend, Queue as RedisQueue, Worker as RedisWorker, withBackend } from 'bullmq';
import type { Log } from './context.ts';
import type { SentJob } from './job.sql.ts';

/** Jobs of one brand that a worker does one after the other: the queue's own price is paid once for all of them. */
export type Parcel = readonly SentJob[];

/** Hands jobs to workers of this and other processes. What a job is and what became of it stands in our own table. */
export interface Queue {
  /** Adding the same parcel twice is the same as once. */
  readonly add: (parcels: readonly Parcel[]) => Promise<void>;
  /** Everything that is handed over and not finished. */
  readonly open: () => Promise<SentJob[]>;
  readonly work: (run: (job: SentJob) => Promise<void>, concurrency: number) => void;
  /** Waits for the jobs that run. */
  readonly close: () => Promise<void>;
}

export interface QueueOptions {
  readonly connectionString: string;
  /** Null = the queue lives in PostgreSQL. */
  readonly redisUrl: string | null;
  readonly log: Log;
  /** Installations that share a Redis have different names. */
  readonly name: string;
}

const idOf = ([first]: Parcel): string => `${first?.id}_${first?.round}`;
/** BullMQ's words for what is not finished. */
const OPEN = ['wait', 'active', 'delayed', 'prioritized'] as const;

/** BullMQ on PostgreSQL, or on Redis when there is a URL. */
export function createQueue({ connectionString, redisUrl, log, name }: QueueOptions): Queue {
  const { queue, makeWorker } = redisUrl ? onRedis(redisUrl, name) : onPostgres(connectionString, name);
  queue.on('error', (err) => log.warn({ err }, 'queue'));
  let worker: ReturnType<typeof makeWorker> | null = null;

  return {
    async add(parcels) {
      const opts = (parcel: Parcel) => ({ jobId: idOf(parcel), removeOnComplete: true, removeOnFail: true });
      await queue.addBulk(parcels.map((parcel) => ({ name: parcel[0]?.name ?? '', data: parcel, opts: opts(parcel) })));
    },
    open: async () => (await queue.getJobs([...OPEN])).flatMap(({ data }) => data),
    work(run, concurrency) {
      worker = makeWorker(async ({ data }) => {
        const done = [];
        for (const job of data) done.push(...(await Promise.allSettled([run(job)]))); // one that fails keeps no other one
        const failed = done.find((one) => one.status === 'rejected');
        if (failed) throw failed.reason;
      }, concurrency);
      worker.on('error', (err) => log.warn({ err }, 'queue worker'));
      worker.on('failed', (job, err) => log.error({ jobId: job?.id, err }, 'queue gave a job up; the sweeper sends it again'));
    },
    async close() {
      await worker?.close();
      await queue.close();
    },
  };
}

type Run = (job: { readonly data: Parcel }) => Promise<void>;
/** A killed worker's job comes back after the lock ran out, as often as workers are killed. */
const PATIENCE = { lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 10 };

function onPostgres(connectionString: string, name: string) {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const connection = { connectionString, migrate: true };
  return {
    queue: new Queue<Parcel>(name, { connection }),
    makeWorker: (run: Run, concurrency: number) => new Worker<Parcel>(name, run, { connection, concurrency, ...PATIENCE }),
  };
}

function onRedis(url: string, name: string) {
  const connection = { url, maxRetriesPerRequest: null };
  return {
    queue: new RedisQueue<Parcel>(name, { connection }),
    makeWorker: (run: Run, concurrency: number) => new RedisWorker<Parcel>(name, run, { connection, concurrency, ...PATIENCE }),
  };
}
