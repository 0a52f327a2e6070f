import { z } from 'zod';
import type { Prisma } from '#prisma';
import { audit } from '../access/audit.ts';
import type { TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { AnyJob } from '../kernel/jobs.ts';
import { invalid, problemsOf } from '../kernel/problems.ts';
import type { Registry } from '../kernel/registry.ts';

export interface JobRetry {
  readonly id: string;
  /** What it is done for from now on; undefined = for what it was asked. */
  readonly input: unknown;
}

/**
 * Runs a dead letter again. It is a person's decision about work that was given up, noted in the audit log with what it was
 * done for before and after. Errors: JOB_NOT_DEAD, JOB_UNKNOWN, JOB_INPUT_INVALID with every problem by its field.
 */
export async function retryJob(ctx: TxCtx, { jobs }: Pick<Registry, 'jobs'>, { id, input }: JobRetry): Promise<void> {
  const before = await ctx.tx.jobRequest.findUnique({ where: { id } });
  if (!before) throw notDead(id);
  const changed = input === undefined ? undefined : checkedInput(jobs.get(before.name)?.job, before.name, input);
  const { count } = await ctx.tx.jobRequest.updateMany({
    where: { id, state: 'DEAD' },
    data: { state: 'WAITING', attempt: 0, notBefore: null, finishedAt: null, ...(changed && { input: changed }) },
  });
  if (count === 0) throw notDead(id);
  await audit(ctx, {
    action: 'job.retried',
    subject: id,
    ...(changed && { before: { input: before.input }, after: { input: changed } }),
  });
}

function checkedInput(job: AnyJob | undefined, name: string, input: unknown): Prisma.InputJsonObject {
  if (!job)
    throw new DomainError('JOB_UNKNOWN', `id: no installed plugin has the job "${name}"; install it again or drop the job`, { name });
  const checked = job.input.safeParse(input);
  if (!checked.success) throw invalid('JOB_INPUT_INVALID', problemsOf(checked.error));
  return z.record(z.string(), z.json()).parse(checked.data);
}

/** JSON Schema of what a job is done for; null where no installed plugin has the job. */
export const inputSchemaOf = ({ jobs }: Pick<Registry, 'jobs'>, name: string): unknown => {
  const known = jobs.get(name);
  return known ? z.toJSONSchema(known.job.input, { io: 'input', unrepresentable: 'any' }) : null;
};

const REASON_MAX = 500;

export interface JobDrop {
  readonly id: string;
  /** Why, in a person's words; null = they did not say. */
  readonly reason: string | null;
}

/** Puts a dead letter or a parked job aside, for a reason that the audit log keeps. Errors: JOB_NOT_DEAD, JOB_REASON_TOO_LONG. */
export async function dropJob(ctx: TxCtx, { id, reason }: JobDrop): Promise<void> {
  const why = reason?.trim() ?? '';
  if (why.length > REASON_MAX)
    throw new DomainError('JOB_REASON_TOO_LONG', `reason: is longer than ${REASON_MAX} characters; shorten it`, {
      field: 'reason',
      maximum: REASON_MAX,
    });
  const { count } = await ctx.tx.jobRequest.updateMany({
    where: { id, state: { in: ['DEAD', 'PARKED'] } },
    data: { state: 'DROPPED', finishedAt: ctx.wallClock.now() },
  });
  if (count === 0) throw notDead(id);
  await audit(ctx, { action: 'job.dropped', subject: id, ...(why !== '' && { after: { reason: why } }) });
}

const notDead = (id: string): DomainError =>
  new DomainError('JOB_NOT_DEAD', `id: there is no dead letter or parked job ${id}; it runs already, is done, or never was`, { id });

export interface DeliveryKey {
  readonly eventId: bigint;
  readonly pluginId: string;
}

export async function retryDelivery(ctx: TxCtx, { eventId, pluginId }: DeliveryKey): Promise<boolean> {
  const { count } = await ctx.tx.eventDelivery.updateMany({
    where: { eventId, pluginId, state: 'DEAD' },
    data: { state: 'DUE', attempt: 0, nextAt: null },
  });
  if (count === 0)
    throw new DomainError('DELIVERY_NOT_DEAD', `eventId, pluginId: there is no dead event ${eventId} for "${pluginId}"`, {
      eventId: String(eventId),
      pluginId,
    });
  await note(ctx, 'delivery.retried', `${eventId} ${pluginId}`);
  return true;
}

export async function dropDelivery(ctx: TxCtx, { eventId, pluginId }: DeliveryKey): Promise<boolean> {
  const { count } = await ctx.tx.eventDelivery.updateMany({
    where: { eventId, pluginId, state: { in: ['DEAD', 'PARKED'] } },
    data: { state: 'DROPPED' },
  });
  if (count === 0)
    throw new DomainError('DELIVERY_NOT_DEAD', `eventId, pluginId: there is no dead or parked event ${eventId} for "${pluginId}"`, {
      eventId: String(eventId),
      pluginId,
    });
  await note(ctx, 'delivery.dropped', `${eventId} ${pluginId}`);
  return true;
}

const note = ({ tx, viewer }: TxCtx, action: string, subject: string) =>
  tx.auditEntry.create({ data: { by: viewer.name, action, subject } });
