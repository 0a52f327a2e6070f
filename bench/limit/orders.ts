import { createHash, randomInt } from 'node:crypto';
import type pg from 'pg';

/**
 * An order by one read and one write: the offer, then everything that is stored of it, in one statement and so in one
 * transaction: order, customer, metering point, contract, tariff, history, event, key; and the check and job of the plugin
 * that is on.
 */
export async function createOrders(pool: pg.Pool, brandId: string): Promise<(body: unknown) => Promise<string>> {
  return async (body) => {
    const { input, idempotencyKey } = body as { input: Form; idempotencyKey: string };
    const problems = problemsOf(input);
    if (problems.length > 0) return JSON.stringify({ errors: problems });
    const { rows: known } = await pool.query<Known>({
      ...READ,
      values: [brandId, input.offerId, input.meteringPoint.code, idempotencyKey],
    });
    const [offer] = known;
    if (!offer || offer.is_over || offer.is_taken) return JSON.stringify({ errors: ['offerId, meteringPoint.code: cannot be ordered'] });
    if (offer.made_before) return answer({ id: offer.made_before, number: '', contract: '', contract_number: '' });

    const orderNumber = numberOf('O');
    const contractNumber = numberOf('C');
    const hash = createHash('sha256').update(JSON.stringify(input)).digest('hex');
    const { customer, meteringPoint } = input;
    const { rows } = await pool.query<Made>({
      ...WRITE,
      values: [
        brandId,
        orderNumber,
        contractNumber,
        numberOf('K'),
        JSON.stringify(input),
        customer.firstName,
        customer.lastName,
        customer.birthDate,
        customer.email,
        customer.street,
        customer.houseNumber,
        customer.postcode,
        customer.city,
        meteringPoint.code,
        offer.id,
        offer.tariff_id,
        offer.annual_kwh,
        input.requestedStartOn,
        input.supplyReason,
        idempotencyKey,
        hash,
      ],
    });
    const [made] = rows;
    if (!made) throw new Error('nothing was written');
    return answer(made);
  };
}

interface Form {
  readonly offerId: string;
  readonly supplyReason: string;
  readonly requestedStartOn: string;
  readonly customer: Readonly<
    Record<'firstName' | 'lastName' | 'birthDate' | 'email' | 'street' | 'houseNumber' | 'postcode' | 'city', string>
  >;
  readonly meteringPoint: { readonly code: string };
}

interface Known {
  readonly id: string;
  readonly tariff_id: string;
  readonly annual_kwh: number;
  readonly is_over: boolean;
  readonly is_taken: boolean;
  readonly made_before: string | null;
}

interface Made {
  readonly id: string;
  readonly number: string;
  readonly contract: string;
  readonly contract_number: string;
}

const answer = ({ id, number, contract, contract_number }: Made): string =>
  JSON.stringify({
    data: { placeOrder: { id, number, state: 'SUBMITTED', contracts: [{ id: contract, number: contract_number, status: 'in_review' }] } },
  });

const isDay = (text: unknown): boolean => typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
const isText = (value: unknown, maximum: number): boolean => typeof value === 'string' && value.trim() !== '' && value.length <= maximum;

function problemsOf({ offerId, supplyReason, requestedStartOn, customer, meteringPoint }: Form): string[] {
  const wrong: string[] = [];
  const need = (isRight: boolean, field: string) => isRight || wrong.push(field);
  need(isText(offerId, 36), 'offerId');
  need(supplyReason === 'SWITCH' || supplyReason === 'MOVE_IN', 'supplyReason');
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  need(isDay(requestedStartOn) && requestedStartOn >= tomorrow, 'requestedStartOn');
  for (const field of ['firstName', 'lastName', 'street', 'houseNumber', 'postcode', 'city'] as const)
    need(isText(customer[field], 100), field);
  need(isDay(customer.birthDate) && Number(customer.birthDate.slice(0, 4)) + 18 < Number(tomorrow.slice(0, 4)), 'birthDate');
  need(/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(customer.email), 'email');
  need(/^AT\d{31}$/.test(meteringPoint.code), 'meteringPoint.code');
  return wrong;
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const numberOf = (kind: string): string => {
  const letters = Array.from({ length: 10 }, () => ALPHABET[randomInt(32)]).join('');
  return `${kind}-${letters.slice(0, 5)}-${letters.slice(5)}`;
};

const READ = {
  name: 'order-read',
  text: `
  select o.id, p.tariff_id, q.annual_kwh, q.valid_until < now() or t.sale_from > current_date or coalesce(t.sale_to <= current_date, false) as is_over,
    exists (select from metering_point m join contract c on c.brand_id = m.brand_id and c.metering_point_id = m.id
      where m.brand_id = $1 and m.code = $3 and c.kind in ('REVIEW', 'WAITING', 'SUPPLY')) as is_taken,
    (select result_id from idempotency_record where brand_id = $1 and viewer = 'limit' and key = $4) as made_before
  from quote_offer o join quote q on q.brand_id = o.brand_id and q.id = o.quote_id
    join tariff_price p on p.brand_id = o.brand_id and p.id = o.tariff_price_id join tariff t on t.brand_id = p.brand_id and t.id = p.tariff_id
  where o.brand_id = $1 and o.id = $2`,
};

const WRITE = {
  name: 'order-write',
  text: `
  with made as (
    insert into "order" (id, brand_id, number, channel, created_by, submitted_at, updated_at, answers)
    values (gen_random_uuid(), $1, $2, 'api', 'limit', now(), now(), $5) returning id, number
  ), person as (
    insert into customer (id, brand_id, number, first_name, last_name, birth_date, email, street, house_number, postcode, city, country, updated_at)
    values (gen_random_uuid(), $1, $4, $6, $7, $8::date, $9, $10, $11, $12, $13, 'AT', now()) returning id
  ), point as (
    insert into metering_point (id, brand_id, code, commodity, street, house_number, postcode, city, country, updated_at)
    values (gen_random_uuid(), $1, $14, 'ELECTRICITY', $10, $11, $12, $13, 'AT', now())
    on conflict (brand_id, code) do update set updated_at = now() returning id
  ), agreed as (
    insert into contract (id, brand_id, order_id, number, status, kind, version, customer_id, metering_point_id, offer_id, tariff_id, annual_kwh,
      supply_reason, pending, signed_on, received_on, withdrawal_ends_on, requested_start_on, updated_at)
    select gen_random_uuid(), $1, made.id, $3, 'in_review', 'REVIEW', 3, person.id, point.id, $15, $16, $17, $19,
      '[{"pluginId":"credit-check","reason":"credit-check.waiting"}]', current_date, current_date, current_date + 14, $18::date, now()
    from made, person, point returning id, number
  ), slice as (
    insert into contract_tariff (id, brand_id, contract_id, tariff_id, valid_from) select gen_random_uuid(), $1, id, $16, $18::date from agreed
  ), step as (
    insert into contract_history (id, brand_id, contract_id, by, transition, before, after)
    select gen_random_uuid(), $1, agreed.id, 'limit', s.transition, s.before, s.after
    from agreed, (values ('create', null, 'draft'), ('submit', 'draft', 'submitted'), ('start_review', 'submitted', 'in_review')) s(transition, before, after)
  ), told as (
    insert into outbox_event (brand_id, type, subject, payload)
    select $1, e.type, e.subject, e.payload from (
      select 'order.submitted' as type, made.id as subject, jsonb_build_object('orderId', made.id) as payload from made
      union all select 'contract.status-changed', agreed.id, jsonb_build_object('contractId', agreed.id, 'transition', s.transition, 'from', s.before, 'to', s.after)
      from agreed, (values ('submit', 'draft', 'submitted'), ('start_review', 'submitted', 'in_review')) s(transition, before, after)) e
  ), checked as (
    insert into credit_check (order_id, brand_id, updated_at) select id, $1, now() from made
  ), asked as (
    insert into job_request (id, brand_id, name, input, state, unique_key)
    select gen_random_uuid(), $1, 'credit-check.ask', jsonb_build_object('orderId', id, 'round', 0), 'PARKED', id || ':0' from made
  ), kept as (
    insert into idempotency_record (brand_id, viewer, key, body_hash, result_id) select $1, 'limit', $20, $21, id from made
  )
  select made.id, made.number, agreed.id as contract, agreed.number as contract_number from made, agreed`,
};
