import { randomUUID } from 'node:crypto';
import type { Ctx } from '#core';
import { completeOrder, createTestApp, sampleOffer, type TestApp } from '#core/testing';
import creditCheck from '../plugin.ts';
import { type BureauSimulator, type SimulatorOptions, startBureauSimulator } from '../simulator/bureau-simulator.ts';

const ORDER = `query ($id: ID!) { order(id: $id) {
  state contracts { status pending { reason } } creditCheck { state askedAt answeredAt isSimulated decidedAt decisionAccept } } }`;

/** The product with this plugin on for brand a and a bureau of its own, asked as the real one. */
export async function openShop({
  plugins = [creditCheck],
  ...options
}: SimulatorOptions & { plugins?: Parameters<typeof createTestApp>[0] } = {}) {
  const app = await createTestApp(plugins);
  const bureau = await startBureauSimulator(options);
  const configure = (changes: Readonly<Record<string, unknown>> = {}) => app.configure('credit-check', { ...accessTo(bureau), ...changes });
  await app.switch('credit-check', true);
  await configure();
  return {
    app,
    bureau,
    configure,
    row: (orderId: string) => app.root.creditCheck.findUniqueOrThrow({ where: { orderId } }),
    /** Hands an order in; everything else waits for `app.work()`. */
    place: (customer: object = {}, ctx?: Ctx, form: object = {}) => placeOrder(app, customer, ctx, form),
    see: (orderId: string, ctx?: Ctx) => see(app, orderId, ctx),
    /** Makes the jobs of an order due now that wait for a later time. */
    hurry: () => app.root.jobRequest.updateMany({ where: { state: 'WAITING' }, data: { notBefore: null } }),
    questions: () => bureau.calls.get('/credit-report/energy') ?? 0,
    close: async () => {
      await app.close();
      await bureau.close();
    },
  };
}

const accessTo = ({ baseUrl, tokenUrl, clientId, clientSecret }: BureauSimulator) => ({
  bureau: 'schufa',
  baseUrl,
  tokenUrl,
  clientId,
  clientSecret,
  timeoutMs: 1_000,
});

let houses = 0;
const nextHouse = (): string => String(++houses);

/** Hands in an order for an invented customer. */
export async function placeOrder(app: TestApp, customer: object = {}, ctx?: Ctx, form: object = {}): Promise<string> {
  const seller = ctx ?? (await app.as());
  // Somebody new each time: of one person an answer is bought once.
  const input = completeOrder(await sampleOffer(seller), {
    isEarlyStart: true,
    ...form,
    customer: { houseNumber: nextHouse(), ...customer },
  });
  const answer = await app.gql(
    'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id } }',
    { input, key: randomUUID() },
    seller,
  );
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data.placeOrder.id as string;
}

/** The order as it is shown: its contract's status, why it waits, and its check. */
async function see(app: TestApp, orderId: string, ctx?: Ctx) {
  const { data, errors } = await app.gql(ORDER, { id: orderId }, ctx);
  if (errors) throw new Error(JSON.stringify(errors));
  const { state, contracts, creditCheck: check } = data.order;
  return {
    state,
    status: contracts[0].status as string,
    reasons: contracts[0].pending.map(({ reason }: { reason: string }) => reason) as string[],
    check,
  };
}
