import { afterAll, describe, expect, it, vi } from 'vitest';
import { permissionsOf } from '../access/permissions.ts';
import { contractsLike } from '../contracts/contract.kit.ts';
import { hook } from '../kernel/hooks.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { customerOverview } from './overview.points.ts';

vi.setConfig({ testTimeout: 60_000 });
const teller = definePlugin({
  id: 'teller',
  version: '1.0.0',
  api: 1,
  summary: 'Tells about customers',
  hooks: [hook(customerOverview, ({ customerId }) => [{ title: 'Points', rows: [{ label: 'Collected', value: customerId.slice(0, 4) }] }])],
});
const app = await createTestApp([teller]);
await app.switch('teller', true);
afterAll(() => app.close());

const PLACE =
  'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { id customer { id } } } }';
const OVERVIEW = `query ($id: ID!) { customerOverview(customerId: $id) {
  customer { number }
  agreements { number }
  contractCounts { status kind count annualKwh }
  contracts(first: 50) { id number statusLabel meteringPoint { code } tariff { name } }
  meteringPoints(first: 50) { code }
  documents { title }
  notes { text isInternal }
  openOrders { number }
  sections { pluginId title rows { label value } }
} }`;
const place = async (partnerId: string | null = null): Promise<{ id: string; customerId: string }> => {
  const ctx = await app.as();
  const { data } = await app.gql(PLACE, { input: completeOrder(await sampleOffer(ctx)), key: crypto.randomUUID() }, ctx);
  const [{ id, customer }] = data.placeOrder.contracts;
  if (partnerId !== null) {
    await app.root.contract.update({ where: { id }, data: { partnerId } });
    await app.root.customer.update({ where: { id: customer.id }, data: { partnerId } });
  }
  return { id, customerId: customer.id };
};
const NOTE =
  'mutation ($id: ID!, $text: String!, $internal: Boolean) { addContractNote(contractId: $id, text: $text, isInternal: $internal) { isInternal } }';

describe('the page that shows everything about a customer', () => {
  it('tells contracts, points, documents, notes and what plugins know', async () => {
    const { id, customerId } = await place();
    await app.gql(NOTE, { id, text: 'Called back', internal: false });
    const { data, errors } = await app.gql(OVERVIEW, { id: customerId });
    expect(errors).toBeUndefined();
    expect(data.customerOverview).toMatchObject({
      contractCounts: [{ status: 'accepted', kind: 'WAITING', count: 1, annualKwh: 3_500 }],
      contracts: [{ id, statusLabel: 'Accepted' }],
      meteringPoints: [{ code: expect.any(String) }],
      notes: [{ text: 'Called back', isInternal: false }],
      openOrders: [],
      sections: [{ pluginId: 'teller', title: 'Points' }],
    });
    await app.switch('teller', false);
    expect((await app.gql(OVERVIEW, { id: customerId })).data.customerOverview.sections).toEqual([]);
    await app.switch('teller', true);
  });

  it("shows a partner what it sold and nobody's internal notes; another partner and another brand nothing", async () => {
    const partners = await Promise.all(
      ['one', 'two'].map((code) => app.root.partner.create({ data: { tenantId: app.tenant.id, code, name: code } })),
    );
    const [own, other] = partners.map(({ id }) => id);
    if (!own || !other) return expect.fail('no partners');
    const { id, customerId } = await place(own);
    await app.gql(NOTE, { id, text: 'For us', internal: true });
    await app.gql(NOTE, { id, text: 'For all', internal: false });
    const viewer = (partnerId: string) => ({
      partnerId,
      rows: { kind: 'partners' as const, ids: [partnerId] },
      permissions: permissionsOf('PARTNER', []),
    });
    const seen = await app.gql(OVERVIEW, { id: customerId }, await app.as('a', viewer(own)));
    expect(seen.data.customerOverview.notes).toEqual([{ text: 'For all', isInternal: false }]);
    expect(
      (await app.gql(NOTE, { id, text: 'By partner', internal: true }, await app.as('a', viewer(own)))).data.addContractNote.isInternal,
    ).toBe(false);
    expect((await app.gql(OVERVIEW, { id: customerId }, await app.as('a', viewer(other)))).data.customerOverview).toBeNull();
    expect((await app.gql(OVERVIEW, { id: customerId }, await app.as('b'))).data.customerOverview).toBeNull();
    expect((await app.gql(NOTE, { id, text: 'Foreign' }, await app.as('a', viewer(other)))).errors?.[0]?.extensions.code).toBe(
      'CONTRACT_NOT_FOUND',
    );
  });

  it('leaves out what the viewer has no right to', async () => {
    const { customerId } = await place();
    const { data } = await app.gql(OVERVIEW, { id: customerId }, await app.as('a', { permissions: new Set(['customer.read']) }));
    expect(data.customerOverview).toMatchObject({ contracts: null, contractCounts: null, documents: null, openOrders: null, notes: null });
    expect(data.customerOverview.meteringPoints).toHaveLength(1);
  });

  it('of a thousand metering points takes as many statements as of one', async () => {
    const { id, customerId } = await place();
    let statements = 0;
    (app.root as unknown as { $on: (event: 'query', listener: () => void) => void }).$on('query', () => {
      statements += 1;
    });
    const ask = async () => {
      const before = statements;
      const { data } = await app.gql(OVERVIEW, { id: customerId });
      return {
        count: data.customerOverview.contractCounts.reduce((sum: number, { count }: { count: number }) => sum + count, 0),
        statements: statements - before,
      };
    };
    const one = await ask();
    await contractsLike(app, id, { count: 999, status: 'active', kind: 'SUPPLY' });
    const many = await ask();
    expect(many.count).toBe(1_000);
    expect(many.statements).toBe(one.statements);
  });
});
