import { createPostgresBackend, Queue as RedisQueue, Worker as RedisWorker, withBackend } from 'bullmq';
import type { Log } from './context.ts';
import type { SentJob } from './job.sql.ts';

/** Hands jobs to workers of this and other processes. What a job is and what became of it stands in our own table. */
export interface Queue {
  /** Adding the same job and round twice is the same as once. */
  readonly add: (jobs: readonly SentJob[]) => Promise<void>;
  /** Whether the queue still knows this hand-over. */
  readonly knows: (job: SentJob) => Promise<boolean>;
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

const idOf = ({ id, round }: SentJob): string => `${id}_${round}`;

/** BullMQ on PostgreSQL, or on Redis when there is a URL. */
export function createQueue({ connectionString, redisUrl, log, name }: QueueOptions): Queue {
  const { queue, makeWorker } = redisUrl ? onRedis(redisUrl, name) : onPostgres(connectionString, name);
  queue.on('error', (err) => log.warn({ err }, 'queue'));
  let worker: ReturnType<typeof makeWorker> | null = null;

  return {
    async add(jobs) {
      const opts = (job: SentJob) => ({ jobId: idOf(job), removeOnComplete: true, removeOnFail: true });
      await queue.addBulk(jobs.map((job) => ({ name: job.name, data: job, opts: opts(job) })));
    },
    knows: async (job) => (await queue.getJob(idOf(job))) !== undefined,
    work(run, concurrency) {
      worker = makeWorker((job) => run(job.data), concurrency);
      worker.on('error', (err) => log.warn({ err }, 'queue worker'));
      worker.on('failed', (job, err) => log.error({ jobId: job?.id, err }, 'queue gave a job up; the sweeper sends it again'));
    },
    async close() {
      await worker?.close();
      await queue.close();
    },
  };
}

type Run = (job: { readonly data: SentJob }) => Promise<void>;
/** A killed worker's job comes back after the lock ran out, as often as workers are killed. */
const PATIENCE = { lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 10 };

function onPostgres(connectionString: string, name: string) {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const connection = { connectionString, migrate: true };
  return {
    queue: new Queue<SentJob>(name, { connection }),
    makeWorker: (run: Run, concurrency: number) => new Worker<SentJob>(name, run, { connection, concurrency, ...PATIENCE }),
  };
}

function onRedis(url: string, name: string) {
  const connection = { url, maxRetriesPerRequest: null };
  return {
    queue: new RedisQueue<SentJob>(name, { connection }),
    makeWorker: (run: Run, concurrency: number) => new RedisWorker<SentJob>(name, run, { connection, concurrency, ...PATIENCE }),
  };
}
