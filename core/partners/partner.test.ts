import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { permissionsOf } from '../access/permissions.ts';
import { createTestApp } from '../testing/app.ts';
import { completeOrder, sampleOffer } from '../testing/samples.ts';
import { conversionOf } from './partner.pipeline.ts';

const app = await createTestApp();
afterAll(() => app.close());

const CREATE = 'mutation ($code: String!, $parentId: ID) { createPartner(code: $code, name: "Company", parentId: $parentId) { id } }';
const partner = async (parentId: string | null = null): Promise<string> =>
  (await app.gql(CREATE, { code: randomUUID().slice(0, 8), parentId })).data.createPartner.id;
/** Somebody who sells for a company, and sees what it and those below it sold. */
const seller = (partnerId: string, ids: readonly string[] = [partnerId]) =>
  app.as('a', { partnerId, rows: { kind: 'partners', ids: [...ids] }, permissions: permissionsOf('PARTNER', []) });
const codeOf = ({ errors }: Awaited<ReturnType<typeof app.gql>>) => errors?.[0]?.extensions.code;

async function sell(partnerId: string): Promise<string> {
  const ctx = await seller(partnerId);
  const PLACE = 'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { contracts { id } } }';
  const { data } = await app.gql(PLACE, { input: completeOrder(await sampleOffer(ctx)), key: randomUUID() }, ctx);
  return data.placeOrder.contracts[0].id;
}

describe('the pipeline of a partner', () => {
  const PIPELINE = `query ($id: ID!, $withBelow: Boolean, $created: InstantRange) { partner(id: $id) {
    pipeline(withBelow: $withBelow, created: $created) { open review waiting supply ended refused conversion } } }`;

  it('counts what it sold, with or without those below it, in a time, and in the rows of whoever asks', async () => {
    const above = await partner();
    const below = await partner(above);
    await sell(above);
    const [refused] = [await sell(below), await sell(below)];
    await app.root.contract.updateMany({ where: { id: refused }, data: { status: 'rejected', kind: 'REFUSED' } });
    const ask = async (id: string, more: object = {}, ctx?: Parameters<typeof app.gql>[2]) =>
      (await app.gql(PIPELINE, { id, ...more }, ctx)).data.partner?.pipeline;

    const own = { open: 0, review: 0, waiting: 1, supply: 0, ended: 0, refused: 0, conversion: 100 };
    expect(await ask(above)).toEqual(own);
    expect(await ask(below)).toEqual({ ...own, refused: 1, conversion: 50 });
    expect(await ask(above, { withBelow: true })).toEqual({ ...own, waiting: 2, refused: 1, conversion: (2 / 3) * 100 });
    expect(await ask(above, { created: { before: '2001-01-01T00:00:00Z' } })).toEqual({ ...own, waiting: 0, conversion: null });
    expect(await ask(above, { withBelow: true }, await seller(above))).toEqual(own);
    expect(await ask(above, {}, await seller(below))).toBe(undefined);
    expect(await ask(above, { withBelow: true }, await app.as('b'))).toEqual({ ...own, waiting: 0, conversion: null });
  });

  it('has no conversion while nothing was decided', () => {
    expect(conversionOf({ waiting: 0, supply: 0, ended: 0, refused: 0 })).toBe(null);
    expect(conversionOf({ waiting: 1, supply: 1, ended: 1, refused: 1 })).toBe(75);
  });
});

describe('a partner company', () => {
  it('is renamed, which is noted', async () => {
    const id = await partner();
    const RENAME = 'mutation ($id: ID!, $name: String!) { renamePartner(id: $id, name: $name) { name } }';
    expect((await app.gql(RENAME, { id, name: ' Nord GmbH ' })).data.renamePartner.name).toBe('Nord GmbH');
    expect(codeOf(await app.gql(RENAME, { id, name: ' ' }))).toBe('PARTNER_INVALID');
    expect(codeOf(await app.gql(RENAME, { id: randomUUID(), name: 'Nord' }))).toBe('PARTNER_NOT_FOUND');
    expect(await app.root.auditEntry.findMany({ where: { subject: id, action: 'partner.renamed' } })).toMatchObject([
      { before: { name: 'Company' }, after: { name: 'Nord GmbH' } },
    ]);
  });

  it('sells a brand until it may not any more, and again when it may', async () => {
    const id = await partner();
    const SELLS = 'mutation ($id: ID!, $sells: Boolean!) { setPartnerSells(id: $id, sells: $sells) { sellsHere } }';
    const flip = async (sells: boolean) => (await app.gql(SELLS, { id, sells })).data.setPartnerSells.sellsHere;
    await sell(id);
    expect(await flip(false)).toBe(false);
    await expect(sell(id)).rejects.toThrow();
    expect(await flip(false)).toBe(false);
    expect(await flip(true)).toBe(true);
    await sell(id);
    expect(await app.root.auditEntry.count({ where: { subject: id, action: 'partner.brand-changed' } })).toBe(2);
    const { data } = await app.gql('query ($id: ID!) { partner(id: $id) { sellsHere } }', { id }, await app.as('b'));
    expect(data.partner.sellsHere).toBe(false);
  });

  it('is changed by nobody who sees a part of the tree only', async () => {
    const id = await partner();
    const limited = await app.as('a', { partnerId: id, rows: { kind: 'partners', ids: [id] } });
    for (const change of [`renamePartner(id: "${id}", name: "Mine") { id }`, `setPartnerSells(id: "${id}", sells: false) { id }`])
      expect(codeOf(await app.gql(`mutation { ${change} }`, {}, limited))).toBe('FORBIDDEN');
  });

  it('shows who works for it in this brand to those who may see users', async () => {
    const id = await partner();
    const INVITE = `mutation ($id: ID!) { inviteUser(email: "seller@sample.example", name: "Seller", role: PARTNER, partnerId: $id) { id } }`;
    await app.gql(INVITE, { id });
    const USERS = 'query ($id: ID!) { partner(id: $id) { users { name } } }';
    expect((await app.gql(USERS, { id })).data.partner.users).toEqual([{ name: 'Seller' }]);
    expect((await app.gql(USERS, { id }, await app.as('b'))).data.partner.users).toEqual([]);
    expect(codeOf(await app.gql(USERS, { id }, await seller(id)))).toBe('FORBIDDEN');
  });
});
