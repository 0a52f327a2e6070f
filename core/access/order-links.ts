import { emailKey } from '../customers/customer.keys.ts';
import type { Ctx } from '../kernel/context.ts';
import { inTransaction } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Vault } from '../kernel/vault.ts';
import { accessMail } from '../mail/access-mails.ts';
import { isSameHash, sha256 } from './tokens.ts';

/** How long a customer's link to an order works. After that they ask for a new one. */
const DAYS = 30;
const DIGEST = 'order-link';
const DAY_MS = 86_400_000;

interface Linked {
  readonly brandId: string;
  readonly orderId: string;
}

/** Where a customer follows an order without an account. The token stands behind "#": browsers never send it with an address. */
export function orderLink({ brand, vault, wallClock }: Pick<Ctx, 'brand' | 'vault' | 'wallClock'>, orderId: string): string {
  const expires = wallClock.now().getTime() + DAYS * DAY_MS;
  return `${brand.url}/my#${orderId}.${expires.toString(36)}.${vault.digest(DIGEST, signed({ brandId: brand.id, orderId, expires }))}`;
}

/** The order that a link's token leads to. Fails with LINK_INVALID where it is another brand's, too old or made up. */
export function orderOfLink(token: string, { brandId, vault, now }: { brandId: string; vault: Vault; now: Date }): string {
  const [orderId = '', until = '', digest = ''] = token.split('.');
  const expires = Number.parseInt(until, 36);
  const isOurs = vault.digests(DIGEST, signed({ brandId, orderId, expires })).some((one) => isSameHash(sha256(one), sha256(digest)));
  if (!isOurs || !(expires > now.getTime())) throw linkInvalid();
  return orderId;
}

/** Mails a new link to the customer of an order, where number and address belong together; says nothing about whether they do. */
export const requestOrderLink = (ctx: Ctx, { number, email }: { readonly number: string; readonly email: string }): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const order = await ctx.tx.order.findFirst({
      where: { number, submittedAt: { not: null }, contracts: { some: { customer: { emailKey: emailKey(email) } } } },
      select: { id: true, contracts: { select: { customer: { select: { email: true, language: true } } }, take: 1 } },
    });
    const customer = order?.contracts[0]?.customer;
    if (!order || !customer) return;
    const values = { brand: ctx.brand.name, number, link: orderLink(ctx, order.id), days: DAYS };
    await ctx.mailer.send(ctx, { to: customer.email, ...accessMail('order-link', customer.language ?? ctx.brand.language, values) });
  });

const signed = ({ brandId, orderId, expires }: Linked & { readonly expires: number }): string => `${brandId} ${orderId} ${expires}`;

const linkInvalid = (): DomainError =>
  new DomainError('LINK_INVALID', 'token: this link was used, is too old or was never sent; ask for a new one', { field: 'token' });
