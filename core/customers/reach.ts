import type { ChannelKind } from '#prisma';
import type { Ctx } from '../kernel/context.ts';

/** How a customer is reached, and what they agreed to. */
export interface Reach {
  readonly id: string;
  /** "Dr. Ada Muster", or the company. */
  readonly name: string;
  readonly email: string;
  /** The mobile number that they use, else their telephone; as they wrote it. */
  readonly phone: string | null;
  /** BCP 47; null = the brand's. */
  readonly language: string | null;
  /** ISO 3166-1 alpha-2: how a number without a country is read. */
  readonly country: string;
  /** What they agreed to and did not take back. */
  readonly consents: readonly { readonly channel: ChannelKind; readonly purpose: string }[];
}

/** Null = the brand has no such customer. */
export async function readReach(db: Ctx['db'], customerId: string): Promise<Reach | null> {
  const customer = await db.customer.findUnique({
    where: { id: customerId },
    include: {
      channels: { where: { kind: 'MOBILE', endedAt: null }, orderBy: [{ isPrimary: 'desc' }, { id: 'desc' }], take: 1 },
      consents: { where: { revokedAt: null }, select: { channel: true, purpose: true } },
    },
  });
  if (!customer) return null;
  const { id, companyName, title, firstName, lastName, email, phone, language, country, channels, consents } = customer;
  const name = companyName ?? [title, firstName, lastName].filter(Boolean).join(' ');
  return { id, name, email, phone: channels[0]?.value ?? phone, language, country, consents };
}
