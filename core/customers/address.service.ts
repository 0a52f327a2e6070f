import { z } from 'zod';
import type { AddressKind, CustomerAddress } from '#prisma';
import { fromDbDate, type PlainDate, toDbDate, todayIn } from '../kernel/clock.ts';
import { type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { invalid, problemsOf } from '../kernel/problems.ts';
import { address } from './customer.facts.ts';
import { noteCustomerChange } from './customer.history.ts';
import { checkCustomer } from './customer.service.ts';

const postal = z.strictObject({
  recipient: z
    .string()
    .trim()
    .max(160)
    .nullish()
    .transform((value) => value || null),
  ...address,
});
type PostalAddress = z.output<typeof postal>;

export interface AddressChange {
  readonly customerId: string;
  readonly kind: AddressKind;
  /** Null = from then on the customer's own address. */
  readonly address: z.input<typeof postal> | null;
  /** First day; today when left out. */
  readonly validFrom: PlainDate | null;
}

/** Where letters or bills go from a day on, up to the next address that is known already. Fails with ADDRESS_INVALID. */
export const changeAddress = (ctx: Ctx, request: AddressChange): Promise<void> =>
  inTransaction(ctx, (ctx) => changeAddressWithin(ctx, request));

/** As `changeAddress`, for callers with an open transaction. */
export async function changeAddressWithin(ctx: TxCtx, request: AddressChange): Promise<void> {
  const validFrom = request.validFrom ?? todayIn(ctx.clock, ctx.brand.timeZone);
  const parsed = request.address && postal.safeParse(request.address);
  if (parsed && !parsed.success) throw invalid('ADDRESS_INVALID', problemsOf(parsed.error));
  await checkCustomer(ctx, request.customerId);
  const former = await endSlice(ctx, request, validFrom);
  if (parsed) await startSlice(ctx, request, { address: parsed.data, validFrom });
  const { customerId, kind } = request;
  const after = { kind, validFrom, address: parsed?.data ?? null };
  await noteCustomerChange(ctx, { customerId, what: 'address', before: former && shown(former), after });
}

/** Ends the slice of that day. One that begins on the very day never was. */
async function endSlice({ tx }: TxCtx, { customerId, kind }: AddressChange, day: PlainDate): Promise<CustomerAddress | null> {
  const on = toDbDate(day);
  const slice = await tx.customerAddress.findFirst({
    where: { customerId, kind, validFrom: { lte: on }, OR: [{ validTo: null }, { validTo: { gt: on } }] },
  });
  if (!slice) return null;
  if (fromDbDate(slice.validFrom) === day) await tx.customerAddress.delete({ where: { id: slice.id } });
  else await tx.customerAddress.update({ where: { id: slice.id }, data: { validTo: on } });
  return slice;
}

async function startSlice(
  { tx }: TxCtx,
  { customerId, kind }: AddressChange,
  { address, validFrom }: { address: PostalAddress; validFrom: PlainDate },
): Promise<void> {
  const next = await tx.customerAddress.findFirst({
    where: { customerId, kind, validFrom: { gt: toDbDate(validFrom) } },
    orderBy: { validFrom: 'asc' },
  });
  await tx.customerAddress.create({
    data: { ...address, customerId, kind, validFrom: toDbDate(validFrom), validTo: next?.validFrom ?? null },
  });
}

const shown = ({ kind, recipient, street, houseNumber, postcode, city, country, validFrom }: CustomerAddress) => ({
  ...{ kind, validFrom: fromDbDate(validFrom) },
  address: { recipient, street, houseNumber, postcode, city, country },
});
