import { z } from 'zod';
import type { Prisma } from '#prisma';
import { audit } from '../access/audit.ts';
import { asBrand, type Ctx, inTransaction } from '../kernel/context.ts';
import { invalid, type Problem, problemsOf } from '../kernel/problems.ts';

const line = (maximum: number) => z.string().trim().min(1).max(maximum);

/** Who the supplier is, as letters and the law's model texts name it. */
const imprint = z.strictObject({
  /** With its legal form. */
  name: line(160),
  street: line(100),
  houseNumber: line(20),
  postcode: line(10),
  city: line(80),
  phone: line(40),
  email: z
    .string()
    .trim()
    .max(254)
    .refine((text) => z.email().safeParse(text).success, { params: { code: 'EMAIL_INVALID' } }),
});

export type Imprint = z.output<typeof imprint>;
export type PartOfImprint = { readonly [Name in keyof Imprint]: Imprint[Name] | null };

/** What is known of it; a fact that is missing is null. */
export function imprintOf(stored: unknown): PartOfImprint {
  const known = imprint.partial().safeParse(stored).data ?? {};
  const { name = null, street = null, houseNumber = null, postcode = null, city = null, phone = null, email = null } = known;
  return { name, street, houseNumber, postcode, city, phone, email };
}

/** The whole of it; null while a fact is missing. */
export const wholeImprint = (stored: unknown): Imprint | null => imprint.safeParse(stored).data ?? null;

/** What keeps letters from being worded as the law words them, by setting. */
export const imprintProblems = (stored: unknown): Problem[] =>
  Object.entries(imprintOf(stored)).flatMap(([name, value]) =>
    value === null ? [{ field: `imprint.${name}`, code: 'IMPRINT_MISSING', values: {} }] : [],
  );

/** Replaces it as a whole. Fails with IMPRINT_INVALID and every problem at once. */
export const saveImprint = (ctx: Ctx, given: object): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const parsed = imprint.safeParse(given);
    if (!parsed.success) throw invalid('IMPRINT_INVALID', problemsOf(parsed.error));
    const { tx } = asBrand(ctx);
    const where = { id: ctx.brand.id };
    const before = await tx.brand.findUniqueOrThrow({ where, select: { imprint: true } });
    await tx.brand.update({ where, data: { imprint: parsed.data } });
    await audit(ctx, { action: 'brand.imprint', subject: ctx.brand.id, before: shown(before.imprint), after: parsed.data });
  });

const shown = (stored: unknown): Prisma.InputJsonObject => ({ ...imprintOf(stored) });
