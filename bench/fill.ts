import type pg from 'pg';

export interface Amounts {
  /** Contracts of both brands together. */
  readonly rows: number;
  readonly brands: readonly [string, string];
}

/**
 * Orders, customers, metering points and contracts, as many of each, every other one of each brand. Sold by the demo's
 * partners and the brand itself, in all states of the default set. Written past triggers and checks of keys, as a
 * dump is restored.
 */
export async function fill(admin: pg.Client, { rows, brands }: Amounts): Promise<void> {
  await admin.query("set session_replication_role = 'replica'");
  await admin.query('set synchronous_commit = off');
  await admin.query(`create temp table bench_brand as
    select b.id as brand_id, (row_number() over (order by b.code))::int - 1 as turn,
      array(select p.seller_id from partner_brand p where p.sells = b.id order by p.seller_id) || null::uuid as sellers,
      array(select t.id from tariff t where t.brand_id = b.id order by t.code) as tariffs
    from brand b where b.id = any('{${brands.join(',')}}')`);
  await admin.query(QUOTES);
  await admin.query(`create temp table bench_row as
    select n, b.brand_id, b.sellers[1 + n / 2 % cardinality(b.sellers)] as partner_id, b.tariffs[1 + n / 2 % cardinality(b.tariffs)] as tariff_id,
      (select o.id from quote_offer o where o.brand_id = b.brand_id limit 1) as offer_id,
      ${AT} as at, ${id('a')} as order_id, ${id('b')} as customer_id, ${id('c')} as point_id
    from generate_series(1, ${rows}) n join bench_brand b on b.turn = n % 2`);
  await admin.query(`create temp table bench_constraint as
    select pg_get_constraintdef(oid) as definition from pg_constraint where conname = '${SUPPLY}'`);
  await admin.query(`alter table contract drop constraint ${SUPPLY}`);
  for (const statement of ROWS) await admin.query(statement);
  await admin.query(
    `do $$ begin execute 'alter table contract add constraint ${SUPPLY} ' || (select definition from bench_constraint); end $$`,
  );
  await admin.query("set session_replication_role = 'origin'");
  for (const table of ['"order"', 'customer', 'metering_point', 'contract', 'quote', 'quote_offer'])
    await admin.query(`vacuum analyze ${table}`);
}

/** Built over all rows at the end, as a restored dump does. */
const SUPPLY = 'contract_supply_does_not_overlap';

/** When the n-th was sold. */
const AT = "(timestamptz '2016-01-01' + n * interval '5 minutes')";

/** A UUID of version 7 of the row's moment, as the product makes them: in the order of time, and spread over an index like those. */
const id = (kind: string): string =>
  `(overlay(lpad(to_hex((extract(epoch from ${AT}) * 1000)::bigint), 12, '0') placing '-' from 9 for 0) || '-7000-8${kind}00-' || lpad(to_hex(n), 12, '0'))::uuid`;

/** One price per brand that was shown and sold again and again. */
const QUOTES = `
  with price as (
    select distinct on (p.brand_id) p.brand_id, p.id from tariff_price p join bench_brand using (brand_id) order by p.brand_id, p.id
  ), quote as (
    insert into quote (id, brand_id, created_by, commodity, segment, postcode, annual_kwh, prices_as_of, valid_until, result)
    select gen_random_uuid(), brand_id, 'bench', 'ELECTRICITY', 'HOUSEHOLD', '1010', 3500, current_date, now(), '{}' from price returning id, brand_id
  )
  insert into quote_offer (id, brand_id, quote_id, tariff_price_id, rank, first_year_cents, running_year_cents, breakdown)
  select gen_random_uuid(), q.brand_id, q.id, p.id, 1, 90000, 95000, '[]' from quote q join price p using (brand_id)`;

const STATES = `(array['active','active','active','active','active','active','ended','closed','terminating','confirmed'])[1 + n / 7 % 10]`;

const ROWS = [
  `insert into "order" (id, brand_id, partner_id, number, channel, created_at, created_by, submitted_at, updated_at, answers)
   select order_id, brand_id, partner_id, 'O-B' || n, 'api', at, 'bench', at, at, '{}' from bench_row`,
  `insert into customer (id, brand_id, partner_id, number, first_name, last_name, birth_date, email, street, house_number, postcode, city, country,
     name_key, address_key, email_key, created_at, updated_at)
   select customer_id, brand_id, partner_id, 'K-B' || n, 'Ada', 'Muster ' || n % 50000, date '1950-01-01' + n % 18000, 'c' || n || '@demo.example', 'Ring',
     (n % 200)::text, (1000 + n % 9000)::text, 'Wien', 'AT', 'ada muster ' || n % 50000, 'ring ' || n, 'c' || n || '@demo.example', at, at from bench_row`,
  `insert into metering_point (id, brand_id, code, commodity, street, house_number, postcode, city, country, created_at, updated_at)
   select point_id, brand_id, 'AT003100000000000000' || lpad((1000000000 + n)::text, 13, '0'), 'ELECTRICITY', 'Ring', (n % 200)::text, (1000 + n % 9000)::text,
     'Wien', 'AT', at, at from bench_row`,
  `insert into contract (id, brand_id, partner_id, order_id, number, status, kind, version, customer_id, metering_point_id, offer_id, tariff_id, annual_kwh,
     supply_reason, signed_on, requested_start_on, created_at, updated_at)
   select ${id('d')}, r.brand_id, r.partner_id, r.order_id, 'C-B' || n, s.code, s.kind, 5, r.customer_id, r.point_id, r.offer_id, r.tariff_id, 1000 + n % 6000,
     'SWITCH', at::date, at::date + 21, at, at from bench_row r join contract_status s on s.brand_id = r.brand_id and s.code = ${STATES}`,
];
