import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Vault } from '../kernel/vault.ts';
import { refuseArchived } from './archived.ts';
import { isSameHash, sha256 } from './tokens.ts';

/** As long as a quote is kept open: whoever comes back to it may still order from it. */
const DAYS = 14;
const DIGEST = 'guest';
const DAY_MS = 86_400_000;

/**
 * What somebody without an account sends as "Authorization: Guest <token>" to ask for prices and to order. No cookie: so it
 * works in a frame on a foreign page, and no other page can send it. It names a visit and nothing that was there before.
 */
export function guestToken({ brand, vault, wallClock }: Pick<Ctx, 'brand' | 'vault' | 'wallClock'>): string {
  refuseWithoutSelfService(brand);
  const visit = crypto.randomUUID();
  const expires = wallClock.now().getTime() + DAYS * DAY_MS;
  return `${visit}.${expires.toString(36)}.${vault.digest(DIGEST, signed({ brandId: brand.id, visit, expires }))}`;
}

interface Given {
  readonly brand: Pick<Ctx['brand'], 'id' | 'isSelfService' | 'archivedAt'>;
  readonly vault: Vault;
  readonly now: Date;
}

/** The visit that a token names. Fails with GUEST_OVER where it is another brand's, too old or made up, and with SELF_SERVICE_OFF. */
export function visitOf(token: string, { brand, vault, now }: Given): string {
  refuseWithoutSelfService(brand);
  const [visit = '', until = '', digest = ''] = token.split('.');
  const expires = Number.parseInt(until, 36);
  const isOurs = vault
    .digests(DIGEST, signed({ brandId: brand.id, visit, expires }))
    .some((one) => isSameHash(sha256(one), sha256(digest)));
  if (isOurs && expires > now.getTime()) return visit;
  throw new DomainError('GUEST_OVER', 'authorization: this visit is over; load the page again', {});
}

/** The name under which a visit's quotes and orders are kept. */
export const guestName = (visit: string): string => `self-service ${visit}`;

function refuseWithoutSelfService(brand: Given['brand']): void {
  refuseArchived(brand);
  if (!brand.isSelfService)
    throw new DomainError('SELF_SERVICE_OFF', 'This brand takes orders from its sellers alone; sign in, or ask the brand', {});
}

const signed = ({ brandId, visit, expires }: { readonly brandId: string; readonly visit: string; readonly expires: number }): string =>
  `${brandId} ${visit} ${expires}`;
