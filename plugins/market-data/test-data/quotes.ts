import { Decimal, energyBlock, type OfferDraft, type QuoteDraft, type QuoteRequest, type TariffTerms } from '#core';
import { completeQuote } from '../market-data.hooks.ts';
import { austriaOpenData } from '../providers/austria-open-data.ts';

/** A household in Vienna, on the day of the market list. */
export const request: QuoteRequest = {
  commodity: 'ELECTRICITY',
  segment: 'HOUSEHOLD',
  postcode: '1010',
  municipality: null,
  annualKwh: 3_500,
  pricesAsOf: '2026-08-22',
};

export const terms: TariffTerms = {
  basis: 'NET',
  basePrice: new Decimal('4.5'),
  energyPrice: new Decimal('12.5'),
  vatRate: new Decimal('0.2'),
  bonusCents: 0,
  bonusPerKwh: new Decimal(0),
};

export const ownOffer = (changes: Partial<TariffTerms> = {}, annualKwh = request.annualKwh): OfferDraft => {
  const changed = { ...terms, ...changes };
  return {
    tariffPriceId: 'price-1',
    supplier: null,
    name: 'Own power',
    isGreen: true,
    guaranteeMonths: 12,
    minimumTermMonths: 12,
    bonusCondition: null,
    terms: changed,
    blocks: [energyBlock(changed, annualKwh)],
  };
};

/** As core hands it to the plugins: own offers with their energy block alone. */
export const draftOf = (
  changes: Partial<QuoteRequest> = {},
  offers: readonly OfferDraft[] = [ownOffer({}, changes.annualKwh)],
): QuoteDraft => ({
  request: { ...request, ...changes },
  place: null,
  questions: [],
  offers,
  marketOffers: [],
  projections: [],
  sources: [],
});

/** The whole way over the files in `data/`. */
export const quote = (draft: QuoteDraft, ownSupplierKeys: readonly string[] = []): Promise<QuoteDraft> =>
  completeQuote(draft, austriaOpenData, { country: 'AT', ownSupplierKeys });

export const blockOf = ({ blocks }: OfferDraft, code: string) => blocks.find((block) => block.code === code);
