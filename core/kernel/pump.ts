import { sequenceChanges } from './changes.sql.ts';
import { queueDepth, type SentJob } from './job.sql.ts';
import { CONCURRENCY, relayJobs, runJob, sweepLostJobs } from './job-runner.ts';
import type { Kernel } from './kernel.ts';
import { registerGauge } from './metrics.ts';
import { outboxLag } from './outbox.sql.ts';
import { relayEvents } from './outbox.ts';
import type { Queue } from './queue.ts';
import { runSchedules } from './schedules.ts';

const POLL_MS = 1_000;
const SWEEP_MS = 60_000;
/** After so many finished jobs the next are handed over: one by one each would cost a statement of its own. */
const REFILL = 50;

export interface Pump {
  /** Ends the loops and waits for what they are doing. */
  readonly stop: () => Promise<void>;
}

/** The worker's engine: delivers events, numbers changes, hands over jobs, looks at schedules. Woken by signals, polling as a safety net. */
export async function startPump(kernel: Kernel, queue: Queue): Promise<Pump> {
  await sweepLostJobs(kernel, queue, 0); // what a killed process had marked as sent but not handed over
  const loops = [
    loop(kernel, 'outbox', () => relayEvents(kernel)),
    loop(kernel, 'change', () => numberChanges(kernel)),
    loop(kernel, 'job', () => relayJobs(kernel, queue)),
    loop(kernel, 'clock', () => runSchedules(kernel)),
  ];
  let running = 0;
  let finished = 0;
  const run = async (job: SentJob): Promise<void> => {
    running += 1;
    try {
      await runJob(kernel, job);
    } finally {
      running -= 1;
      finished += 1;
      if (running === 0 || finished % REFILL === 0) loops[2]?.wake();
    }
  };
  queue.work(run, CONCURRENCY);
  const sweeper = setInterval(() => {
    sweepLostJobs(kernel, queue).catch((err: unknown) => kernel.log.error({ err }, 'sweeping lost jobs failed'));
  }, SWEEP_MS);
  const gauges = [
    registerGauge({
      name: 'voltkontor_outbox_lag_seconds',
      description: 'Age of the oldest event that is not yet delivered',
      read: async () => (await outboxLag(kernel.root)).map(({ brand, seconds }) => ({ value: seconds, labels: { brand } })),
    }),
    registerGauge({
      name: 'voltkontor_queue_jobs',
      description: 'Jobs that wait or are in the queue',
      read: async () => (await queueDepth(kernel.root)).map(({ brand, state, count }) => ({ value: count, labels: { brand, state } })),
    }),
  ];
  const unsubscribe = kernel.signals.subscribe(({ kind }) => {
    for (const { name, wake } of loops) if (name === kind) wake();
  });

  return {
    async stop() {
      unsubscribe();
      clearInterval(sweeper);
      for (const remove of gauges) remove();
      await Promise.all(loops.map(({ stop }) => stop()));
    },
  };
}

async function numberChanges({ root, signals }: Kernel): Promise<number> {
  const brandIds = await root.$transaction((tx) => sequenceChanges(tx));
  for (const brandId of brandIds) signals.tell({ kind: 'sequenced', brandId });
  return brandIds.length;
}

/** Does `work` until it finds nothing, then sleeps until woken or the poll interval is over. */
function loop({ log }: Kernel, name: string, work: () => Promise<number>) {
  let isStopped = false;
  let isWoken = false;
  let wakeUp: () => void = () => undefined;

  const sleep = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const wake = () => {
    isWoken = true;
    wakeUp();
  };

  const done = (async () => {
    while (!isStopped) {
      isWoken = false;
      let found = 0;
      try {
        found = await work();
      } catch (err) {
        log.error({ err, loop: name }, 'the loop goes on after a failure');
        await sleep();
      }
      if (found === 0 && !isWoken && !isStopped) await sleep();
    }
  })();

  return {
    name,
    wake,
    stop: () => {
      isStopped = true;
      wakeUp();
      return done;
    },
  };
}
