import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { permissionsOf } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import { allow, type Decision, hook, pend } from '../kernel/hooks.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { type OrderFacts, orderAcceptance } from './order.points.ts';

const seen: OrderFacts[] = [];
let answer: () => Decision = allow;
const careful = definePlugin({
  id: 'careful',
  version: '1.0.0',
  api: 1,
  summary: 'Answers as the test says',
  hooks: [
    hook(orderAcceptance, (facts) => {
      seen.push(facts);
      return answer();
    }),
  ],
});
const app = await createTestApp([careful]);
afterAll(() => app.close());
await app.switch('careful', true);
await sampleOffer(await app.as()); // the tariff
const { id: sellerId } = await app.root.partner.create({ data: { tenantId: app.tenant.id, code: 'seller', name: 'Seller' } });
await app.root.partnerBrand.create({ data: { tenantId: app.tenant.id, sellerId, sells: app.brands.a } });
const PARTNER: Partial<Viewer> = {
  partnerId: sellerId,
  rows: { kind: 'partners', ids: [sellerId] },
  permissions: permissionsOf('PARTNER', []),
};
const partner = () => app.as('a', PARTNER);
const offerId = await sampleOffer(await partner());

const PLACE = 'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id contracts { id } } }';
const STEP = `mutation ($id: ID!, $transition: String!, $code: String, $faults: [String!], $answers: [FaultAnswerInput!]) {
  transitionContract(id: $id, transition: $transition, reasonCode: $code, faultCodes: $faults, answers: $answers) {
    status dueOn faults { code answer }
  } }`;
const SAVE =
  'mutation ($id: ID, $input: OrderInput!, $seen: Int) { saveOrder(orderId: $id, input: $input, expectedVersion: $seen) { answers } }';
const statusOf = async (id: string) => (await app.root.contract.findUniqueOrThrow({ where: { id } })).status;

/** An order of the partner's that waits for a plugin and was returned for two faults. */
async function returned(): Promise<{ orderId: string; id: string }> {
  answer = () => pend('careful.waiting');
  const placed = await app.gql(PLACE, { input: completeOrder(offerId), key: crypto.randomUUID() }, await partner());
  if (placed.errors) throw new Error(JSON.stringify(placed.errors));
  const { id: orderId, contracts } = placed.data.placeOrder;
  const { id } = contracts[0];
  const { data } = await app.gql(STEP, { id, transition: 'return', code: 'data-incomplete', faults: ['signature-missing'] });
  expect(data.transitionContract).toEqual({
    status: 'clarification',
    dueOn: '2026-09-07',
    faults: [
      { code: 'data-incomplete', answer: null },
      { code: 'signature-missing', answer: null },
    ],
  });
  await app.work();
  return { orderId, id };
}
const ANSWERS = [
  { code: 'data-incomplete', text: 'Floor added' },
  { code: 'signature-missing', text: 'Signed today' },
];

beforeEach(() => {
  seen.length = 0;
});

describe('an order that was returned', () => {
  it('comes back when its partner has answered every fault, not before', async () => {
    const { id } = await returned();
    const early = await app.gql(STEP, { id, transition: 'resubmit', answers: ANSWERS.slice(0, 1) }, await partner());
    expect(early.errors?.[0]?.extensions).toMatchObject({ code: 'FAULTS_UNANSWERED', faults: 'signature-missing' });
    const foreign = await app.gql(STEP, { id, transition: 'resubmit', answers: [{ code: 'other', text: 'x' }] }, await partner());
    expect(foreign.errors?.[0]?.extensions.code).toBe('REASON_UNKNOWN');
    const { data } = await app.gql(STEP, { id, transition: 'resubmit', answers: ANSWERS }, await partner());
    expect(data.transitionContract).toMatchObject({
      status: 'in_review',
      faults: [{ answer: 'Floor added' }, { answer: 'Signed today' }],
    });
  });

  it('is decided again without anybody asking, with the answers as they were corrected', async () => {
    const { orderId, id } = await returned();
    const input = { ...completeOrder(offerId), plugins: { careful: { colour: 'green' } } };
    const saved = await app.gql(SAVE, { id: orderId, input }, await partner());
    expect(saved.data.saveOrder.answers.plugins).toEqual({ careful: { colour: 'green' } });
    answer = allow;
    seen.length = 0;
    await app.gql(STEP, { id, transition: 'resubmit', answers: ANSWERS }, await partner());
    expect(await statusOf(id)).toBe('in_review');
    await app.work();
    expect(await statusOf(id)).toBe('accepted');
    expect(seen).toMatchObject([{ orderId, pluginAnswers: { careful: { colour: 'green' } } }]);
    expect((await app.gql(SAVE, { id: orderId, input }, await partner())).errors?.[0]?.extensions.code).toBe('ORDER_SUBMITTED');
  });

  it('keeps waiting where a plugin is still not sure', async () => {
    const { id } = await returned();
    await app.gql(STEP, { id, transition: 'resubmit', answers: ANSWERS }, await partner());
    await app.work();
    expect(await statusOf(id)).toBe('in_review');
  });

  it('opens no other step to its partner, nor any to who may only read', async () => {
    const { id } = await returned();
    expect((await app.gql(STEP, { id, transition: 'cancel' }, await partner())).errors?.[0]?.extensions.code).toBe('TRANSITION_NOT_YOURS');
    const office = await app.as('a', { permissions: new Set(['contract.read', 'contract.step']) });
    expect((await app.gql(STEP, { id, transition: 'cancel' }, office)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const inspector = await app.as('a', { permissions: permissionsOf('INSPECTION', []) });
    expect((await app.gql(STEP, { id, transition: 'cancel' }, inspector)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const { data } = await app.gql(
      'query ($id: ID!) { contract(id: $id) { version nextSteps { code isAllowed version } } }',
      { id },
      await partner(),
    );
    const open = data.contract.nextSteps.filter(({ isAllowed }: { isAllowed: boolean }) => isAllowed);
    expect(open).toEqual([{ code: 'resubmit', isAllowed: true, version: data.contract.version }]);
  });

  it('by the market says why', async () => {
    answer = allow;
    const placed = await app.gql(PLACE, { input: completeOrder(offerId), key: crypto.randomUUID() });
    const { id } = placed.data.placeOrder.contracts[0];
    await app.gql(STEP, { id, transition: 'register' });
    for (const transition of ['operator_rejects', 'operator_rejects_final'])
      expect((await app.gql(STEP, { id, transition })).errors?.[0]?.extensions.code).toBe('REASON_MISSING');
    const { data } = await app.gql(STEP, { id, transition: 'operator_rejects', code: 'name-differs' });
    expect(data.transitionContract).toMatchObject({ status: 'clarification', faults: [{ code: 'name-differs', answer: null }] });
  });
});
