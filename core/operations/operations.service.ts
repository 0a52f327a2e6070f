import type { TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** Both are a person's decision about work that was given up; they are noted in the audit log. */
export async function retryJob(ctx: TxCtx, id: string): Promise<void> {
  const { count } = await ctx.tx.jobRequest.updateMany({
    where: { id, state: 'DEAD' },
    data: { state: 'WAITING', attempt: 0, notBefore: null, finishedAt: null },
  });
  if (count === 0)
    throw new DomainError('JOB_NOT_DEAD', `id: there is no dead letter ${id}; it runs already, is done, or never was`, { id });
  await note(ctx, 'job.retried', id);
}

export async function dropJob(ctx: TxCtx, id: string): Promise<void> {
  const { count } = await ctx.tx.jobRequest.updateMany({ where: { id, state: { in: ['DEAD', 'PARKED'] } }, data: { state: 'DROPPED' } });
  if (count === 0) throw new DomainError('JOB_NOT_DEAD', `id: there is no dead letter or parked job ${id}`, { id });
  await note(ctx, 'job.dropped', id);
}

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
