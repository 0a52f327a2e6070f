import type { Quote, QuoteOffer, Tariff } from '#prisma';
import type { TxCtx } from '../kernel/context.ts';

/** An offer with the quote it was made in and the tariff it prices. */
export interface Offer extends QuoteOffer {
  readonly quote: Quote;
  readonly tariff: Tariff;
}

/** An offer that the viewer may order from: one of a quote that the viewer can see. */
export async function findOffer({ tx }: Pick<TxCtx, 'tx'>, id: string): Promise<Offer | null> {
  const offer = await tx.quoteOffer.findUnique({ where: { id } });
  if (!offer) return null;
  const quote = await tx.quote.findUnique({ where: { id: offer.quoteId } });
  const price = await tx.tariffPrice.findUnique({ where: { id: offer.tariffPriceId }, include: { tariff: true } });
  return quote && price ? { ...offer, quote, tariff: price.tariff } : null;
}
