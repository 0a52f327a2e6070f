import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Db } from '../db/client.ts';
import { isRecord } from '../kernel/records.ts';
import type { QuoteDraft } from './quote.points.ts';
import { blockWith, type StoredBlock, storedBlocks, storedLine } from './quote.result.ts';

const marketOffers = z.array(
  z.object({
    supplier: z.string(),
    name: z.string(),
    isGreen: z.boolean(),
    guaranteeMonths: z.number().int(),
    bonusCondition: z.string().nullable(),
    blocks: storedBlocks,
  }),
);

export type StoredMarketOffer = z.infer<typeof marketOffers>[number];

/** What other suppliers offer, as it is stored once for all quotes that show the same. */
export interface StoredMarket {
  /** Made from brand and content. */
  readonly id: string;
  readonly offers: readonly StoredMarketOffer[];
  readonly text: string;
}

/** What this process made itself needs no second check. */
const made = new WeakSet<object>();
const markets = new WeakMap<QuoteDraft['marketOffers'], Map<string, StoredMarket>>();

/** Null = nobody offers. Whoever hands over the same list again (a plugin that keeps it) has it turned into text once. */
export function storedMarket(brandId: string, offers: QuoteDraft['marketOffers']): StoredMarket | null {
  if (offers.length === 0) return null;
  const ofBrands = markets.get(offers) ?? new Map<string, StoredMarket>();
  markets.set(offers, ofBrands);
  const market = ofBrands.get(brandId) ?? marketOf(brandId, offers);
  ofBrands.set(brandId, market);
  return market;
}

/** What a quote showed: in memory where it was just written, else by its id. Quotes before there was a table of their own have it in `result`. */
export async function marketShown(
  db: Pick<Db, 'quoteMarket'>,
  quote: { readonly marketId: string | null; readonly result: unknown },
): Promise<readonly StoredMarketOffer[]> {
  if ('market' in quote && isRecord(quote.market)) return read(quote.market.offers);
  if (quote.marketId === null) return formerly.parse(quote.result).marketOffers;
  return read((await db.quoteMarket.findUnique({ where: { id: quote.marketId } }))?.offers ?? []);
}

const read = (offers: unknown): readonly StoredMarketOffer[] =>
  typeof offers === 'object' && offers !== null && made.has(offers) ? (offers as readonly StoredMarketOffer[]) : marketOffers.parse(offers);
const formerly = z.object({ marketOffers: marketOffers.default([]) });

function marketOf(brandId: string, drafts: QuoteDraft['marketOffers']): StoredMarket {
  const offers = drafts.map(({ supplier, name, isGreen, guaranteeMonths, bonusCondition, blocks }) => ({
    supplier: supplier ?? '',
    name,
    isGreen,
    guaranteeMonths,
    bonusCondition,
    blocks: blocks.map((block) => blockWith(block, block.code === 'energy' ? block.components.map(storedLine) : NO_LINES)),
  }));
  made.add(offers);
  const text = JSON.stringify(offers);
  return { id: idOf(brandId, text), offers, text };
}

/**
 * Grid and levy lines of the market's offers repeat those of the brand's own offers, eighty times over: their sums are kept,
 * their lines are not. The energy lines, which differ, are.
 */
const NO_LINES: StoredBlock['components'] = [];

/** A UUID of version 8: 122 bits of the content's hash. */
function idOf(brandId: string, text: string): string {
  const hex = createHash('sha256').update(brandId).update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
