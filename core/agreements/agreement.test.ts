import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { query } from '../testing/query.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';

const app = await createTestApp();
afterAll(() => app.close());
const offerId = await sampleOffer(await app.as());

const CUSTOMER = `mutation { createCustomer(input: { firstName: "Ada", lastName: "Sample", email: "a@sample.example", street: "Ring",
  houseNumber: "1", postcode: "1010", city: "Wien" }) { id } }`;
const CREATE =
  'mutation ($id: ID!, $name: String, $payer: ID) { createAgreement(customerId: $id, name: $name, payerId: $payer) { id number name payer { id } customer { id } } }';
const newCustomer = async (brand: 'a' | 'b' = 'a'): Promise<string> =>
  (await app.gql(CUSTOMER, {}, await app.as(brand))).data.createCustomer.id;
const newAgreement = async (id: string, more: object = {}) => (await app.gql(CREATE, { id, ...more })).data.createAgreement;
const codeOf = ({ errors }: { errors?: readonly { extensions: Readonly<Record<string, unknown>> }[] }) => errors?.[0]?.extensions.code;

/** A contract of a customer, on an agreement, as an order leaves it. */
async function contractOf(customerId: string, agreementId: string): Promise<string> {
  const PLACE = 'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { id } } }';
  const { data } = await app.gql(PLACE, { input: completeOrder(offerId), key: crypto.randomUUID() });
  const { id } = data.placeOrder.contracts[0];
  await app.root.contract.update({ where: { id }, data: { customerId, agreementId } });
  return id;
}

describe('an agreement', () => {
  it('has a name, and somebody who pays, who need not be the customer', async () => {
    const [customer, parent] = [await newCustomer(), await newCustomer()];
    const agreement = await newAgreement(customer, { name: ' Headquarters ', payer: parent });
    expect(agreement).toMatchObject({
      number: expect.stringMatching(/^A-/),
      name: 'Headquarters',
      payer: { id: parent },
      customer: { id: customer },
    });
    const RENAME = 'mutation ($id: ID!, $name: String) { renameAgreement(id: $id, name: $name) { name } }';
    expect((await app.gql(RENAME, { id: agreement.id, name: 'Shops' })).data.renameAgreement).toEqual({ name: 'Shops' });
    expect(codeOf(await app.gql(RENAME, { id: agreement.id, name: 'x'.repeat(121) }))).toBe('NAME_TOO_LONG');
    const PAYER = 'mutation ($id: ID!, $payer: ID) { setPayer(id: $id, payerId: $payer) { payer { id } } }';
    expect((await app.gql(PAYER, { id: agreement.id, payer: customer })).data.setPayer).toEqual({ payer: null });
    expect(codeOf(await app.gql(PAYER, { id: agreement.id, payer: await newCustomer('b') }))).toBe('CUSTOMER_NOT_FOUND');
    expect(codeOf(await app.gql(CREATE, { id: await newCustomer('b') }))).toBe('CUSTOMER_NOT_FOUND');
    const { data } = await app.gql('query ($id: ID!) { customer(id: $id) { changes { what before after } } }', { id: customer });
    expect(data.customer.changes).toMatchObject([
      { what: 'agreement', before: { payerId: parent }, after: { payerId: null } },
      { what: 'agreement', before: { name: 'Headquarters' }, after: { name: 'Shops' } },
      { what: 'agreement', before: null },
      { what: 'created' },
    ]);
  });

  it('takes contracts of its own customer, each with a cost centre; of two moves at once one is a conflict', async () => {
    const customer = await newCustomer();
    const [first, second, foreign] = [await newAgreement(customer), await newAgreement(customer), await newAgreement(await newCustomer())];
    const contractId = await contractOf(customer, first.id);
    const { version } = await app.root.contract.findUniqueOrThrow({ where: { id: contractId } });
    const MOVE = `mutation ($contractId: ID!, $to: ID!, $version: Int!) {
      moveContractToAgreement(contractId: $contractId, agreementId: $to, expectedVersion: $version) { version agreement { id } } }`;
    const move = (to: string, seen: number) => app.gql(MOVE, { contractId, to, version: seen });
    expect(codeOf(await move(foreign.id, version))).toBe('AGREEMENT_OF_ANOTHER_CUSTOMER');
    const both = await Promise.all([move(second.id, version), move(second.id, version)]);
    expect(both.flatMap(({ data }) => data?.moveContractToAgreement ?? [])[0]).toMatchObject({ agreement: { id: second.id } });
    expect(codeOf(await move(first.id, version))).toBe('CONTRACT_CHANGED');
    const COST = `mutation ($contractId: ID!, $version: Int!) {
      setCostCentre(contractId: $contractId, costCentre: "4711", expectedVersion: $version) { costCentre version } }`;
    expect((await app.gql(COST, { contractId, version: version + 1 })).data.setCostCentre).toEqual({
      costCentre: '4711',
      version: version + 2,
    });
    expect(codeOf(await app.gql(COST, { contractId, version: version + 1 }))).toBeUndefined();
  });
});

describe('a customer with a thousand metering points', () => {
  it('is read page by page, never as a whole, and is found among others', async () => {
    const customer = await newCustomer();
    const agreement = await newAgreement(customer);
    const contractId = await contractOf(customer, agreement.id);
    // 999 more points and contracts, as copies of the first.
    await query(
      app.connectionString,
      `with point as (
         insert into metering_point (id, brand_id, code, commodity, street, house_number, postcode, city, country)
         select gen_random_uuid(), p.brand_id, 'AT00310000000000000000' || lpad(n::text, 11, '0'), p.commodity, 'Ring', n::text, '1010', 'Wien', 'AT'
         from generate_series(1, 999) n, contract c join metering_point p on p.id = c.metering_point_id where c.id = $1
         returning id, brand_id)
       insert into contract (id, brand_id, order_id, number, status, kind, customer_id, metering_point_id, offer_id, agreement_id, tariff_id, requested_start_on)
       select gen_random_uuid(), c.brand_id, c.order_id, 'T-' || row_number() over (), 'accepted', 'WAITING', c.customer_id, point.id, c.offer_id, c.agreement_id, c.tariff_id, c.requested_start_on
       from point, contract c where c.id = $1`,
      [contractId],
    );
    const POINTS = `query ($filter: MeteringPointFilter, $after: String) { meteringPoints(filter: $filter, first: 200, after: $after) {
      edges { node { code } } pageInfo { endCursor hasNextPage } total { value } } }`;
    for (const filter of [{ customerId: customer }, { agreementId: agreement.id }]) {
      const codes = new Set<string>();
      let pages = 0;
      for (let after: string | null = null; ; pages += 1) {
        const { data } = await app.gql(POINTS, { filter, after });
        const { edges, pageInfo, total } = data.meteringPoints;
        expect(total.value).toBe(1_000);
        for (const { node } of edges) codes.add(node.code);
        if (!pageInfo.hasNextPage) break;
        after = pageInfo.endCursor;
      }
      expect([codes.size, pages]).toEqual([1_000, 4]);
    }
    const started = performance.now();
    const { data } = await app.gql(
      `query ($id: ID!, $agreement: ID!) {
        customer(id: $id) { contractCount agreements { number contractCount } }
        contracts(filter: { agreementId: $agreement }, first: 50) { edges { node { number costCentre meteringPoint { code } } } } }`,
      { id: customer, agreement: agreement.id },
    );
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(data.customer).toMatchObject({ contractCount: 1_000, agreements: [{ number: agreement.number, contractCount: 1_000 }] });
    expect(data.contracts.edges).toHaveLength(50);
    expect((await app.gql(POINTS, { filter: { customerId: await newCustomer() } })).data.meteringPoints.total.value).toBe(0);
  });
});

describe("the seller's view", () => {
  it('holds agreements, points and matches of the own rows alone', async () => {
    const partners = await Promise.all(
      ['north', 'south'].map(async (code) => {
        const { id } = await app.root.partner.create({ data: { tenantId: app.tenant.id, code, name: code } });
        await app.root.partnerBrand.create({ data: { tenantId: app.tenant.id, sellerId: id, sells: app.brands.a } });
        return { id, ctx: await app.as('a', { partnerId: id, rows: { kind: 'partners', ids: [id] } }) };
      }),
    );
    const [north, south] = partners;
    if (!north || !south) throw new Error('There are two partners');
    const customer = (await app.gql(CUSTOMER.replace('a@sample', 'north@sample'), {}, north.ctx)).data.createCustomer.id;
    const agreement = (await app.gql(CREATE, { id: customer }, north.ctx)).data.createAgreement.id;
    const SEE = `query ($id: ID!, $agreement: ID!) { agreement(id: $agreement) { id } customer(id: $id) { id changes { id } }
      agreements { edges { node { id } } } duplicates(input: { email: "north@sample.example" }) { matches { customer { id } agreement { id } proposal reasons } } }`;
    const see = async (ctx: typeof north.ctx) => (await app.gql(SEE, { id: customer, agreement }, ctx)).data;
    expect(await see(north.ctx)).toEqual({
      agreement: { id: agreement },
      customer: { id: customer, changes: [] },
      agreements: { edges: [{ node: { id: agreement } }] },
      duplicates: { matches: [{ customer: { id: customer }, agreement: null, proposal: 'NEW_CUSTOMER', reasons: ['EMAIL'] }] },
    });
    expect(await see(south.ctx)).toEqual({ agreement: null, customer: null, agreements: { edges: [] }, duplicates: { matches: [] } });
    expect(await see(await app.as('b'))).toMatchObject({
      agreement: null,
      customer: null,
      agreements: { edges: [] },
      duplicates: { matches: [] },
    });
  });
});
