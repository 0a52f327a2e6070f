import type { ContractKind, Prisma } from '#prisma';
import { inTransaction } from '../kernel/context.ts';
import { enqueue } from '../kernel/jobs.ts';
import { askQuote } from '../quotes/quote.service.ts';
import type { TestApp } from '../testing/app.ts';
import { query } from '../testing/query.ts';
import { completeOrder, fixedPrice } from '../testing/samples.ts';
import { runCalendar } from './contract.jobs.ts';

const PLACE = 'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { id } } }';
const STEP = `mutation ($id: ID!, $transition: String!, $on: Date, $seen: Int, $code: String, $received: Date, $tariff: ID, $waived: Boolean, $answers: [FaultAnswerInput!]) {
  transitionContract(id: $id, transition: $transition, effectiveOn: $on, expectedVersion: $seen, reasonCode: $code, receivedOn: $received,
    tariffId: $tariff, answers: $answers, isGuaranteeWaived: $waived, reason: "test") { id status version }
}`;

export type SampleTerms = Partial<Omit<Prisma.TariffPriceUncheckedCreateInput, 'brandId' | 'tariffId'>>;

/** So many more contracts of the customer of one, each at a point of its own: past the services, for lists that are long. */
export const contractsLike = (app: TestApp, id: string, { count, status, kind }: { count: number; status: string; kind: ContractKind }) =>
  query(
    app.connectionString,
    `with source as (select * from contract where id = $1), point as (
       insert into metering_point (id, brand_id, code, commodity, street, house_number, postcode, city, country)
       select gen_random_uuid(), s.brand_id, 'AT' || lpad(n::text, 31, '0'), 'ELECTRICITY', 'Ring', n::text, '1010', 'Wien', 'AT'
       from source s, generate_series(1, $2::int) n returning id, brand_id)
     insert into contract (id, brand_id, order_id, number, status, kind, customer_id, metering_point_id, offer_id, tariff_id, annual_kwh)
     select gen_random_uuid(), s.brand_id, s.order_id, 'C-' || p.id, $3, $4::"ContractKind", s.customer_id, p.id, s.offer_id, s.tariff_id, 3500
     from source s, point p`,
    [id, count, status, kind],
  );

/** Contracts in any state, for the tests of their life. */
export function contractKit(app: TestApp) {
  const step = (id: string, transition: string, more: object = {}) => app.gql(STEP, { id, transition, ...more });
  /** The code with which a step is refused; undefined = it was taken. */
  const refusalOf = async (id: string, transition: string, more: object = {}): Promise<unknown> =>
    (await step(id, transition, more)).errors?.[0]?.extensions.code;
  const must = async (id: string, transition: string, more: object = {}): Promise<void> => {
    const { errors } = await step(id, transition, more);
    if (errors) throw new Error(`${transition}: ${errors[0]?.message}`);
  };

  /** A published tariff with these terms. */
  const tariff = async (code: string, terms: SampleTerms = {}): Promise<{ tariffId: string; priceId: string }> => {
    const { db } = await app.as();
    const { id: tariffId } = await db.tariff.create({ data: { code, name: code, saleFrom: new Date('2020-01-01') } });
    const { id: priceId } = await db.tariffPrice.create({
      data: {
        ...{ tariffId, validFrom: new Date('2020-01-01'), basis: 'NET', state: 'PUBLISHED', vatRate: '0.2' },
        components: fixedPrice({ base: '1', energy: '10' }),
        ...terms,
      },
    });
    return { tariffId, priceId };
  };

  const offerFor = async (priceId: string): Promise<string> => {
    const ctx = await app.as();
    const quote = await askQuote(ctx, {
      ...{ commodity: 'ELECTRICITY', segment: 'HOUSEHOLD', postcode: '1010', municipality: null, annualKwh: 3_500, pricesAsOf: null },
    });
    return (await ctx.db.quoteOffer.findFirstOrThrow({ where: { quoteId: quote.id, tariffPriceId: priceId } })).id;
  };

  const accepted = async (priceId: string, change: Readonly<Record<string, unknown>> = {}): Promise<string> => {
    const answer = await app.gql(PLACE, { input: completeOrder(await offerFor(priceId), change), key: crypto.randomUUID() });
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data.placeOrder.contracts[0].id;
  };
  const calendar = async (now?: string): Promise<void> => {
    if (now !== undefined) app.clock.set(now);
    // Not by its schedule, which would wait for an hour that a clock put back has yet to see again.
    await inTransaction(await app.as(), (tx) => enqueue(tx, runCalendar, {}));
    await app.work();
  };
  /** A contract that is supplied from a day on; the clock stands on that day afterwards. */
  const supplied = async (priceId: string, on = '2026-09-15'): Promise<string> => {
    app.clock.set('2026-08-24T10:00:00Z');
    const id = await accepted(priceId);
    await must(id, 'register');
    await must(id, 'confirm', { on });
    await calendar(`${on}T10:00:00Z`);
    return id;
  };
  const read = async (id: string, fields: string) =>
    (await app.gql(`query ($id: ID!) { contract(id: $id) { ${fields} } }`, { id })).data.contract;
  const events = (type: string, subject: string) => app.root.outboxEvent.findMany({ where: { type, subject }, orderBy: { id: 'asc' } });

  return { step, refusalOf, must, tariff, offerFor, accepted, supplied, calendar, read, events };
}
