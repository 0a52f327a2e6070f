import { z } from 'zod';
import type { ContractKind } from '#prisma';
import { changeAddressWithin } from '../customers/address.service.ts';
import { changeCustomerWithin } from '../customers/customer.change.ts';
import { fromDbDate, todayIn } from '../kernel/clock.ts';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { invalid, problemsOf } from '../kernel/problems.ts';
import { changeMeteringPointWithin } from '../metering-points/metering-point.change.ts';

const line = (maximum: number) => z.string().trim().min(1).max(maximum);
const letters = z.strictObject({
  recipient: line(160).nullish(),
  ...{ street: line(100), houseNumber: line(20), postcode: line(10), city: line(80) },
});
/**
 * What a customer corrects with the link to the order alone. Not who they are, where they are reached by mail or who pays: a
 * link that was forwarded must not take a contract over.
 */
const ownDetails = z.strictObject({
  phone: z.string().trim().max(40).nullish(),
  meterNumber: z.string().trim().max(40).nullish(),
  letters: letters.nullish(),
});
type OwnDetails = z.output<typeof ownDetails>;

const OPEN: ReadonlySet<ContractKind> = new Set(['REVIEW', 'WAITING', 'SUPPLY']);

/**
 * The customer corrects their details, as long as they may withdraw; what is left out or null stays. Fails with
 * CORRECTION_INVALID, CORRECTION_PERIOD_OVER, and with CUSTOMER_CHANGED or METERING_POINT_CHANGED where somebody did so meanwhile.
 */
export const correctOwnDetails = (ctx: Ctx, contractId: string, given: object): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const parsed = ownDetails.safeParse(given);
    if (!parsed.success) throw invalid('CORRECTION_INVALID', problemsOf(parsed.error));
    const contract = await openContract(ctx, contractId);
    // From here on the brand's: the rows beside the order's own are not the customer's to see.
    await correct(asBrand(ctx), contract, parsed.data);
  });

async function openContract(ctx: TxCtx, id: string) {
  const contract = await ctx.tx.contract.findUnique({
    where: { id },
    select: { kind: true, withdrawalEndsOn: true, customerId: true, meteringPointId: true },
  });
  if (!contract) throw new DomainError('CONTRACT_NOT_FOUND', `id: there is no contract ${id}`, { contractId: id });
  const { kind, withdrawalEndsOn } = contract;
  const endsOn = withdrawalEndsOn && fromDbDate(withdrawalEndsOn);
  if (!OPEN.has(kind) || endsOn === null || endsOn < todayIn(ctx.clock, ctx.brand.timeZone))
    throw new DomainError('CORRECTION_PERIOD_OVER', 'id: this can be corrected within the period for withdrawal; ask the supplier', {
      endsOn,
    });
  return contract;
}

type Corrected = Awaited<ReturnType<typeof openContract>>;

async function correct(ctx: TxCtx, { customerId, meteringPointId }: Corrected, { phone, meterNumber, letters }: OwnDetails): Promise<void> {
  if (customerId !== null && phone != null) {
    const { version } = await ctx.tx.customer.findUniqueOrThrow({ where: { id: customerId }, select: { version: true } });
    await changeCustomerWithin(ctx, customerId, { expectedVersion: version, change: { phone: phone || null } });
  }
  if (customerId !== null && letters != null) {
    const address = { country: ctx.brand.country, ...letters, recipient: letters.recipient ?? null };
    await changeAddressWithin(ctx, { customerId, kind: 'CORRESPONDENCE', address, validFrom: null });
  }
  if (meteringPointId !== null && meterNumber != null) {
    const { version } = await ctx.tx.meteringPoint.findUniqueOrThrow({ where: { id: meteringPointId }, select: { version: true } });
    await changeMeteringPointWithin(ctx, meteringPointId, { expectedVersion: version, change: { meterNumber: meterNumber || null } });
  }
}
