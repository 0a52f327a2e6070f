import { z } from 'zod';

const amount = z
  .string('is missing; write it like "12.34"')
  .regex(/^\d{1,7}(\.\d{1,10})?$/, 'is no amount; write it like "12.34", without a sign');

/** What leaving before the end of the term costs: EUR once, ct for each kWh that remains, or percent of what they would have cost. */
export const leavingFeeTerms = z
  .strictObject({
    form: z.enum(['FIXED', 'PER_KWH', 'PERCENT']),
    amount,
    /** At most so many EUR. */
    cap: amount
      .regex(/^\d+(\.\d{1,2})?$/, 'is no sum of money; write EUR with at most two decimals')
      .nullish()
      .transform((cap) => cap ?? null),
  })
  .refine(({ form, amount }) => form !== 'PERCENT' || Number(amount) <= 100, {
    path: ['amount'],
    message: 'is more than 100 %; write 10 % as "10"',
  });

export type LeavingFeeTerms = z.output<typeof leavingFeeTerms>;

/** What a version agrees on; null = nothing. */
export const leavingFeeAgreed = (stored: unknown): LeavingFeeTerms | null => leavingFeeTerms.nullable().parse(stored ?? null);
