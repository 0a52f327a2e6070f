import { Prisma } from '#prisma';
import type { Scope } from '../access/scope.ts';
import { type Db, preparedRows } from '../db/client.ts';
import type { PlainDate } from '../kernel/clock.ts';
import { mostlyIn } from '../places/place.sql.ts';

/** What an order's checks ask the database, all at once. */
export interface FactsQuestion {
  readonly offerIds: readonly string[];
  /** Normalised codes of metering points. */
  readonly pointCodes: readonly string[];
  readonly sellerId: string | null;
  readonly customerId: string | null;
  readonly agreementId: string | null;
  /** Null = sent without a key. */
  readonly attempt: { readonly viewer: string; readonly key: string } | null;
  /** Of the brand, ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly today: PlainDate;
}

/** Transitions that an order takes. */
const STEPS = ['submit', 'start_review', 'accept', 'reject_credit'];

/**
 * One statement for everything that decides about an order: a dozen round trips would cost more than the work. Offers,
 * customers and agreements are those of the viewer's rows; metering points, statuses and partners are the brand's.
 */
export async function readFactsRow(db: Db, scope: Scope, question: FactsQuestion): Promise<unknown> {
  const { brandId } = scope.viewer;
  const { offerIds, pointCodes, sellerId, customerId, agreementId, attempt, country, today } = question;
  const statement = Prisma.sql`
    select jsonb_build_object(
      'offers', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'id', o.id, 'firstYearCents', o.first_year_cents, 'postcode', q.postcode, 'segment', q.segment, 'commodity', q.commodity,
          'annualKwh', q.annual_kwh, 'offeredAt', q.created_at, 'validUntil', q.valid_until, 'tariffId', t.id, 'saleFrom', t.sale_from, 'saleTo', t.sale_to,
          'region', ${mostlyIn(country, Prisma.sql`q.postcode`)},
          'state', p.state, 'priceFrom', p.valid_from,
          'consumptionFrom', p.consumption_from, 'consumptionTo', p.consumption_to)), '[]')
        from quote_offer o
        join quote q on q.brand_id = o.brand_id and q.id = o.quote_id
        join tariff_price p on p.brand_id = o.brand_id and p.id = o.tariff_price_id
        join tariff t on t.brand_id = p.brand_id and t.id = p.tariff_id
        where ${scope.sqlOfMaker('q')} and o.id = any(${[...offerIds]}::uuid[])),
      'points', (
        select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'code', m.code, 'commodity', m.commodity,
          'meterNumber', m.meter_number, 'street', m.street, 'houseNumber', m.house_number, 'postcode', m.postcode, 'contracts', (
          select coalesce(jsonb_agg(jsonb_build_object('orderId', c.order_id, 'kind', c.kind, 'status', c.status, 'endsOn', c.ends_on)), '[]')
          from contract c
          where c.brand_id = m.brand_id and c.metering_point_id = m.id
            and (c.kind in ('REVIEW', 'WAITING', 'SUPPLY') or c.supplied_from < c.ends_on)))), '[]')
        from metering_point m where m.brand_id = ${brandId}::uuid and m.code = any(${[...pointCodes]}::text[])),
      'steps', (
        select jsonb_object_agg(t.code, jsonb_build_object('to', t."to", 'kind', s.kind))
        from contract_transition t join contract_status s on s.brand_id = t.brand_id and s.code = t."to"
        where t.brand_id = ${brandId}::uuid and t.code = any(${STEPS}::text[])),
      'sells', exists (select from partner_brand b where b.seller_id = ${sellerId}::uuid and b.sells = ${brandId}::uuid and ${sellsFor(scope)}),
      'chain', (
        with recursive chain as (
          select p.id, p.parent_id, 1 as depth from partner p where p.id = ${sellerId}::uuid
          union all select p.id, p.parent_id, c.depth + 1 from partner p join chain c on p.id = c.parent_id where c.depth < 100)
        select coalesce(jsonb_agg(id order by depth), '[]') from chain),
      'customer', (
        select jsonb_build_object('id', k.id, 'isConsumer', k.is_consumer, 'kind', k.kind, 'postcode', k.postcode, 'street', k.street,
          'houseNumber', k.house_number, 'city', k.city, 'language', k.language, 'name', coalesce(k.company_name, trim(k.first_name || ' ' || k.last_name)))
        from customer k
        where ${scope.sql('k', 'id')} and k.id = coalesce(${customerId}::uuid,
          (select a.customer_id from agreement a where ${scope.sql('a', 'id')} and a.id = ${agreementId}::uuid))),
      'agreement', (
        select jsonb_build_object('id', a.id, 'customerId', a.customer_id)
        from agreement a where ${scope.sql('a', 'id')} and a.id = ${agreementId}::uuid),
      'legalTexts', (
        select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'kind', l.kind, 'language', l.language)), '[]')
        from (
          select distinct on (t.kind, t.language) t.id, t.kind, t.language from legal_text t
          where t.brand_id = ${brandId}::uuid and t.valid_from <= ${today}::date
          order by t.kind, t.language, t.valid_from desc, t.version desc) l),
      'record', (
        select jsonb_build_object('bodyHash', r.body_hash, 'resultId', r.result_id)
        from idempotency_record r
        where r.brand_id = ${brandId}::uuid and r.viewer = ${attempt?.viewer ?? null} and r.key = ${attempt?.key ?? null})
    ) as facts`;
  const prepared = await preparedRows(db, statement);
  if (prepared) return prepared[0]?.[0];
  const [row] = await db.$queryRaw<{ facts: unknown }[]>(statement);
  return row?.facts;
}

/** A partner sells in the name of its own sub-tree alone, a guest in nobody's. */
const sellsFor = ({ viewer: { rows } }: Scope): Prisma.Sql =>
  rows.kind === 'partners' ? Prisma.sql`b.seller_id = any(${[...rows.ids]}::uuid[])` : Prisma.raw(String(rows.kind !== 'guest'));
