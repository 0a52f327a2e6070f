import type pg from 'pg';

interface Row {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly label: string;
  readonly kind: string;
  readonly annual_kwh: number | null;
  readonly requested_start_on: string | null;
  readonly created_at: Date;
  readonly customer: string | null;
  readonly customer_number: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly city: string;
  readonly tariff: string | null;
  readonly tariff_code: string;
  readonly tariff_name: string;
  readonly partner: string | null;
  readonly partner_code: string;
  readonly partner_name: string;
}

const SIZE = 50;
const select = (beyond: string) => `
  select c.id, c.number, c.status, s.labels->>'en' as label, c.kind, c.annual_kwh, c.requested_start_on::text, c.created_at,
    k.id as customer, k.number as customer_number, k.first_name, k.last_name, k.city,
    t.id as tariff, t.code as tariff_code, t.name as tariff_name, p.id as partner, p.code as partner_code, p.name as partner_name
  from contract c
    join contract_status s on s.brand_id = c.brand_id and s.code = c.status
    left join customer k on k.brand_id = c.brand_id and k.id = c.customer_id
    left join tariff t on t.brand_id = c.brand_id and t.id = c.tariff_id
    left join partner p on p.id = c.partner_id
  where c.brand_id = $1 ${beyond} order by c.created_at desc, c.id desc limit ${SIZE + 1}`;
const FIRST = { name: 'list-first', text: select('') };
const NEXT = { name: 'list-next', text: select('and (c.created_at, c.id) < ($2, $3)') };

/** A page of contracts, newest first, as the product's GraphQL answers it. */
export async function listPage(pool: pg.Pool, brandId: string, after: string | undefined): Promise<string> {
  const { rows } = await pool.query<Row>(after ? { ...NEXT, values: [brandId, ...positionOf(after)] } : { ...FIRST, values: [brandId] });
  const page = rows.slice(0, SIZE);
  const edges = page.map((row) => ({ cursor: cursorOf(row), node: nodeOf(row) }));
  const pageInfo = { hasNextPage: rows.length > SIZE, endCursor: edges.at(-1)?.cursor ?? null };
  return JSON.stringify({ data: { contracts: { edges, pageInfo } } });
}

const nodeOf = (row: Row) => ({
  id: row.id,
  number: row.number,
  status: row.status,
  statusLabel: row.label,
  kind: row.kind,
  annualKwh: row.annual_kwh,
  requestedStartOn: row.requested_start_on,
  createdAt: row.created_at.toISOString(),
  customer: row.customer && {
    id: row.customer,
    number: row.customer_number,
    firstName: row.first_name,
    lastName: row.last_name,
    city: row.city,
  },
  tariff: row.tariff && { id: row.tariff, code: row.tariff_code, name: row.tariff_name },
  partner: row.partner && { id: row.partner, code: row.partner_code, name: row.partner_name },
});

/** As the product writes it, so that both servers take the same cursor. */
const cursorOf = ({ created_at, id }: Row): string =>
  Buffer.from(JSON.stringify(['contracts', 'CREATED_AT', 'DESC', created_at.toISOString(), id])).toString('base64url');

function positionOf(cursor: string): [string, string] {
  const [, , , at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as string[];
  return [String(at), String(id)];
}
