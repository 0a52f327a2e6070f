import { afterAll, describe, expect, it } from 'vitest';
import { openWorld, somebody } from './test-data/world.ts';

const world = await openWorld();
const { app, place, referrer, supply } = world;
afterAll(world.close);

const OWN =
  'query ($id: ID!) { order(id: $id) { id ownReferrals { code link obstacle referrerCents referredCents recommended { name state cents } } } }';
const TAKE = 'mutation ($id: ID!) { takeReferralCode(orderId: $id) { code } }';
const customerOf = (orderId: string) =>
  app.as('a', {
    kind: 'customer',
    id: orderId,
    name: 'customer',
    rows: { kind: 'orders', ids: [orderId] },
    permissions: new Set(['order.read', 'contract.read', 'contract.correct']),
  });
const own = async (orderId: string) => (await app.gql(OWN, { id: orderId }, await customerOf(orderId))).data.order?.ownReferrals;

describe('a customer', () => {
  it('sees their link, and of those whom they recommended a first name and an initial', async () => {
    const one = await referrer();
    const friend = await place(somebody({ firstName: 'Grete Maria', lastName: 'Zeisig' }), { code: one.code });
    expect(await own(one.orderId)).toMatchObject({
      code: expect.stringMatching(/^\w{3}-\w{3}-\w{3}$/),
      link: expect.stringContaining('/order?ref='),
      obstacle: null,
      referrerCents: 5_000,
      recommended: [{ name: 'Grete Z.', state: 'PENDING', cents: null }],
    });
    await supply(friend);
    expect((await own(one.orderId)).recommended).toEqual([{ name: 'Grete Z.', state: 'PAID', cents: 5_000 }]);
  });

  it('takes a code once supply has started, and not before', async () => {
    const placed = await place();
    const me = await customerOf(placed.orderId);
    expect(await own(placed.orderId)).toMatchObject({ code: null, obstacle: 'NOT_ACTIVE', recommended: [] });
    expect((await app.gql(TAKE, { id: placed.orderId }, me)).errors?.[0]?.extensions.code).toBe('REFERRALS_NOT_ACTIVE');
    await app.switch('referrals', false);
    await supply(placed);
    await app.switch('referrals', true, { parked: 'drop' });
    expect(await own(placed.orderId)).toMatchObject({ code: null, obstacle: null });
    const { data } = await app.gql(TAKE, { id: placed.orderId }, me);
    expect((await own(placed.orderId)).code).toBe(data.takeReferralCode.code);
  });

  it('sees nothing of others', async () => {
    const one = await referrer();
    const other = await place();
    const answer = await app.gql(OWN, { id: one.orderId }, await customerOf(other.orderId));
    expect(answer.data.order).toBeNull();
    expect((await app.gql(TAKE, { id: one.orderId }, await customerOf(other.orderId))).errors?.[0]?.extensions.code).toBe(
      'REFERRALS_CUSTOMERS_ONLY',
    );
  });
});

describe('the back-office', () => {
  const INVITE = 'mutation ($id: ID!) { inviteReferrer(customerId: $id) { code mailedAt endedAt } }';
  const SHUT = 'mutation ($id: ID!, $isShut: Boolean!) { shutReferralCode(customerId: $id, isShut: $isShut) { code endedAt endedBy } }';
  const codeOf = (answer: { errors?: readonly { extensions: Readonly<Record<string, unknown>> }[] }) => answer.errors?.[0]?.extensions.code;

  it('invites a customer again, and nobody who is not in supply', async () => {
    const owner = somebody();
    const one = await referrer(owner);
    const { data } = await app.gql(INVITE, { id: one.customerId });
    expect(data.inviteReferrer).toMatchObject({ mailedAt: app.clock.now().toISOString(), endedAt: null });
    expect(await app.root.mailMessage.count({ where: { recipient: owner.email, text: { contains: data.inviteReferrer.code } } })).toBe(2);
    expect(codeOf(await app.gql(INVITE, { id: (await place()).customerId }))).toBe('REFERRALS_NOT_ACTIVE');
    expect(codeOf(await app.gql(INVITE, { id: one.orderId }))).toBe('REFERRALS_CUSTOMER_NOT_FOUND');
  });

  it('shuts a code that is abused: orders with it are told so, and its owner is', async () => {
    const one = await referrer();
    const { data } = await app.gql(SHUT, { id: one.customerId, isShut: true });
    expect(data.shutReferralCode).toMatchObject({ endedBy: 'tester' });
    const refused = await world.tryToPlace(somebody(), { code: one.code });
    expect(JSON.stringify(refused.errors?.[0]?.extensions.problems)).toContain('REFERRALS_CODE_ENDED');
    expect(await own(one.orderId)).toMatchObject({ code: null, obstacle: 'CODE_ENDED' });
    expect(codeOf(await app.gql(INVITE, { id: one.customerId }))).toBe('REFERRALS_NOT_MAILED');
    await app.gql(SHUT, { id: one.customerId, isShut: false });
    expect((await own(one.orderId)).code).not.toBeNull();
  });

  it('sees on the page of a customer that they recommend, and by whose way they came', async () => {
    const one = await referrer();
    const friend = await place(somebody(), { code: one.code });
    const titles = async (customerId: string) => {
      const query = 'query ($id: ID!) { customerOverview(customerId: $id) { sections { title rows { label value } } } }';
      const { data, errors } = await app.gql(query, { id: customerId });
      expect(errors).toBeUndefined();
      return data.customerOverview.sections;
    };
    expect(await titles(one.customerId)).toEqual([
      { title: 'Referrals', rows: [expect.objectContaining({ label: 'Code' }), { label: 'Recommended', value: '1, 0 of them paid' }] },
    ]);
    expect(await titles(friend.customerId)).toEqual([{ title: 'Referrals', rows: [{ label: 'Came', value: 'by a recommendation' }] }]);
  });
});

describe('a partner', () => {
  it('sees nothing of recommendations, not even of own sales', async () => {
    const { id: partnerId } = await app.root.partner.create({ data: { tenantId: app.tenant.id, code: 'p', name: 'Partner' } });
    await app.root.partnerBrand.create({ data: { tenantId: app.tenant.id, sellerId: partnerId, sells: app.brands.a } });
    const partner = await app.as('a', {
      partnerId,
      rows: { kind: 'partners', ids: [partnerId] },
      permissions: new Set(['order.read', 'order.write', 'quote.create', 'quote.read', 'contract.read', 'customer.read']),
    });
    const one = await referrer();
    const sold = await place(somebody(), { code: one.code, ctx: partner });
    expect(await app.root.referralsCase.findFirst({ where: { orderId: sold.orderId } })).toMatchObject({
      sellerId: partnerId,
      state: 'PENDING',
    });
    const look = await app.gql(OWN, { id: sold.orderId }, partner);
    expect(look.data.order).toEqual({ id: sold.orderId, ownReferrals: null });
    expect((await app.gql('{ referrals { id } }', {}, partner)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await partner.db.referralsCase.count()).toBe(0);
  });
});
