import type { Order } from '#prisma';
import { createCustomer } from '../customers/customer.service.ts';
import type { TxCtx } from '../kernel/context.ts';
import { saveMeteringPoint as savePoint } from '../metering-points/metering-point.service.ts';
import { normaliseMeteringPointCode } from '../metering-points/metering-point-code.ts';
import type { OrderForm } from './order.form.ts';

/** The customer of an order. Always a new one here: whether somebody is known already is decided by the seller, not guessed. */
export function saveCustomer(ctx: TxCtx, { partnerId }: Order, { envelope: { customer } }: OrderForm): Promise<string> {
  if (!customer) throw new Error('An order without a customer got through its form');
  const { correspondenceAddress: _, persons = [], ...facts } = customer;
  return createCustomer(ctx, { ...facts, persons: [...persons], country: ctx.brand.country }, partnerId);
}

/** The place of supply: known by its code within the brand, whoever ordered there before. */
export function saveMeteringPoint(ctx: TxCtx, { envelope, supplies }: OrderForm, commodity: string): Promise<string> {
  const [supply] = supplies;
  const address = supply?.meteringPoint.address ?? envelope.customer;
  if (!supply || !address) throw new Error('An order without a place got through its form');
  const { street, houseNumber, postcode, city } = address;
  const code = normaliseMeteringPointCode(supply.meteringPoint.code);
  return savePoint(ctx, { code, commodity, street, houseNumber, postcode, city, country: ctx.brand.country });
}
