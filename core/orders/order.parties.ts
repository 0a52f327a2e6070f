import type { Order } from '#prisma';
import { createCustomer } from '../customers/customer.service.ts';
import type { TxCtx } from '../kernel/context.ts';
import { saveMeteringPoint as savePoint } from '../metering-points/metering-point.service.ts';
import type { OrderForm } from './order.form.ts';

/** The customer of an order. Always a new one here: whether somebody is known already is decided by the seller, not guessed. */
export const saveCustomer = (ctx: TxCtx, { partnerId }: Order, { customer }: OrderForm): Promise<string> =>
  createCustomer(ctx, { ...customer, country: ctx.brand.country }, partnerId);

/** The place of supply: known by its code within the brand, whoever ordered there before. */
export const saveMeteringPoint = (ctx: TxCtx, { meteringPoint, customer }: OrderForm, commodity: string): Promise<string> => {
  const { street, houseNumber, postcode, city } = meteringPoint.address ?? customer;
  return savePoint(ctx, { code: meteringPoint.code, commodity, street, houseNumber, postcode, city, country: ctx.brand.country });
};
