import { z } from 'zod';
import { audit } from '../access/audit.ts';
import { asBrand, type Ctx, inTransaction } from '../kernel/context.ts';
import { invalid, problemsOf } from '../kernel/problems.ts';

/** As a content security policy names a host: with a port where it is not the usual one, "*." for every host below, ":*" for every port. */
const HOST = /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:(\d{1,5}|\*))?$/;
const MOST_HOSTS = 50;

const orderPage = z.strictObject({
  isSelfService: z.boolean(),
  embeddingHosts: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .max(255)
        .refine((text) => HOST.test(text), { params: { code: 'HOST_INVALID' } }),
    )
    .max(MOST_HOSTS)
    .transform((hosts) => [...new Set(hosts)].sort()),
});

/**
 * Says whether customers may order for themselves, and which hosts' pages may show the order flow in a frame. Fails with
 * ORDER_PAGE_INVALID and every problem at once.
 */
export const saveOrderPage = (ctx: Ctx, given: object): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const parsed = orderPage.safeParse(given);
    if (!parsed.success) throw invalid('ORDER_PAGE_INVALID', problemsOf(parsed.error));
    const { tx } = asBrand(ctx);
    const where = { id: ctx.brand.id };
    const before = await tx.brand.findUniqueOrThrow({ where, select: { isSelfService: true, embeddingHosts: true } });
    await tx.brand.update({ where, data: parsed.data });
    await audit(ctx, { action: 'brand.order-page', subject: ctx.brand.id, before, after: parsed.data });
  });
