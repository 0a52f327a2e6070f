import type { Order } from '#prisma';
import { toDbDate } from '../kernel/clock.ts';
import { asBrand, type TxCtx } from '../kernel/context.ts';
import { newNumber } from '../kernel/numbers.ts';
import type { OrderForm } from './order.form.ts';

/** The customer of an order. Always a new one here: whether somebody is known already is decided by the seller, not guessed. */
export async function saveCustomer(ctx: TxCtx, { partnerId }: Order, { customer }: OrderForm): Promise<string> {
  const { id } = await ctx.tx.customer.create({
    data: {
      ...customer,
      phone: customer.phone ?? null,
      birthDate: toDbDate(customer.birthDate),
      country: ctx.brand.country,
      partnerId,
      number: newNumber('K'),
    },
    select: { id: true },
  });
  return id;
}

/** The place of supply: known by its code within the brand, whoever ordered there before. */
export async function saveMeteringPoint(ctx: TxCtx, { meteringPoint, customer }: OrderForm, commodity: string): Promise<string> {
  const { tx } = asBrand(ctx);
  const { street, houseNumber, postcode, city } = meteringPoint.address ?? customer;
  await tx.meteringPoint.createMany({
    data: [{ code: meteringPoint.code, commodity, street, houseNumber, postcode, city, country: ctx.brand.country }],
    skipDuplicates: true,
  });
  const { id } = await tx.meteringPoint.findFirstOrThrow({ where: { code: meteringPoint.code }, select: { id: true } });
  return id;
}
