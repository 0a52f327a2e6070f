import { z } from 'zod';
import type { Contract } from '#prisma';
import { fromDbDate } from '../kernel/clock.ts';

/** Who must sign an annex before it counts. */
export type Party = 'customer' | 'new-customer' | 'supplier';

const text = z.string().trim().min(1).max(100);
const day = z.iso.date();
const paymentMethod = z.enum(['direct-debit', 'transfer']);

/** What an annex of each kind may change, and who signs it. */
export const ANNEX_KINDS = {
  /** Another tariff. Signed by the customer, so that it also waives the guarantee. */
  tariff: { after: z.strictObject({ tariffId: z.uuid() }), parties: ['customer'] },
  /** Another customer takes the contract over: three parties, with the balance (cents) and the reading of the day. */
  customer: {
    after: z.strictObject({
      customerId: z.uuid(),
      bankAccountId: z.uuid().nullable().default(null),
      /** Left out = as before. */
      paymentMethod: paymentMethod.optional(),
      balanceCents: z.int().optional(),
      reading: z.strictObject({ kwh: z.int().nonnegative(), on: day }).optional(),
    }),
    parties: ['customer', 'new-customer', 'supplier'],
  },
  /** Other terms. `renewal: "consented"` = the customer agrees to another term. */
  terms: {
    after: z.strictObject({
      paymentMethod: paymentMethod.optional(),
      costCentre: text.nullable().optional(),
      annualKwh: z.int().min(1).max(1_000_000_000).optional(),
      renewal: z.literal('consented').optional(),
      text: z.string().trim().min(1).max(5_000).optional(),
    }),
    parties: ['customer'],
  },
} as const satisfies Readonly<Record<string, { readonly after: z.ZodType; readonly parties: readonly Party[] }>>;

export type AnnexKind = keyof typeof ANNEX_KINDS;
export const isAnnexKind = (kind: string): kind is AnnexKind => Object.hasOwn(ANNEX_KINDS, kind);

/** The same fields as they stand, for comparison; what a contract does not have is null. */
export function beforeOf(contract: Contract, after: object): Record<string, string | number | null> {
  const plain = (value: unknown) =>
    value instanceof Date ? fromDbDate(value) : typeof value === 'string' || typeof value === 'number' ? value : null;
  return Object.fromEntries(Object.keys(after).map((field) => [field, plain(contract[field as keyof Contract])]));
}
