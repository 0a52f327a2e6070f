import type { z } from 'zod';
import type { Prisma } from '#prisma';
import type { Rows } from '../db/write-rows.sql.ts';
import type { Ctx, TxCtx } from './context.ts';
import { newId } from './ids.ts';

export interface JobCtx extends Ctx {
  /** Give it to the outside company: a retry must not buy, send or book twice. */
  readonly idempotencyKey: string;
  /** 1 on the first try. */
  readonly attempt: number;
  /**
   * For work in slices: after this run the same request is begun again with this input, in its old place and before what was
   * asked for meanwhile; others have their turn in between. See `goOn`.
   */
  readonly goOn: (input: Prisma.InputJsonObject) => void;
}

/** Work for the outside world, or for the night. Must be safe to repeat. */
export interface Job<T> {
  /** "<plugin>.<what>". */
  readonly name: string;
  /** Ids only, never personal data. */
  readonly input: z.ZodType<T>;
  readonly run: (input: T, ctx: JobCtx) => Promise<void>;
  /** Tries before it becomes a dead letter that a person looks at. */
  readonly attempts: number;
  /** A run that takes longer counts as failed. */
  readonly timeoutMs: number;
  /** Cron text in the brand's time zone; the input of a scheduled run is `{}`. */
  readonly schedule: string | null;
}

/** A job whose input's type is forgotten: what lists hold. */
export type AnyJob = Omit<Job<unknown>, 'run'> & { readonly run: (input: never, ctx: JobCtx) => Promise<void> };

type JobOptions<T> = Pick<Job<T>, 'name' | 'input' | 'run'> & Partial<Pick<Job<T>, 'attempts' | 'timeoutMs' | 'schedule'>>;

export const job = <T>(options: JobOptions<T>): Job<T> => ({ attempts: 8, timeoutMs: 60_000, schedule: null, ...options });

export interface EnqueueOptions {
  /** A second request with the same key is the same request. */
  readonly uniqueKey?: string;
  readonly notBefore?: Date;
}

/** The request for a job as a row: for a decision that leaves it with its answer. */
export const requestOf = <T>(job: Job<T>, input: T, { uniqueKey, notBefore }: EnqueueOptions = {}): Rows => ({
  model: 'JobRequest',
  rows: [{ id: newId(), name: job.name, input: job.input.parse(input), uniqueKey: uniqueKey ?? null, notBefore: notBefore ?? null }],
});

/** Asks for a job in the open transaction: no commit, no job. */
export async function enqueue<T>(
  { tx }: Pick<TxCtx, 'tx'>,
  job: Job<T>,
  input: T,
  { uniqueKey, notBefore }: EnqueueOptions = {},
): Promise<void> {
  const data = {
    name: job.name,
    input: job.input.parse(input) as Prisma.InputJsonObject,
    ...(uniqueKey !== undefined && { uniqueKey }),
    ...(notBefore && { notBefore }),
  };
  await tx.jobRequest.createMany({ data: [data], skipDuplicates: true });
}

/** Asks for the next slice of a job that runs. Where its own run is repeated after a crash, it is asked for once. */
export const goOn = <T>(ctx: JobCtx, job: Job<T>, input: T): void => ctx.goOn(job.input.parse(input) as Prisma.InputJsonObject);

/** Back-off between two tries, in seconds: 2, 4, 8 … at most an hour. */
export const backOffSeconds = (attempt: number): number => Math.min(3_600, 2 ** attempt);
