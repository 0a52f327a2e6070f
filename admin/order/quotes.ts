import { useCallback, useState } from 'react';
import { AskQuoteDocument, type AskQuoteMutation, QuoteDocument } from '../../generated/admin/graphql.ts';
import { ask } from '../api/ask.ts';
import { now } from '../kit/page-facts.ts';
import type { Draft } from './draft.ts';
import { quoteInput, type Supply } from './supplies.ts';

export type Quote = AskQuoteMutation['askQuote'];

export interface Quotes {
  /** What was shown for a contract; null = it has to be asked for, or read again after a reload. */
  readonly of: (supply: Supply) => Quote | null;
  readonly add: (quote: Quote) => void;
}

/** Prices of this page's life, by the id of their quote. */
export function useQuotes(): Quotes {
  const [known, setKnown] = useState<Readonly<Record<string, Quote>>>({});
  const of = useCallback(({ quoteId }: Supply) => (quoteId === null ? null : (known[quoteId] ?? null)), [known]);
  const add = useCallback((quote: Quote) => setKnown((former) => ({ ...former, [quote.id]: quote })), []);
  return { of, add };
}

/**
 * The quote that was shown, as long as it holds: another one would make another order of the same answers. Null where it does not
 * hold any more.
 */
export async function readQuote({ quoteId }: Supply, signal?: AbortSignal): Promise<Quote | null> {
  if (quoteId === null) return null;
  const { quote } = await ask(QuoteDocument, { id: quoteId }, signal ? { signal } : {});
  return quote && new Date(quote.validUntil) > now() ? quote : null;
}

export const newQuote = async (draft: Draft, supply: Supply, signal?: AbortSignal): Promise<Quote> =>
  (await ask(AskQuoteDocument, { input: quoteInput(draft, supply) }, signal ? { signal } : {})).askQuote;

/** What changes for a contract when it is priced: the same tariff stays chosen. */
export function pricedBy({ id, offers }: Quote, { offerId, tariffName }: Supply): Partial<Supply> {
  const same = offers.find((offer) => offer.id === offerId) ?? offers.find((offer) => offer.tariffName === tariffName);
  return { quoteId: id, offerId: same?.id ?? null, tariffName: same?.tariffName ?? '' };
}
