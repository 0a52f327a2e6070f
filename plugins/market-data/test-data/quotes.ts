import {
  Decimal,
  energyBlock,
  formatCents,
  type OfferDraft,
  plainUsage,
  type QuoteDraft,
  type QuoteRequest,
  type TariffTerms,
} from '#core';
import { completeQuote } from '../market-data.hooks.ts';
import { austriaOpenData } from '../providers/austria-open-data.ts';

/** A household in Vienna, on the day of the market list. */
export const request: QuoteRequest = {
  commodity: 'ELECTRICITY',
  segment: 'HOUSEHOLD',
  postcode: '1010',
  municipality: null,
  place: null,
  annualKwh: 3_500,
  pricesAsOf: '2026-08-22',
  lowRateKwh: null,
  loadProfile: 'H25',
  isNewCustomer: true,
  isCompared: true,
};

/** A fixed price in short; the amounts as in `PriceComponent`. */
interface FixedPrice {
  readonly basis: TariffTerms['basis'];
  readonly basePrice: Decimal;
  readonly energyPrice: Decimal;
  readonly bonusCents: number;
  readonly bonusPerKwh: Decimal;
}

const price: FixedPrice = {
  basis: 'NET',
  basePrice: new Decimal('4.5'),
  energyPrice: new Decimal('12.5'),
  bonusCents: 0,
  bonusPerKwh: new Decimal(0),
};

const bonus = { kind: 'bonus', base: 'first-year', audience: 'everybody', payable: { on: 'annual-bill' } } as const;

const termsOf = ({ basis, basePrice, energyPrice, bonusCents, bonusPerKwh }: FixedPrice): TariffTerms => ({
  basis,
  vatRate: new Decimal('0.2'),
  components: [
    { kind: 'energy', rate: 'single', price: energyPrice.toFixed() },
    { kind: 'base-fee', amount: basePrice.toFixed(), per: 'month', proration: 'days' },
    { ...bonus, form: 'per-kwh', amount: bonusPerKwh.toFixed() },
    { ...bonus, form: 'fixed', amount: formatCents(bonusCents) },
  ],
});

export const ownOffer = (changes: Partial<FixedPrice> = {}, annualKwh = request.annualKwh): OfferDraft => {
  const terms = termsOf({ ...price, ...changes });
  return {
    tariffPriceId: 'price-1',
    supplier: null,
    name: 'Own power',
    isGreen: true,
    guaranteeMonths: 12,
    minimumTermMonths: 12,
    bonusCondition: null,
    terms,
    blocks: [energyBlock(terms, plainUsage(annualKwh))],
  };
};

/** As core hands it to the plugins: own offers with their energy block alone. */
export const draftOf = (
  changes: Partial<QuoteRequest> = {},
  offers: readonly OfferDraft[] = [ownOffer({}, changes.annualKwh)],
): QuoteDraft => ({
  request: { ...request, ...changes },
  usage: plainUsage(changes.annualKwh ?? request.annualKwh),
  place: null,
  questions: [],
  offers,
  marketOffers: [],
  projections: [],
  notOffered: [],
  sources: [],
});

/** The whole way over the files in `data/`. */
export const quote = (draft: QuoteDraft, ownSupplierKeys: readonly string[] = []): Promise<QuoteDraft> =>
  completeQuote(draft, austriaOpenData, { country: 'AT', ownSupplierKeys });

export const blockOf = ({ blocks }: OfferDraft, code: string) => blocks.find((block) => block.code === code);
