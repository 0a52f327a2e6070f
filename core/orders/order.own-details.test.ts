import { afterAll, describe, expect, it } from 'vitest';
import { orderLink } from '../access/order-links.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';

const app = await createTestApp();
afterAll(() => app.close());

async function placed(lastName: string) {
  const ctx = await app.as();
  const input = completeOrder(await sampleOffer(ctx), { customer: { lastName } });
  const { data } = await app.gql(
    'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id contracts { id } } }',
    { input, key: crypto.randomUUID() },
  );
  const token = orderLink(ctx, data.placeOrder.id).split('#')[1] ?? '';
  const contractId = String(data.placeOrder.contracts[0].id);
  const correct = async (input: object, id = contractId) =>
    (
      await app.http.inject({
        method: 'POST',
        url: '/graphql',
        headers: { host: 'a.localhost', authorization: `Link ${token}` },
        payload: {
          query:
            'mutation ($id: ID!, $input: OwnDetailsInput!) { correctOwnDetails(id: $id, input: $input) { customer { phone } meteringPoint { meterNumber } } }',
          variables: { id, input },
        },
      })
    ).json();
  const stored = () => app.root.contract.findUniqueOrThrow({ where: { id: contractId }, include: { customer: true, meteringPoint: true } });
  return { correct, stored, contractId };
}
const codeOf = ({ errors }: { errors?: { extensions: { code: string } }[] }) => errors?.[0]?.extensions.code ?? 'none';

describe("a customer's own correction", () => {
  it('reaches the customer, the metering point and where letters go, and stands in their histories as done by the customer', async () => {
    const { correct, stored } = await placed('Corrects');
    const letters = { street: 'Postgasse', houseNumber: '2', postcode: '1010', city: 'Wien' };
    const { data } = await correct({ phone: '+43 1 234567', meterNumber: 'M-4711', letters });
    expect(data.correctOwnDetails).toEqual({ customer: { phone: '+43 1 234567' }, meteringPoint: { meterNumber: 'M-4711' } });
    const { customerId, meteringPointId } = await stored();
    const address = await app.root.customerAddress.findFirstOrThrow({ where: { customerId: customerId ?? '' } });
    expect(address).toMatchObject({ ...letters, kind: 'CORRESPONDENCE', validTo: null });
    const changes = await app.root.customerChange.findMany({ where: { customerId: customerId ?? '', by: 'customer' } });
    expect(changes.map(({ what }) => what).sort()).toEqual(['address', 'customer']);
    expect(await app.root.meteringPointChange.count({ where: { meteringPointId: meteringPointId ?? '', by: 'customer' } })).toBe(1);
  });

  it('leaves everything else as it is, and says every problem at once', async () => {
    const { correct, stored } = await placed('Stays');
    const before = (await stored()).customer;
    await correct({ meterNumber: 'M-1' });
    expect((await stored()).customer).toEqual(before);
    const { errors } = await correct({ phone: 'x'.repeat(41), letters: { street: '', houseNumber: '1', postcode: '1010', city: 'Wien' } });
    expect(errors[0].extensions.code).toBe('CORRECTION_INVALID');
    expect(errors[0].extensions.problems.map(({ field }: { field: string }) => field)).toEqual(['phone', 'letters.street']);
  });

  it('ends with the period for withdrawal, and reaches no other order', async () => {
    const { correct, contractId } = await placed('Late');
    const other = await placed('Other');
    expect(codeOf(await other.correct({ phone: '1234567' }, contractId))).toBe('CONTRACT_NOT_FOUND');
    app.clock.forward({ days: 16 });
    expect(codeOf(await correct({ phone: '1234567' }))).toBe('CORRECTION_PERIOD_OVER');
    app.clock.forward({ days: -16 });
  });
});
