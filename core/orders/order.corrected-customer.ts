import { changeAddressWithin } from '../customers/address.service.ts';
import { revokeConsentWithin, saveConsent } from '../customers/consent.service.ts';
import { changeCustomerWithin } from '../customers/customer.change.ts';
import type { TxCtx } from '../kernel/context.ts';
import { type Correction, isSame } from './order.handed-in.ts';
import { CHANNELS, givenWith } from './order.parties.ts';

/**
 * Makes the customer whom an order brought say what the corrected form does. Fails with CUSTOMER_CHANGED where somebody changed the
 * customer after the correction was saved: saving it again is having seen that.
 */
export async function correctCustomer(ctx: TxCtx, customerId: string, correction: Correction): Promise<void> {
  const { before, after, seen } = correction;
  const former = new Map(Object.entries(before.customer?.facts ?? {}));
  const corrected = Object.entries(after.customer?.facts ?? {}).filter(([field, value]) => !isSame(value, former.get(field)));
  if (corrected.length > 0)
    await changeCustomerWithin(ctx, customerId, { expectedVersion: seen[customerId] ?? 0, change: Object.fromEntries(corrected) });
  await correctLetters(ctx, customerId, correction);
  await correctConsents(ctx, customerId, correction);
}

/** Where letters go from today on. */
async function correctLetters(ctx: TxCtx, customerId: string, { before, form }: Correction): Promise<void> {
  const letters = form.envelope.customer?.correspondenceAddress;
  if (isSame(letters, before.read.envelope.customer?.correspondenceAddress)) return;
  const address = letters ? { recipient: null, country: ctx.brand.country, ...letters } : null;
  await changeAddressWithin(ctx, { customerId, kind: 'CORRESPONDENCE', address, validFrom: null });
}

/** What was ticked by mistake is revoked, what was forgotten is given. */
async function correctConsents(ctx: TxCtx, customerId: string, { before, form }: Correction): Promise<void> {
  const [former, corrected] = [before.read.envelope.consents, form.envelope.consents].map((consents) => consents ?? {});
  const given = givenWith(ctx.brand);
  for (const [name, channel] of CHANNELS) {
    if ((corrected?.[name] ?? false) === (former?.[name] ?? false)) continue;
    if (corrected?.[name]) await saveConsent(ctx, { customerId, channel, ...given });
    else {
      const { purpose, source } = given;
      const mistaken = await ctx.tx.consent.findMany({ where: { customerId, channel, purpose, source, revokedAt: null } });
      for (const { id } of mistaken) await revokeConsentWithin(ctx, id);
    }
  }
}
