import { z } from '#core';

const ids = z.array(z.uuid()).max(200).default([]);

/** For whom a mailing is: customers with a contract that meets all of it. An empty list is no condition. */
export const Audience = z.strictObject({
  tariffIds: ids,
  partnerIds: ids,
  /** Codes of statuses. */
  statuses: z.array(z.string().trim().min(1).max(60)).max(50).default([]),
});
export type Audience = z.output<typeof Audience>;

/** The contracts of it, as a condition. */
export const contractsOf = ({ tariffIds, partnerIds, statuses }: Audience) => ({
  ...(tariffIds.length > 0 && { tariffId: { in: tariffIds } }),
  ...(partnerIds.length > 0 && { partnerId: { in: partnerIds } }),
  ...(statuses.length > 0 && { status: { in: statuses } }),
});

/** For what advertising is agreed to. */
export const MARKETING = 'marketing';

/** The customers of it, as a condition: for advertising those who agreed to it by this kind of contact and did not take it back; null = it is none. */
export const customersOf = (audience: Audience, advertisingBy: 'EMAIL' | 'MOBILE' | null) => ({
  contracts: { some: contractsOf(audience) },
  ...(advertisingBy && { consents: { some: { channel: advertisingBy, purpose: MARKETING, revokedAt: null } } }),
});
