import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { grossOf } from './costs.ts';
import { textOf } from './test-data/pdf.ts';
import { ADA, openDesk } from './test-data/signing.ts';

const desk = await openDesk();
const { app } = desk;
afterAll(() => desk.close());

const ASK = `mutation ($contractId: ID!, $input: ESignatureCostsInput!) {
  requestCostAcceptance(contractId: $contractId, input: $input) { id kind state validUntil costs { text netCents vatRate grossCents isAccepted } } }`;
const COSTS = [
  { text: 'New meter', netCents: 12_000, vatRate: '0.2' },
  { text: 'Journey', netCents: 3_333, vatRate: '0.1' },
];
const dayIn = (days: number): string => new Date(app.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** Costs that somebody is asked to accept, and the token of their link. */
async function asked(change: object = {}, order: object = {}) {
  const contractId = await desk.place({ requestedStartOn: dayIn(30), ...order });
  const { data, errors } = await app.gql(ASK, { contractId, input: { validUntil: dayIn(10), costs: COSTS, ...change } });
  expect(errors).toBeUndefined();
  await app.work();
  const { id } = data.requestCostAcceptance as { id: string };
  return {
    contractId,
    id,
    token: await desk.tokenFor(ADA),
    costs: (await app.root.eSignatureCost.findMany({ where: { requestId: id }, orderBy: { position: 'asc' } })).map((cost) => cost.id),
  };
}
const stateOf = async (id: string) => (await app.root.eSignatureRequest.findUniqueOrThrow({ where: { id } })).state;
const accept = async (token: string, acceptedCosts: readonly string[], change: object = {}) => {
  const answer = await desk.sign(token, { method: 'TYPED', drawing: undefined, acceptedCosts, ...change });
  await app.work();
  return answer;
};
async function sealedText(id: string): Promise<string> {
  const { signedDocumentId } = await app.root.eSignatureRequest.findUniqueOrThrow({ where: { id } });
  const { bytes } = await app.root.documentContent.findUniqueOrThrow({ where: { documentId: signedDocumentId ?? '' } });
  return textOf(bytes).replaceAll(/\s+/g, ' ');
}

describe('the price of a cost', () => {
  it('is net and its tax in whole cents, never less than net and never a cent off', () => {
    expect([grossOf(12_000, '0.2'), grossOf(3_333, '0.1'), grossOf(5, '0.1'), grossOf(1, '0')]).toEqual([14_400, 3_666, 6, 1]);
    const rate = fc.integer({ min: 0, max: 9_999 }).map((points) => String(points / 10_000));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), rate, (net, vat) => {
        const gross = grossOf(net, vat);
        expect(Number.isInteger(gross) && gross >= net).toBe(true);
        expect(Math.abs(gross - net * (1 + Number(vat)))).toBeLessThanOrEqual(0.51);
      }),
    );
  });
});

describe('costs that a customer is asked to accept', () => {
  it('are read online with tax and sum, and accepted as a whole: sealed, with what was accepted in the evidence', async () => {
    const { contractId, id, token, costs } = await asked();
    const { answer } = await desk.call(token, 'request');
    expect(answer).toMatchObject({
      kind: 'COSTS',
      state: 'OPEN',
      lastDay: dayIn(10),
      costs: [{ id: costs[0], text: 'New meter', grossCents: 14_400 }, {}],
    });
    expect(JSON.stringify(answer.document)).toContain('180.66 EUR');
    expect((await accept(token, costs)).status).toBe(200);
    expect(await stateOf(id)).toBe('DONE');
    const text = await sealedText(id);
    for (const part of ['New meter', 'Journey, 36.66 EUR', 'Accepted in all 180.66 EUR', 'Simple electronic signature'])
      expect(text).toContain(part);
    expect(text).not.toContain('after its last day');
    const { data } = await app.gql('query ($id: ID!) { contract(id: $id) { eSignatures { kind costs { isAccepted } } } }', {
      id: contractId,
    });
    expect(data.contract.eSignatures[0]).toEqual({ kind: 'COSTS', costs: [{ isAccepted: true }, { isAccepted: true }] });
  });

  it('may be accepted in part; nothing chosen, or what is not offered, is refused at its field', async () => {
    const { id, token, costs } = await asked();
    const refused = async (chosen: readonly string[]) => (await accept(token, chosen)).answer.error.details.problems;
    expect(await refused([])).toMatchObject([{ field: 'acceptedCosts', code: 'missing' }]);
    expect(await refused([crypto.randomUUID()])).toMatchObject([{ field: 'acceptedCosts', code: 'unknown' }]);
    expect((await accept(token, costs.slice(1))).status).toBe(200);
    expect(await sealedText(id)).toContain('Accepted in all 36.66 EUR');
    const rows = await app.root.eSignatureCost.findMany({ where: { requestId: id }, orderBy: { position: 'asc' } });
    expect(rows.map(({ isAccepted }) => isAccepted)).toEqual([false, true]);
  });

  it("are refused late, and taken late where the brand's settings say so: the evidence says that it was", async () => {
    const late = await asked();
    app.clock.forward({ days: 11 });
    expect((await accept(late.token, late.costs)).code).toBe('E_SIGNATURE_EXPIRED');
    await app.configure('e-signature', { lateDays: 5 });
    const taken = await asked();
    app.clock.forward({ days: 12 });
    // What the signer's own clock says makes it no earlier.
    const signedOffAt = new Date(app.clock.now().getTime() - 5 * 86_400_000).toISOString();
    expect((await accept(taken.token, taken.costs, { signedOffAt })).status).toBe(200);
    expect(await sealedText(taken.id)).toContain('after its last day');
    await app.configure('e-signature', {});
  });

  it('are accepted for a company by somebody who says by what right', async () => {
    const { token, costs } = await asked({}, { customer: { kind: 'COMPANY', companyName: 'Sample Ltd', birthDate: null } });
    expect((await accept(token, costs)).code).toBe('E_SIGNATURE_INPUT_INVALID');
    expect((await accept(token, costs, { capacity: 'Managing director', hasAuthority: true })).status).toBe(200);
  });

  it('may be taken back within the period, once, and not after it; the customer is told', async () => {
    const { id, token, costs } = await asked();
    await accept(token, costs);
    expect((await desk.call(token, 'request')).answer.withdrawableUntil).not.toBe(null);
    for (const _click of [1, 2]) expect((await desk.call(token, 'withdraw', { body: {} })).answer.state).toBe('WITHDRAWN');
    expect(await stateOf(id)).toBe('WITHDRAWN');
    expect(await desk.mails('taken back')).toHaveLength(1);

    const other = await asked();
    await accept(other.token, other.costs);
    app.clock.forward({ days: 14 });
    expect((await desk.call(other.token, 'request')).answer.withdrawableUntil).toMatch(/^\d{4}-\d\d-\d\d$/); // the whole of that day
    app.clock.forward({ days: 1 });
    expect((await desk.call(other.token, 'request')).answer.withdrawableUntil).toBe(null);
    expect((await desk.call(other.token, 'withdraw', { body: {} })).code).toBe('E_SIGNATURE_WITHDRAWAL_OVER');
    expect(await stateOf(other.id)).toBe('DONE');
  });

  it('leave the signature of the contract as it is: they move no contract and count as no signature', async () => {
    const { contractId, token, costs } = await asked();
    const before = await desk.statusOf(contractId);
    await accept(token, costs);
    expect(await desk.statusOf(contractId)).toBe(before);
    const open = await app.root.eSignatureRequest.findMany({ where: { contractId, kind: 'CONTRACT' } });
    expect(open.map(({ state }) => state)).toEqual(['OPEN']);
  });

  it('are refused with everything that is wrong with them', async () => {
    const contractId = await desk.place({ requestedStartOn: dayIn(30) });
    const input = { validUntil: '2020-01-01', costs: [{ text: ' ', netCents: 0, vatRate: '20 %' }] };
    const { errors } = await app.gql(ASK, { contractId, input });
    const { problems } = (errors?.[0]?.extensions ?? {}) as { problems: { field: string }[] };
    expect(problems.map(({ field }) => field).sort()).toEqual(['costs.0.netCents', 'costs.0.text', 'costs.0.vatRate', 'validUntil']);
  });
});
