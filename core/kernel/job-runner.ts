import type { Prisma } from '#prisma';
import { reasonOf } from '../db/faults.ts';
import { activationRows, holdSwitches } from './activation.sql.ts';
import { Activation } from './activation.ts';
import { DomainError } from './errors.ts';
import { finishJobs, longSent, requestsOf, type SentJob, type StartRow, takeJobs } from './job.sql.ts';
import { type AnyJob, backOffSeconds } from './jobs.ts';
import { type Kernel, systemContext } from './kernel.ts';
import { timed } from './metrics.ts';
import { CompanyUnavailable } from './outside.ts';
import { isPassing, patiently } from './passing.ts';
import type { Parcel, Queue } from './queue.ts';
import { withTimeout } from './timeout.ts';
import { together } from './together.ts';

/** So many jobs a process does at the same time. */
export const CONCURRENCY = 20;
const PER_BRAND = 100;
const LOST_AFTER_MINUTES = 5;
/** For a database that is out of reach; after that the sweeper finds the job. */
const PUT_BACK = { tries: 5, pauseMs: 1_000, isWorthIt: () => true };

/** Moves waiting jobs into the queue. Returns how many. */
export async function relayJobs({ root }: Kernel, queue: Queue): Promise<number> {
  // First the mark, then the queue: a crash in between leaves rows that the sweeper finds; the other way round would run jobs twice.
  const jobs = await takeJobs(root, PER_BRAND);
  if (jobs.length > 0) await queue.add(parcelsOf(jobs));
  return jobs.length;
}

/** Each brand's jobs by itself. A few are given to as many workers; of many each worker gets several. */
function parcelsOf(jobs: readonly SentJob[]): Parcel[] {
  const size = Math.ceil(jobs.length / CONCURRENCY);
  const brandIds = [...new Set(jobs.map(({ brandId }) => brandId))];
  return brandIds.flatMap((id) => {
    const ofBrand = jobs.filter(({ brandId }) => brandId === id);
    return Array.from({ length: Math.ceil(ofBrand.length / size) }, (_, n) => ofBrand.slice(n * size, (n + 1) * size));
  });
}

/** Puts back what was marked as sent but is not in the queue: a relay crashed, or Redis lost its memory. */
export async function sweepLostJobs({ root, log }: Kernel, queue: Queue, minutes = LOST_AFTER_MINUTES): Promise<number> {
  const sent = await longSent(root, minutes);
  if (sent.length === 0) return 0;
  const rounds = new Map((await queue.open()).map(({ id, round }) => [id, round]));
  let lost = 0;
  for (const { id, round } of sent) {
    if (rounds.get(id) === round) continue;
    const { count } = await root.jobRequest.updateMany({ where: { id, state: 'SENT', round }, data: { state: 'WAITING' } });
    lost += count;
  }
  if (lost > 0) log.warn({ lost }, 'jobs were lost by the queue and wait again');
  return lost;
}

/**
 * Runs one job: parked when its plugin is off, done, tried again later, or a dead letter. Where not even that could be written
 * (the database was out of reach) the job waits again; it never waits for the sweeper, and never keeps the rest of its parcel.
 */
export async function runJob(kernel: Kernel, job: SentJob): Promise<void> {
  try {
    await runOnce(kernel, job);
  } catch (cause) {
    kernel.log.error({ job: job.name, jobId: job.id, err: cause }, 'a job could not be begun or ended and waits again');
    await patiently(() => putBack(kernel, job), PUT_BACK);
  }
}

async function runOnce(kernel: Kernel, { id, name, brandId, round }: SentJob): Promise<void> {
  const known = kernel.registry.jobs.get(name);
  if (!known)
    return settle(kernel, id, { state: 'DEAD', error: `No installed plugin has the job "${name}"; install it again or drop the job` });
  const { pluginId, job } = known;

  const start = await sharedBy(kernel).start({ id, name, brandId, round });
  if (!start) return;

  const { request, activation } = start;
  const ctx = await systemContext(kernel, brandId, { name: pluginId, activation });
  const attempt = request.attempt + 1;
  let next: Prisma.InputJsonObject | null = null;
  const goOn = (input: Prisma.InputJsonObject): void => {
    next = input;
  };
  try {
    await timed('job', { plugin: pluginId, job: name }, () =>
      withTimeout(job.run(job.input.parse(request.input) as never, { ...ctx, idempotencyKey: id, attempt, goOn }), job.timeoutMs),
    );
    if (next) await waitForNextSlice(kernel, { id, round, input: next });
    else await sharedBy(kernel).finish(id);
  } catch (cause) {
    await failed(kernel, { id, pluginId, job, attempt, round }, cause);
  }
}

interface Start {
  readonly request: StartRow;
  readonly activation: Activation;
}

/** What jobs of one process do by one statement for all that start or end at the same moment. */
interface Shared {
  /** Null = it is not to be run: done meanwhile, handed over anew, or parked now. */
  readonly start: (job: SentJob) => Promise<Start | null>;
  readonly finish: (id: string) => Promise<void>;
}
const shared = new WeakMap<Kernel, Shared>();

function sharedBy(kernel: Kernel): Shared {
  const known = shared.get(kernel);
  if (known) return known;
  const made: Shared = {
    start: together({ keyOf: ({ brandId }) => brandId, answer: (jobs) => startAll(kernel, jobs) }),
    finish: together({ keyOf: () => '', answer: (ids) => finishJobs(kernel.root, ids).then(() => ids.map(() => undefined)) }),
  };
  shared.set(kernel, made);
  return made;
}

/** Of one brand. What is to run needs no lock: it began just before a switch, or just after. */
async function startAll(kernel: Kernel, jobs: readonly SentJob[]): Promise<(Start | null)[]> {
  const { root, registry, brands } = kernel;
  const brandId = jobs[0]?.brandId ?? '';
  const [requests, activation] = await Promise.all([requestsOf(root, jobs), brands.activation(brandId)]);
  const isOn = ({ name }: StartRow): boolean => activation.isActive(registry.jobs.get(name)?.pluginId ?? '');
  const starts = jobs.map(({ id, round }) => {
    const request = requests.get(id);
    return request?.state === 'SENT' && request.round === round ? request : null;
  });
  const idle = starts.flatMap((request) => (request && !isOn(request) ? [request] : []));
  if (idle.length > 0) await park(kernel, brandId, idle);
  return starts.map((request) => (request && isOn(request) ? { request, activation } : null));
}

/** Holds the switches: a job must not be parked after its plugin went on and took up what was parked. Who went on meanwhile waits again. */
const park = ({ root, registry, vault }: Kernel, brandId: string, requests: readonly StartRow[]): Promise<void> =>
  root.$transaction(async (tx) => {
    await holdSwitches(tx, brandId);
    const activation = new Activation(registry, await activationRows(tx, brandId, registry), vault);
    for (const { id, name, round } of requests) {
      const isOn = activation.isActive(registry.jobs.get(name)?.pluginId ?? '');
      await tx.jobRequest.updateMany({ where: { id, state: 'SENT', round }, data: { state: isOn ? 'WAITING' : 'PARKED' } });
    }
  });

interface Failure {
  readonly id: string;
  readonly pluginId: string;
  readonly job: AnyJob;
  readonly attempt: number;
  readonly round: number;
}

/** The longest pause while a company's circuit is open: so long after it is back the last job that waited for it goes on. */
const LONGEST_PAUSE_S = 300;
/** Longer the more often the job was handed out: ten thousand jobs that ask in vain every half minute would leave no time for anything else. */
const pauseSeconds = (first: number, round: number): number => Math.min(LONGEST_PAUSE_S, Math.round(first * 1.5 ** (round - 1)));

async function failed(kernel: Kernel, { id, pluginId, job, attempt, round }: Failure, cause: unknown): Promise<void> {
  const error = reasonOf(cause);
  if (cause instanceof CompanyUnavailable) {
    // Its circuit is open: nothing was tried, so no try is used up.
    return retryIn(kernel, id, { seconds: pauseSeconds(cause.retryInSeconds, round), error });
  }
  kernel.log.error({ pluginId, job: job.name, jobId: id, attempt, err: cause }, 'job failed');
  const isHopeless = cause instanceof DomainError && !isPassing(cause);
  if (isHopeless || attempt >= job.attempts) return settle(kernel, id, { state: 'DEAD', error, attempt });
  return retryIn(kernel, id, { seconds: backOffSeconds(attempt), error, attempt });
}

const retryIn = async (
  { root }: Kernel,
  id: string,
  { seconds, error, attempt }: { seconds: number; error: string; attempt?: number },
): Promise<void> => {
  const notBefore = new Date(Date.now() + seconds * 1_000);
  await root.jobRequest.updateMany({
    where: { id, state: 'SENT' },
    data: { state: 'WAITING', notBefore, error, ...(attempt !== undefined && { attempt }) },
  });
};

/** Nothing was tried, so no try is used up. A later hand-over is left alone. */
const putBack = async ({ root }: Kernel, { id, round }: SentJob): Promise<void> => {
  await root.jobRequest.updateMany({ where: { id, state: 'SENT', round }, data: { state: 'WAITING' } });
};

/** The slice went well: its tries are forgotten. */
const waitForNextSlice = async (
  { root }: Kernel,
  { id, round, input }: { readonly id: string; readonly round: number; readonly input: Prisma.InputJsonObject },
): Promise<void> => {
  await root.jobRequest.updateMany({ where: { id, state: 'SENT', round }, data: { state: 'WAITING', input, attempt: 0, error: null } });
};

async function settle({ root }: Kernel, id: string, data: { state: 'DEAD'; error: string; attempt?: number }): Promise<void> {
  await root.jobRequest.updateMany({ where: { id, state: 'SENT' }, data: { ...data, finishedAt: new Date() } });
}
