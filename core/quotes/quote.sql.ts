import { Prisma, type Quote, type QuoteOffer } from '#prisma';
import { preparedRows } from '../db/client.ts';
import { fromDbDate } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';

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
export async function insertQuote({ db, brand }: Pick<Ctx, 'db' | 'brand'>, quote: QuoteRow, offers: readonly OfferRow[]): Promise<void> {
  const statement = insertOf(brand, quote, offers);
  if ((await preparedRows(db, statement)) === null) await db.$executeRaw(statement);
}

const insertOf = (brand: Ctx['brand'], quote: QuoteRow, offers: readonly OfferRow[]): Prisma.Sql => Prisma.sql`
    with asked as (
      insert into quote (id, brand_id, partner_id, created_at, created_by, commodity, segment, postcode, municipality, annual_kwh,
        request, prices_as_of, valid_until, result)
      values (${quote.id}::uuid, ${brand.id}::uuid, ${quote.partnerId}::uuid, ${quote.createdAt}, ${quote.createdBy}, ${quote.commodity},
        ${quote.segment}::"Segment", ${quote.postcode}, ${quote.municipality}, ${quote.annualKwh}, ${quote.request}::jsonb,
        ${fromDbDate(quote.pricesAsOf)}::date, ${quote.validUntil}, ${quote.result}::jsonb)
      returning id)
    insert into quote_offer (id, brand_id, quote_id, tariff_price_id, rank, first_year_cents, running_year_cents, monthly_cents, breakdown, details)
    select o.id, ${brand.id}::uuid, asked.id, o.price, o.rank, o.first, o.running, o.monthly, o.breakdown::jsonb, o.details::jsonb
    from asked, unnest(${offers.map(({ id }) => id)}::uuid[], ${offers.map(({ tariffPriceId }) => tariffPriceId)}::uuid[],
      ${offers.map(({ rank }) => rank)}::int[], ${offers.map(({ firstYearCents }) => firstYearCents)}::int[],
      ${offers.map(({ runningYearCents }) => runningYearCents)}::int[], ${offers.map(({ monthlyCents }) => monthlyCents)}::int[],
      ${offers.map(({ breakdown }) => breakdown)}::text[], ${offers.map(({ details }) => details)}::text[])
      as o(id, price, rank, first, running, monthly, breakdown, details)`;
