import { Prisma, type Quote, type QuoteOffer } from '#prisma';
import { preparedRows } from '../db/client.ts';
import { fromDbDate } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import { keepRecent } from '../kernel/recent.ts';
import type { StoredMarket } from './quote.market.ts';

/** Offers as they are written: JSON as text already, because most of it is the same for all of them. */
export type OfferRow = Pick<QuoteOffer, 'id' | 'tariffPriceId' | 'rank' | 'firstYearCents' | 'runningYearCents' | 'monthlyCents'> & {
  readonly breakdown: string;
  readonly details: string;
};

type QuoteRow = Omit<Quote, 'brandId' | 'request' | 'result'> & { readonly request: string; readonly result: string };

/**
 * Writes a quote and its offers in one statement: all of it or nothing, and one way to the database for the hot path. Past
 * Prisma's engine where that goes: to copy a hundred offers' JSON through it costs more than to price them.
 */
export async function insertQuote({ db, brand }: Pick<Ctx, 'db' | 'brand'>, { quote, offers, market }: NewQuote): Promise<void> {
  const isKnown = market === null || stored.has(market.id);
  const withMarket = isKnown
    ? Prisma.empty
    : Prisma.sql`market as (
      insert into quote_market (id, brand_id, offers) values (${market.id}::uuid, ${brand.id}::uuid, ${market.text}::jsonb)
      on conflict do nothing),`;
  const statement = insertOf(brand, { quote, offers }, withMarket);
  if ((await preparedRows(db, statement)) === null) await db.$executeRaw(statement);
  else if (market) keepRecent(stored, STORED, [market.id, true]);
}

/** Ids of markets that are in the database for certain: they need not be sent again. */
const stored = new Map<string, true>();
const STORED = 10_000;

export interface NewQuote {
  readonly quote: QuoteRow;
  readonly offers: readonly OfferRow[];
  readonly market: Pick<StoredMarket, 'id' | 'text'> | null;
}

const insertOf = (
  brand: Ctx['brand'],
  { quote, offers }: Pick<NewQuote, 'quote' | 'offers'>,
  withMarket: Prisma.Sql,
): Prisma.Sql => Prisma.sql`
    with ${withMarket} asked as (
      insert into quote (id, brand_id, partner_id, created_at, created_by, commodity, segment, postcode, municipality, annual_kwh,
        request, prices_as_of, valid_until, result, market_id)
      values (${quote.id}::uuid, ${brand.id}::uuid, ${quote.partnerId}::uuid, ${quote.createdAt}, ${quote.createdBy}, ${quote.commodity},
        ${quote.segment}::"Segment", ${quote.postcode}, ${quote.municipality}, ${quote.annualKwh}, ${quote.request}::jsonb,
        ${fromDbDate(quote.pricesAsOf)}::date, ${quote.validUntil}, ${quote.result}::jsonb, ${quote.marketId}::uuid)
      returning id)
    insert into quote_offer (id, brand_id, quote_id, tariff_price_id, rank, first_year_cents, running_year_cents, monthly_cents, breakdown, details)
    select o.id, ${brand.id}::uuid, asked.id, o.price, o.rank, o.first, o.running, o.monthly, o.breakdown::jsonb, o.details::jsonb
    from asked, unnest(${offers.map(({ id }) => id)}::uuid[], ${offers.map(({ tariffPriceId }) => tariffPriceId)}::uuid[],
      ${offers.map(({ rank }) => rank)}::int[], ${offers.map(({ firstYearCents }) => firstYearCents)}::int[],
      ${offers.map(({ runningYearCents }) => runningYearCents)}::int[], ${offers.map(({ monthlyCents }) => monthlyCents)}::int[],
      ${offers.map(({ breakdown }) => breakdown)}::text[], ${offers.map(({ details }) => details)}::text[])
      as o(id, price, rank, first, running, monthly, breakdown, details)`;
