import type { Agreement, Prisma } from '#prisma';
import { noteCustomerChange } from '../customers/customer.history.ts';
import { checkCustomer } from '../customers/customer.service.ts';
import { type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { newNumber } from '../kernel/numbers.ts';

export interface NewAgreement {
  readonly customerId: string;
  /** Who sells it; null = the brand itself. */
  readonly partnerId: string | null;
  /** For people: "Headquarters and shops". */
  readonly name?: string | null | undefined;
  /** Who pays, where it is not the customer. */
  readonly payerId?: string | null | undefined;
}

/** A new agreement: one bill for any number of metering points. The caller has made sure that the viewer may see both customers. */
export async function createAgreement(ctx: TxCtx, { customerId, partnerId, name, payerId }: NewAgreement): Promise<string> {
  const { id } = await ctx.tx.agreement.create({
    data: {
      customerId,
      partnerId,
      name: name ?? null,
      payerId: payerId === customerId ? null : (payerId ?? null),
      number: newNumber('A', ctx.brand),
      createdAt: ctx.clock.now(),
      createdBy: ctx.viewer.name,
    },
    select: { id: true },
  });
  return id;
}

/** A further agreement for a known customer, on somebody's wish. Fails with CUSTOMER_NOT_FOUND. */
export const openAgreement = (ctx: Ctx, { customerId, payerId = null, ...given }: NewAgreement): Promise<string> =>
  inTransaction(ctx, async (ctx) => {
    for (const id of new Set([customerId, payerId ?? customerId])) await checkCustomer(ctx, id);
    const name = shortText('name', given.name);
    const agreementId = await createAgreement(ctx, { ...given, customerId, payerId, name });
    await noteAgreement(ctx, customerId, { before: null, after: { agreementId, name, payerId } });
    return agreementId;
  });

/** Fails with AGREEMENT_NOT_FOUND. */
export const renameAgreement = (ctx: Ctx, id: string, name: string | null): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { customerId, name: former } = await readAgreement(ctx, id);
    const next = shortText('name', name);
    if (next === former) return;
    await ctx.tx.agreement.update({ where: { id }, data: { name: next } });
    await noteAgreement(ctx, customerId, { before: { agreementId: id, name: former }, after: { agreementId: id, name: next } });
  });

/** Who pays from now on; null = the customer. Fails with AGREEMENT_NOT_FOUND and CUSTOMER_NOT_FOUND. */
export const setPayer = (ctx: Ctx, id: string, payerId: string | null): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const { customerId, payerId: former } = await readAgreement(ctx, id);
    const next = payerId === customerId ? null : payerId;
    if (next !== null) await checkCustomer(ctx, next);
    if (next === former) return;
    await ctx.tx.agreement.update({ where: { id }, data: { payerId: next } });
    await noteAgreement(ctx, customerId, { before: { agreementId: id, payerId: former }, after: { agreementId: id, payerId: next } });
  });

export async function readAgreement({ tx }: TxCtx, id: string): Promise<Agreement> {
  const agreement = await tx.agreement.findUnique({ where: { id } });
  if (!agreement) throw agreementNotFound(id);
  return agreement;
}

export const agreementNotFound = (agreementId: string): DomainError =>
  new DomainError('AGREEMENT_NOT_FOUND', `agreementId: there is no agreement ${agreementId}; look it up again`, { agreementId });

export const noteAgreement = (
  ctx: TxCtx,
  customerId: string,
  change: { readonly before: Prisma.InputJsonObject | null; readonly after: Prisma.InputJsonObject },
): Promise<void> => noteCustomerChange(ctx, { customerId, what: 'agreement', ...change });

const LONGEST = 120;
/** A name for people; nothing where nobody wrote one. */
export function shortText(field: string, text: string | null | undefined): string | null {
  const short = text?.trim() || null;
  if (short !== null && short.length > LONGEST)
    throw new DomainError('NAME_TOO_LONG', `${field}: is longer than ${LONGEST} characters; shorten it`, { field, maximum: LONGEST });
  return short;
}
