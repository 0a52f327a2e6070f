import { z } from 'zod';

const amount = z.string('REQUIRED').regex(/^\d{1,7}(\.\d{1,10})?$/, 'AMOUNT_INVALID');

/** What leaving before the end of the term costs: EUR once, ct for each kWh that remains, or percent of what they would have cost. */
export const leavingFeeTerms = z
  .strictObject({
    form: z.enum(['FIXED', 'PER_KWH', 'PERCENT']),
    amount,
    /** At most so many EUR. */
    cap: amount
      .regex(/^\d+(\.\d{1,2})?$/, 'SUM_INVALID')
      .nullish()
      .transform((cap) => cap ?? null),
  })
  .refine(({ form, amount }) => form !== 'PERCENT' || Number(amount) <= 100, {
    path: ['amount'],
    message: 'SHARE_ABOVE_ALL',
  });

export type LeavingFeeTerms = z.output<typeof leavingFeeTerms>;

/** What a version agrees on; null = nothing. */
export const leavingFeeAgreed = (stored: unknown): LeavingFeeTerms | null => leavingFeeTerms.nullable().parse(stored ?? null);
