import { z } from 'zod';
import type { Prisma } from '#prisma';
import type { Block } from '../pricing/block.ts';
import type { OfferDraft, QuoteDraft } from './quote.points.ts';

type Priced = Pick<OfferDraft, 'blocks'>;

/** Gross, first year with bonuses: the sum of the rounded blocks. */
export const firstYearCents = ({ blocks }: Priced): number => blocks.reduce((sum, block) => sum + block.firstYearCents, 0);
/** Gross, from the second year. */
export const runningYearCents = ({ blocks }: Priced): number => blocks.reduce((sum, block) => sum + block.runningYearCents, 0);

const component = z.object({
  code: z.string(),
  quantity: z.string(),
  unit: z.string(),
  unitPrice: z.string(),
  priceUnit: z.string(),
  amount: z.string(),
  isGross: z.boolean(),
  isFirstYearOnly: z.boolean(),
  source: z.string().nullable(),
});

/** A block as it is stored and shown: the figures of `Block`, decimals as text. */
export const storedBlocks = z.array(
  z.object({
    code: z.string(),
    vatRate: z.string(),
    firstYearCents: z.number().int(),
    runningYearCents: z.number().int(),
    components: z.array(component),
  }),
);

const marketOffer = z.object({
  supplier: z.string(),
  name: z.string(),
  isGreen: z.boolean(),
  guaranteeMonths: z.number().int(),
  bonusCondition: z.string().nullable(),
  blocks: storedBlocks,
});

/** The part of a quote's answer that is not an offer of the brand itself. */
export const storedQuote = z.object({
  place: z.object({ place: z.string(), municipality: z.string().nullable(), gridOperator: z.string() }).nullable(),
  questions: z.array(
    z.object({ field: z.string(), code: z.string(), choices: z.array(z.object({ value: z.string(), label: z.string() })) }),
  ),
  marketOffers: z.array(marketOffer),
  projections: z.array(z.object({ code: z.string(), changesOn: z.string(), yearCents: z.number().int(), source: z.string() })),
  sources: z.array(z.string()),
});

export type StoredBlock = z.infer<typeof storedBlocks>[number];
export type StoredQuote = z.infer<typeof storedQuote>;

export function storedResult({ place, questions, marketOffers, projections, sources }: QuoteDraft): Prisma.InputJsonObject {
  const market = marketOffers.map(({ supplier, name, isGreen, guaranteeMonths, bonusCondition, blocks }) => ({
    supplier,
    name,
    isGreen,
    guaranteeMonths,
    bonusCondition,
    blocks: blocks.map(storedBlock).map(withoutSharedLines),
  }));
  return storedQuote.parse({ place, questions, marketOffers: market, projections, sources });
}

/**
 * Grid and levy lines of the market's offers repeat those of the brand's own offers, eighty times over: their sums are kept,
 * their lines are not. The energy lines, which differ, are.
 */
const withoutSharedLines = (block: StoredBlock): StoredBlock => (block.code === 'energy' ? block : { ...block, components: [] });

/** Decimals become text. */
export const storedBlock = ({ code, vatRate, firstYearCents, runningYearCents, components }: Block): StoredBlock => ({
  code,
  vatRate: vatRate.toString(),
  firstYearCents,
  runningYearCents,
  components: components.map((line) => ({
    ...line,
    quantity: line.quantity.toString(),
    unitPrice: line.unitPrice.toString(),
    amount: line.amount.toString(),
  })),
});
