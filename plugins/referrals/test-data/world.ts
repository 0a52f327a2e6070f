import { randomUUID } from 'node:crypto';
import { type Ctx, contractActivated, emit, inTransaction } from '#core';
import { completeOrder, createTestApp, sampleOffer } from '#core/testing';
import referrals from '../plugin.ts';

const PLACE = `mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id contracts { id customer { id } } } }`;
const PLAN = `mutation ($input: ReferralsCampaignInput!) { planReferralCampaign(input: $input) { id } }`;

export const CAMPAIGN = {
  name: 'Test campaign',
  validFrom: '2026-08-24',
  ...{ referrerCents: 5_000, referredCents: 2_500, payout: 'CREDIT', windowDays: 30, saleRule: 'BOTH' },
  ...{ minimumSupplyDays: 0, clawbackDays: 180, maximumPerYear: 5, newAfterMonths: 6, meterMonths: 12 },
};

let serial = 0;
/** An invented person whom nobody is like. */
export const somebody = (changes: object = {}) => {
  serial += 1;
  const name = `Sample${String.fromCodePoint(97 + (serial % 26), 97 + (Math.floor(serial / 26) % 26))}`;
  return {
    ...{ firstName: 'Ada', lastName: name, birthDate: `19${60 + (serial % 40)}-02-0${1 + (serial % 9)}` },
    ...{ email: `${name.toLowerCase()}.${serial}@sample.example`, street: 'Ring', houseNumber: String(serial) },
    ...changes,
  };
};

export interface Placed {
  readonly orderId: string;
  readonly contractId: string;
  readonly customerId: string;
}

/** The product with this plugin on for brand a, and a campaign. */
export async function openWorld({ campaign = {} }: { readonly campaign?: object } = {}) {
  const app = await createTestApp([referrals], { isDemo: false });
  await app.switch('referrals', true);
  const plan = (changes: object = {}) => app.gql(PLAN, { input: { ...CAMPAIGN, ...changes } });
  await plan(campaign);

  const tryToPlace = async (customer: object, { code, ctx, ...form }: { code?: string; ctx?: Ctx; [field: string]: unknown } = {}) => {
    const seller = ctx ?? (await app.as());
    const plugins = code === undefined ? {} : { plugins: { referrals: { code } } };
    const input = { ...completeOrder(await sampleOffer(seller), { customer, isEarlyStart: true, ...form }), ...plugins };
    return app.gql(PLACE, { input, key: randomUUID() }, seller);
  };
  /** Hands in an order and lets everything follow. */
  const place = async (customer: object = somebody(), more: Parameters<typeof tryToPlace>[1] = {}): Promise<Placed> => {
    const { data, errors } = await tryToPlace(customer, more);
    if (errors) throw new Error(JSON.stringify(errors));
    const { id, contracts } = data.placeOrder;
    await app.work();
    return { orderId: id, contractId: contracts[0].id, customerId: contracts[0].customer.id };
  };
  /** Puts a contract into supply from a day on, its withdrawal period over, and lets everything follow. */
  const supply = async ({ contractId }: Placed, { from = '2026-08-01', until = null as string | null } = {}): Promise<void> => {
    const day = (text: string | null) => text && new Date(`${text}T00:00:00Z`);
    await app.root.contract.update({
      where: { id: contractId },
      data: { kind: 'SUPPLY', status: 'active', suppliedFrom: day(from), withdrawalEndsOn: day('2026-08-14'), endsOn: day(until) },
    });
    await inTransaction(await app.as(), (ctx) => emit(ctx, contractActivated, { contractId }));
    await app.work();
  };
  /** A customer in supply, with their code. */
  const referrer = async (customer: object = somebody(), more: Parameters<typeof tryToPlace>[1] = {}) => {
    const placed = await place(customer, more);
    await supply(placed);
    const { code } = await app.root.referralsCode.findFirstOrThrow({ where: { customerId: placed.customerId } });
    return { ...placed, code: code ?? '' };
  };
  const caseOf = ({ orderId }: Placed) => app.root.referralsCase.findFirst({ where: { orderId } });
  /** The hourly run. */
  const settle = async () => {
    await app.root.jobRequest.create({ data: { brandId: app.brands.a, name: 'referrals.settle', input: {} } });
    await app.work();
  };
  await referrer(); // the first one is slow: statements are prepared and code is compiled
  return { app, plan, tryToPlace, place, supply, referrer, caseOf, settle, close: () => app.close() };
}
