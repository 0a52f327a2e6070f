import { randomUUID } from 'node:crypto';
import { inTransaction } from '#core';
import { completeOrder, sampleOffer, type TestApp } from '#core/testing';

/** What tests of this plugin do again and again. */
export const SENDER = {
  smtpHost: '127.0.0.1',
  smtpSecurity: 'none',
  senderAddress: 'hello@brand-a.example',
  quietFrom: '00:00',
  quietTo: '00:00',
};

/** Writes a mail as core does. */
export const writeMail = async (
  app: TestApp,
  mail: { readonly to: string; readonly subject?: string; readonly text?: string; readonly kind?: string; readonly documentIds?: string[] },
  brand: 'a' | 'b' = 'a',
): Promise<void> =>
  inTransaction(await app.as(brand), (ctx) => ctx.mailer.send(ctx, { kind: 'order-link', subject: 'Subject', text: 'Text', ...mail }));

/** An order of brand a with one contract. */
export async function placeOrder(
  app: TestApp,
  change: Parameters<typeof completeOrder>[1] = {},
): Promise<{ orderId: string; contractId: string }> {
  const ctx = await app.as();
  const place = `mutation ($input: OrderInput!, $key: String!) {
    placeOrder(input: $input, idempotencyKey: $key) { id contracts { id } } }`;
  const { data } = await app.gql(place, { input: completeOrder(await sampleOffer(ctx), change), key: randomUUID() }, ctx);
  return { orderId: data.placeOrder.id, contractId: data.placeOrder.contracts[0].id };
}

/** Customers like the one of this contract, each with a contract that has ended, half of them at each of two mail domains. */
export async function manyCustomers(root: TestApp['root'], contractId: string, count: number): Promise<void> {
  const contract = await root.contract.findUniqueOrThrow({ where: { id: contractId }, include: { customer: true } });
  const {
    id: _id,
    customer,
    pending: _pending,
    faults: _faults,
    leavingFee: _fee,
    meteringPointId: _point,
    bankAccountId: _account,
    ...like
  } = contract;
  if (!customer) throw new Error('the contract has no customer');
  const { id: _first, ...person } = customer;
  const made = await root.customer.createManyAndReturn({
    data: Array.from({ length: count }, (_, n) => ({
      ...person,
      number: `N-${n}`,
      email: `reader-${n}@${n % 2 === 0 ? 'even' : 'odd'}.example`,
    })),
    select: { id: true, number: true },
  });
  await root.contract.createMany({
    data: made.map(({ id, number }) => ({
      ...like,
      hasMeteringPoint: false,
      status: 'ended',
      kind: 'ENDED' as const,
      number: `C-${number}`,
      customerId: id,
    })),
  });
}

/** A template about a customer with one short wording; its id. */
export async function newsTemplate(root: TestApp['root'], brandId: string): Promise<string> {
  const { id } = await root.notificationsTemplate.create({
    data: { brandId, code: 'news', name: 'News', subjectKind: 'customer', createdBy: 'test' },
    select: { id: true },
  });
  const body = '<mj-section><mj-column><mj-text>{{ customer.name }}</mj-text></mj-column></mj-section>';
  const wording = { brandId, templateId: id, language: 'en', number: 1, subject: 'For {{ customer.number }}', body, createdBy: 'test' };
  await root.notificationsVersion.create({ data: wording, select: { id: true } });
  return id;
}
