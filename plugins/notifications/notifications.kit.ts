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
