import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { Ctx } from '#core';
import creditCheck from './plugin.ts';
import { openShop } from './test-data/shop.ts';

const shop = await openShop();
const { app, place, see } = shop;
afterAll(shop.close);

const DECIDE = `mutation ($id: ID!, $accept: Boolean!, $reason: String!) {
  decideCreditCheck(orderId: $id, accept: $accept, reason: $reason) { decidedBy decisionAccept decisionReason } }`;
const SCORE = 'query ($id: ID!) { order(id: $id) { creditCheck { score riskRate scoreRange doubts } } }';
const QUEUE = `query ($first: Int!, $after: ID, $waitsFor: CreditCheckWaitsFor!) {
  creditChecks(first: $first, after: $after, waitsFor: $waitsFor) { orderId state problem score } }`;

const decide = (id: string, accept: boolean, reason = 'looked at the file', ctx?: Ctx) => app.gql(DECIDE, { id, accept, reason }, ctx);
const codeOf = ({ errors }: { errors?: readonly { extensions: Readonly<Record<string, unknown>> }[] }) => errors?.[0]?.extensions.code;
const borderline = async (seller?: Ctx): Promise<string> => {
  const id = await place({ lastName: 'Grenzfall' }, seller);
  await app.work();
  return id;
};
const queue = async (page: object = {}): Promise<string[]> => {
  const { data } = await app.gql(QUEUE, { first: 200, waitsFor: 'PERSON', ...page });
  return data.creditChecks.map(({ orderId }: { orderId: string }) => orderId);
};

/** Somebody who sells for a partner of the brand. */
async function partner(permissions: readonly string[] = []) {
  const { id } = await app.root.partner.create({ data: { tenantId: app.tenant.id, code: randomUUID(), name: 'Test partner' } });
  await app.root.partnerBrand.create({ data: { tenantId: app.tenant.id, sellerId: id, sells: app.brands.a } });
  const rights = new Set(['quote.create', 'order.write', 'order.read', 'contract.read', ...permissions]);
  return app.as('a', { partnerId: id, rows: { kind: 'partners', ids: [id] }, permissions: rights });
}

describe('a person', () => {
  it('accepts what the score left open, and the order goes on at once', async () => {
    const id = await borderline();
    const { data } = await decide(id, true);
    expect(data.decideCreditCheck).toEqual({ decidedBy: 'tester', decisionAccept: true, decisionReason: 'looked at the file' });
    expect(await see(id)).toMatchObject({ status: 'accepted', check: { decisionAccept: true, decidedAt: app.clock.now().toISOString() } });
  });

  it('refuses it, and the customer is not told the score', async () => {
    const id = await borderline();
    await decide(id, false);
    expect((await see(id)).status).toBe('rejected');
    const { reason } = await app.root.contractHistory.findFirstOrThrow({ where: { contract: { orderId: id }, after: 'rejected' } });
    expect(reason).toContain('CREDIT_CHECK_REFUSED');
  });

  it('decides also while the bureau has not answered; nothing is bought then', async () => {
    const id = await place();
    const before = shop.questions();
    await decide(id, true);
    await app.work();
    expect((await see(id)).status).toBe('accepted');
    expect(shop.questions()).toBe(before);
  });

  it('says why, decides existing checks only, and only while the order is open', async () => {
    const id = await borderline();
    expect(codeOf(await decide(id, true, '  '))).toBe('CREDIT_CHECK_REASON_MISSING');
    expect(codeOf(await decide(id, true, 'x'.repeat(501)))).toBe('CREDIT_CHECK_REASON_MISSING');
    expect(codeOf(await decide('00000000-0000-7000-8000-000000000000', true))).toBe('CREDIT_CHECK_NOT_FOUND');
    await decide(id, false);
    expect(codeOf(await decide(id, true))).toBe('CREDIT_CHECK_ORDER_DECIDED');
    expect((await shop.row(id)).decisionAccept).toBe(false);
  });

  it('of another brand finds nothing to decide', async () => {
    const id = await borderline();
    await app.switch('credit-check', true, { brand: 'b' });
    expect(codeOf(await decide(id, true, 'mine', await app.as('b')))).toBe('CREDIT_CHECK_NOT_FOUND');
    expect((await shop.row(id)).decisionAccept).toBe(null);
    await app.switch('credit-check', false, { brand: 'b' });
  });
});

describe('the review queue', () => {
  it('shows what waits for a person, oldest order first, page by page, until it is decided', async () => {
    const ids = [await borderline(), await borderline(), await borderline()];
    const waiting = await place();
    const all = await queue();
    expect(all.filter((id) => ids.includes(id))).toEqual(ids);
    expect(all).not.toContain(waiting);
    expect(await queue({ waitsFor: 'BUREAU' })).toEqual([waiting]);
    expect(await queue({ first: 1, after: ids[0] })).toEqual([ids[1]]);

    await decide(ids[0] ?? '', true);
    expect(await queue()).not.toContain(ids[0]);
  });

  it('gives at most a page', async () => {
    for (const waitsFor of ['PERSON', 'NOBODY']) {
      for (const first of [0, 201]) expect(codeOf(await app.gql(QUEUE, { first, waitsFor }))).toBe('CREDIT_CHECK_PAGE_INVALID');
    }
  });

  it('tells how many wait for whom', async () => {
    const lengths = async () => (await app.gql('{ creditCheckQueue { person bureau } }')).data.creditCheckQueue;
    await app.work(); // what others left behind
    const before = await lengths();
    const id = await borderline();
    await place();
    expect(await lengths()).toEqual({ person: before.person + 1, bureau: before.bureau + 1 });
    await decide(id, true);
    expect(await lengths()).toEqual({ person: before.person, bureau: before.bureau + 1 });
  });

  it('keeps what a person decided, newest order first, with the reason', async () => {
    const ids = [await borderline(), await borderline()];
    for (const id of ids) await decide(id, false, `because of ${id}`);
    const undecided = await borderline();
    const decided = await queue({ waitsFor: 'NOBODY' });
    expect(decided.slice(0, 2)).toEqual(ids.toReversed());
    expect(decided).not.toContain(undecided);
    expect((await queue({ waitsFor: 'NOBODY', first: 1, after: ids[1] }))[0]).toBe(ids[0]);
  });
});

describe('a partner', () => {
  it('sees how far the check of an own order is, and neither score nor reasons', async () => {
    const seller = await partner();
    const id = await borderline(seller);
    expect(await see(id, seller)).toMatchObject({ reasons: ['credit-check.review'], check: { state: 'SCORED' } });
    for (const field of ['score', 'riskRate', 'scoreRange', 'scoreText', 'doubts', 'problem', 'decisionReason', 'decidedBy', 'reportId']) {
      const answer = await app.gql(`query ($id: ID!) { order(id: $id) { creditCheck { ${field} } } }`, { id }, seller);
      expect([field, codeOf(answer)]).toEqual([field, 'FORBIDDEN']);
      expect(JSON.stringify(answer.data)).not.toMatch(/420|tester/);
    }
  });

  it('is told for a list of orders how far the checks of own ones are, and of no others', async () => {
    const seller = await partner();
    const [own, foreign] = [await borderline(seller), await borderline()];
    const asked = (fields: string) =>
      app.gql(`query ($ids: [ID!]!) { creditChecksOf(orderIds: $ids) { ${fields} } }`, { ids: [own, foreign] }, seller);
    expect((await asked('orderId state')).data.creditChecksOf).toEqual([{ orderId: own, state: 'SCORED' }]);
    expect(codeOf(await asked('score'))).toBe('FORBIDDEN');
    expect(codeOf(await app.gql('{ creditChecksOf(orderIds: []) { state } }'))).toBe('CREDIT_CHECK_PAGE_INVALID');
    expect(codeOf(await app.gql('{ creditCheckQueue { person } }', {}, seller))).toBe('FORBIDDEN');
  });

  it('may neither list nor decide checks', async () => {
    const seller = await partner();
    const id = await borderline(seller);
    expect(codeOf(await app.gql(QUEUE, { first: 5, waitsFor: 'PERSON' }, seller))).toBe('FORBIDDEN');
    expect(codeOf(await decide(id, true, 'please', seller))).toBe('FORBIDDEN');
  });

  it('sees no check of an order that somebody else sold, even with every permission', async () => {
    const seller = await partner(Object.keys(creditCheck.permissions ?? {}));
    const [own, foreign] = [await borderline(seller), await borderline(await partner())];
    const { data } = await app.gql(QUEUE, { first: 200, waitsFor: 'PERSON' }, seller);
    expect(data.creditChecks.map(({ orderId }: { orderId: string }) => orderId)).toEqual([own]);
    expect(codeOf(await decide(foreign, true, 'please', seller))).toBe('CREDIT_CHECK_NOT_FOUND');
  });
});

describe('the score', () => {
  it('is shown to whoever has the permission', async () => {
    const id = await borderline();
    const { data } = await app.gql(SCORE, { id });
    expect(data.order.creditCheck).toEqual({ score: 420, riskRate: '47.12', scoreRange: 'G', doubts: [] });
  });
});

describe('switched off', () => {
  it('is null on the order and PLUGIN_DISABLED elsewhere', async () => {
    const id = await borderline();
    await app.switch('credit-check', false);
    expect((await see(id)).check).toBe(null);
    expect(codeOf(await app.gql(QUEUE, { first: 5, waitsFor: 'PERSON' }))).toBe('PLUGIN_DISABLED');
    expect(codeOf(await decide(id, true))).toBe('PLUGIN_DISABLED');
    await app.switch('credit-check', true);
  });
});
