import { type Ctx, readReach } from '#core';

/** Who reads a message, as far as one has to know to write to them. */
export interface Reader {
  readonly name: string | null;
  readonly language: string | null;
  readonly email: string | null;
  /** As they wrote it. */
  readonly phone: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Kinds of channels that a customer agreed to hear by; null = nobody has to ask. */
  readonly consents: readonly { readonly channel: string; readonly purpose: string }[] | null;
}

export interface ReaderRef {
  readonly reader: string;
  readonly userId: string | null;
  readonly customerId: string | null;
}

/** Null = there is nobody any more. */
export async function readReader(
  { db, brand }: Pick<Ctx, 'db' | 'brand'>,
  { reader, userId, customerId }: ReaderRef,
): Promise<Reader | null> {
  const { country } = brand;
  if (reader === 'room') return { name: null, language: null, email: null, phone: null, country, consents: null };
  if (reader === 'user') {
    const user = userId === null ? null : await db.user.findFirst({ where: { id: userId, disabledAt: null } });
    return user && { name: user.name, language: user.language, email: user.email, phone: null, country, consents: null };
  }
  const reach = customerId === null ? null : await readReach(db, customerId);
  return reach && { ...reach };
}
