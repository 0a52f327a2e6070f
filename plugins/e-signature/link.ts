import { createHash, timingSafeEqual } from 'node:crypto';
import { type Ctx, DomainError, z } from '#core';

/** How somebody came to the page: by their own mail, or on the tablet of whoever sells. */
export interface Link {
  readonly signerId: string;
  readonly round: number;
  /** Who handed the tablet over; null = by the signer's own link. */
  readonly witness: string | null;
}

type Around = Pick<Ctx, 'brand' | 'vault'>;

/** What keeps links of two purposes apart, and of anything else that the vault's keys sign. */
const PURPOSE = 'e-signature.link';
const PAGE = '/my/p/e-signature/sign';

/**
 * Where somebody signs. Nothing of it is stored, not even a hash: the token names the signer and is signed with the vault's
 * key, so a reminder holds the same link. It stands behind "#": browsers never send it with an address.
 */
export const signingLink = (around: Around, link: Link): string => `${around.brand.url}${PAGE}#${tokenOf(around, link)}`;

export function tokenOf({ brand, vault }: Around, link: Link): string {
  const witness = link.witness === null ? '' : Buffer.from(link.witness).toString('base64url');
  return [link.signerId, link.round, witness, vault.digest(PURPOSE, signed(brand.id, link))].join('.');
}

const TOKEN = z.tuple([z.uuid(), z.coerce.number().int().min(0).max(1_000_000), z.string().max(400), z.string().max(100)]);

/** Whom a token belongs to. Fails with E_SIGNATURE_LINK_INVALID where it is another brand's, changed or made up. */
export function readToken({ brand, vault }: Around, token: string): Link {
  const parsed = TOKEN.safeParse(token.split('.'));
  if (!parsed.success) throw linkInvalid();
  const [signerId, round, given, digest] = parsed.data;
  const link = { signerId, round, witness: given === '' ? null : Buffer.from(given, 'base64url').toString() };
  if (!vault.digests(PURPOSE, signed(brand.id, link)).some((one) => isSame(one, digest))) throw linkInvalid();
  return link;
}

/** In a time that tells nothing about where two texts differ. */
export const isSame = (a: string, b: string): boolean => timingSafeEqual(hash(a), hash(b));

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

const signed = (brandId: string, { signerId, round, witness }: Link): string => JSON.stringify([brandId, signerId, round, witness]);

export const linkInvalid = (): DomainError =>
  new DomainError(
    'E_SIGNATURE_LINK_INVALID',
    'token: this link is too old, was replaced by a newer one or was never sent; ask for a new one',
    {
      field: 'token',
    },
  );
