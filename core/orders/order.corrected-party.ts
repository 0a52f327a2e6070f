import { addBankAccount } from '../customers/bank-account.service.ts';
import { writeRows } from '../db/write-rows.sql.ts';
import type { TxCtx } from '../kernel/context.ts';
import { correctCustomer } from './order.corrected-customer.ts';
import type { SoundEnvelope } from './order.form.ts';
import { type Correction, isSame } from './order.handed-in.ts';
import { holderOf, type Party, partyOf } from './order.parties.ts';

/** Columns of a contract that say who concludes it; what is left out stays. */
export type PartyColumns = Partial<Pick<Party, 'customerId' | 'agreementId' | 'bankAccountId'>>;

/** Makes the customer say what the corrected form does, or puts another party in their place. */
export async function correctParty(ctx: TxCtx, customerId: string, correction: Correction): Promise<PartyColumns> {
  const { before, after, form } = correction;
  const other = isSame(decisionOf(before.read.envelope), decisionOf(form.envelope)) ? null : await otherParty(ctx, correction);
  if (!other && after.facts.customer === null) await correctCustomer(ctx, customerId, correction);
  if (!other && isSame(before.read.envelope.payment, form.envelope.payment)) return {};
  const isNew = other !== null && after.facts.customer === null;
  const bankAccountId = isNew ? other.bankAccountId : await accountFor(ctx, other?.customerId ?? customerId, correction);
  return { ...(other && { customerId: other.customerId, agreementId: other.agreementId }), bankAccountId };
}

/** Nothing decided is a new customer. */
const decisionOf = ({ party }: SoundEnvelope) => (party?.decision === 'NEW_CUSTOMER' ? null : party);

async function otherParty(ctx: TxCtx, { after: { facts, customer }, form: { envelope }, partnerId, today }: Correction): Promise<Party> {
  const party = partyOf(ctx, { envelope, customer, facts, partnerId, today });
  await writeRows({ db: ctx.tx, scope: ctx.scope }, party.rows);
  return party;
}

/** The account of the corrected form: the former one ends, as if it had been changed by hand. */
async function accountFor(ctx: TxCtx, customerId: string, { after: { facts }, form: { envelope }, today }: Correction) {
  const { payment, signedOn = today } = envelope;
  if (payment?.iban === undefined) return null;
  const mandate = payment.hasMandate === true ? { mandateSignedOn: signedOn } : {};
  return addBankAccount(ctx, customerId, { holder: holderOf(envelope, facts), iban: payment.iban, ...mandate });
}
