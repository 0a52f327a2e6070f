import { reasonOf } from '../db/faults.ts';
import { activationRows, holdSwitches } from './activation.sql.ts';
import { Activation } from './activation.ts';
import { DomainError } from './errors.ts';
import { longSent, type SentJob, takeJobs } from './job.sql.ts';
import { type AnyJob, backOffSeconds } from './jobs.ts';
import { type Kernel, systemContext } from './kernel.ts';
import { timed } from './metrics.ts';
import { CompanyUnavailable } from './outside.ts';
import type { Queue } from './queue.ts';
import { withTimeout } from './timeout.ts';

const PER_BRAND = 50;
const LOST_AFTER_MINUTES = 5;

/** Moves waiting jobs into the queue. Returns how many. */
export async function relayJobs({ root }: Kernel, queue: Queue): Promise<number> {
  // First the mark, then the queue: a crash in between leaves rows that the sweeper finds; the other way round would run jobs twice.
  const jobs = await root.$transaction((tx) => takeJobs(tx, PER_BRAND));
  if (jobs.length > 0) await queue.add(jobs);
  return jobs.length;
}

/** Puts back what was marked as sent but is not in the queue: a relay crashed, or Redis lost its memory. */
export async function sweepLostJobs({ root, log }: Kernel, queue: Queue, minutes = LOST_AFTER_MINUTES): Promise<number> {
  let lost = 0;
  for (const job of await longSent(root, minutes)) {
    if (await queue.knows(job)) continue;
    const { count } = await root.jobRequest.updateMany({
      where: { id: job.id, state: 'SENT', round: job.round },
      data: { state: 'WAITING' },
    });
    lost += count;
  }
  if (lost > 0) log.warn({ lost }, 'jobs were lost by the queue and wait again');
  return lost;
}

/** Runs one job: parked when its plugin is off, done, tried again later, or a dead letter. */
export async function runJob(kernel: Kernel, { id, name, brandId, round }: SentJob): Promise<void> {
  const known = kernel.registry.jobs.get(name);
  if (!known)
    return settle(kernel, id, { state: 'DEAD', error: `No installed plugin has the job "${name}"; install it again or drop the job` });
  const { pluginId, job } = known;

  const start = await kernel.root.$transaction(async (tx) => {
    await holdSwitches(tx, brandId);
    const request = await tx.jobRequest.findUnique({ where: { id } });
    if (request?.state !== 'SENT' || request.round !== round) return null; // done meanwhile, or handed over anew
    const activation = new Activation(kernel.registry, await activationRows(tx, brandId), kernel.vault);
    if (activation.isActive(pluginId)) return { request, activation };
    await tx.jobRequest.update({ where: { id }, data: { state: 'PARKED' } });
    return null;
  });
  if (!start) return;

  const { request, activation } = start;
  const ctx = await systemContext(kernel, brandId, { name: pluginId, activation });
  const attempt = request.attempt + 1;
  try {
    await timed('job', { plugin: pluginId, job: name }, () =>
      withTimeout(job.run(job.input.parse(request.input) as never, { ...ctx, idempotencyKey: id, attempt }), job.timeoutMs),
    );
    await settle(kernel, id, { state: 'DONE' });
  } catch (cause) {
    await failed(kernel, { id, pluginId, job, attempt }, cause);
  }
}

interface Failure {
  readonly id: string;
  readonly pluginId: string;
  readonly job: AnyJob;
  readonly attempt: number;
}

async function failed(kernel: Kernel, { id, pluginId, job, attempt }: Failure, cause: unknown): Promise<void> {
  const error = reasonOf(cause);
  if (cause instanceof CompanyUnavailable) {
    // Its circuit is open: nothing was tried, so no try is used up.
    return retryIn(kernel, id, { seconds: cause.retryInSeconds, error });
  }
  kernel.log.error({ pluginId, job: job.name, jobId: id, attempt, err: cause }, 'job failed');
  const isHopeless = cause instanceof DomainError;
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

async function settle({ root }: Kernel, id: string, data: { state: 'DONE' | 'DEAD'; error?: string; attempt?: number }): Promise<void> {
  await root.jobRequest.updateMany({ where: { id, state: 'SENT' }, data: { ...data, finishedAt: new Date() } });
}
