import type { z } from 'zod';
import type { Prisma } from '#prisma';
import type { TxCtx } from './context.ts';

/** Something that happened: past tense, versioned by addition, ids only. */
export interface EventType<T> {
  /** "<noun>.<past participle>". */
  readonly name: string;
  readonly schema: z.ZodType<T>;
  /** The field that says what it happened to. Events of one subject arrive in order. */
  readonly subject: keyof T & string;
}

export const event = <T>(name: string, schema: z.ZodType<T>, subject: keyof T & string): EventType<T> => ({ name, schema, subject });

/** What a handler acts with. */
export interface EventCtx extends TxCtx {
  /** The event's own number: the same however often it is delivered, another one for every event. */
  readonly eventId: string;
}

export interface EventHandler {
  readonly type: string;
  /** Throws or rejects where it fails; a promise only where there is something to wait for. */
  readonly run: (payload: unknown, ctx: EventCtx) => Promise<void> | void;
}

/** Runs after commit, exactly once, in a transaction that also marks the delivery. No network: enqueue a job. */
export const on = <T>(type: EventType<T>, run: (payload: T, ctx: EventCtx) => Promise<void> | void): EventHandler => ({
  type: type.name,
  run: (payload, ctx) => run(type.schema.parse(payload), ctx),
});

/** The event as the outbox keeps it: for whoever writes the outbox together with other rows in one statement. */
export function eventRow<T>(type: EventType<T>, payload: T) {
  const checked = type.schema.parse(payload);
  return { type: type.name, subject: String(checked[type.subject]), payload: checked as Prisma.InputJsonObject };
}

/** Writes the event into the outbox of the open transaction: no commit, no event. */
export async function emit<T>({ tx }: Pick<TxCtx, 'tx'>, type: EventType<T>, payload: T): Promise<void> {
  await tx.outboxEvent.create({ data: eventRow(type, payload), select: { id: true } });
}
