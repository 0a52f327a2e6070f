import { z } from '#core';

const ids = z.array(z.uuid()).max(200).default([]);
const codes = z.array(z.string().trim().min(1).max(60)).max(50).default([]);

/** When a rule holds. An empty list is no condition; the lists hold together. */
export const Conditions = z.strictObject({
  partnerIds: ids,
  tariffIds: ids,
  /** Statuses of a contract, by their codes. */
  statusFrom: codes,
  statusTo: codes,
  /** Not for contracts that are paid by direct debit: who is debited need not be reminded of a payment. */
  exceptDirectDebit: z.boolean().default(false),
});
export type Conditions = z.output<typeof Conditions>;

export interface Situation {
  readonly partnerId: string | null;
  readonly tariffId: string | null;
  /** The status before; null where the event does not tell it. */
  readonly from: string | null;
  /** The status that the event tells, else the one that holds. */
  readonly to: string | null;
  readonly isDirectDebit: boolean;
}

/** Whether a rule holds here. */
export const holds = (
  { partnerIds, tariffIds, statusFrom, statusTo, exceptDirectDebit }: Conditions,
  { partnerId, tariffId, from, to, isDirectDebit }: Situation,
): boolean =>
  isOneOf(partnerIds, partnerId) &&
  isOneOf(tariffIds, tariffId) &&
  isOneOf(statusFrom, from) &&
  isOneOf(statusTo, to) &&
  !(exceptDirectDebit && isDirectDebit);

const isOneOf = (wanted: readonly string[], value: string | null): boolean =>
  wanted.length === 0 || (value !== null && wanted.includes(value));
