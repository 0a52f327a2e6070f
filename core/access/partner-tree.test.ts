import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../kernel/context.ts';
import { codeOf, createAccessKit } from './access.kit.ts';
import { subtreeIds } from './partner-tree.sql.ts';
import { movePartner } from './partner-tree.ts';

const kit = await createAccessKit();
const admin = await kit.addUser({ role: 'TENANT_ADMIN' });
afterAll(() => kit.close());

const below = async (partnerId: string, tenantId = kit.tenants.one.id) => (await subtreeIds(kit.root, { tenantId, partnerId })).sort();
const move = (partnerId: string, parentId: string | null) => kit.as(admin, (ctx) => movePartner(ctx, { partnerId, parentId }));

let count = 0;
/** top <- middle <- leaf */
async function chain() {
  const n = ++count;
  const top = await kit.addPartner(`top${n}`);
  const middle = await kit.addPartner(`middle${n}`, top);
  return { top, middle, leaf: await kit.addPartner(`leaf${n}`, middle) };
}

describe("a partner's tree", () => {
  it('is the partner and all below, at any depth', async () => {
    const { top, middle, leaf } = await chain();
    await chain();
    expect(await below(top)).toEqual([top, middle, leaf].sort());
    expect(await below(middle)).toEqual([middle, leaf].sort());
    expect(await below(leaf)).toEqual([leaf]);
  });

  it('is empty for another tenant', async () => {
    const { top } = await chain();
    expect(await below(top, kit.tenants.two.id)).toEqual([]);
  });

  it('comes to an end, should the table ever hold a circle', async () => {
    const { top, middle, leaf } = await chain();
    await kit.root.partner.update({ where: { id: top }, data: { parentId: leaf } });
    expect(await below(top)).toEqual([top, middle, leaf].sort());
  });
});

describe('moving a partner', () => {
  it('takes all below it along and notes it', async () => {
    const [one, two] = [await chain(), await chain()];
    await move(one.middle, two.leaf);
    expect(await below(one.top)).toEqual([one.top]);
    expect(await below(two.top)).toEqual([two.top, two.middle, two.leaf, one.middle, one.leaf].sort());
    expect(await kit.audits(one.middle)).toMatchObject([
      { action: 'partner.moved', before: { parentId: one.top }, after: { parentId: two.leaf } },
    ]);
  });

  it('to the top makes it a root', async () => {
    const { top, middle, leaf } = await chain();
    await move(middle, null);
    expect(await below(top)).toEqual([top]);
    expect(await below(middle)).toEqual([middle, leaf].sort());
  });

  it('under itself or one below is refused', async () => {
    const { top, leaf } = await chain();
    expect(await codeOf(move(top, top))).toBe('PARTNER_CYCLE');
    expect(await codeOf(move(top, leaf))).toBe('PARTNER_CYCLE');
  });

  it('never closes a circle, also when two move under each other at the same moment', async () => {
    const [one, two] = [await chain(), await chain()];
    const other = await kit.ctxOf(admin);
    const late = await kit.as(admin, async (ctx) => {
      await movePartner(ctx, { partnerId: one.top, parentId: two.leaf });
      const begun = codeOf(inTransaction(other, (ctx) => movePartner(ctx, { partnerId: two.top, parentId: one.leaf })));
      await delay(200); // The other one looks while this one is not committed yet.
      return { begun };
    });
    expect(await late.begun).toBe('PARTNER_CYCLE');
  });

  it('does not reach into another tenant', async () => {
    const foreign = await kit.addPartner(`foreign${++count}`, null, 'c');
    const { top } = await chain();
    expect(await codeOf(move(foreign, null))).toBe('PARTNER_NOT_FOUND');
    expect(await codeOf(move(top, foreign))).toBe('PARTNER_NOT_FOUND');
  });
});
