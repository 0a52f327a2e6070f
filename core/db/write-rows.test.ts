import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { writeRows } from './write-rows.sql.ts';

const app = await createTestApp();
afterAll(() => app.close());
const partners = await app.root.partner.createManyAndReturn({
  data: ['own', 'other'].map((code) => ({ tenantId: app.tenant.id, code, name: code })),
});
const [own = '', other = ''] = partners.map(({ id }) => id);

const order = (partnerId: string | null, id: string = randomUUID()) => ({
  ...{ id, partnerId, number: randomUUID(), channel: 'x', createdBy: 'tester', answers: {} },
  ...{ createdAt: app.clock.now(), updatedAt: app.clock.now(), partnerChain: '{}' },
});

describe('rows that are written past Prisma', () => {
  it("are of a partner's own sub-tree alone, as through the scoped client", async () => {
    const ctx = await app.as('a', { partnerId: own, rows: { kind: 'partners', ids: [own] } });
    const write = (partnerId: string | null) => writeRows(ctx, [{ model: 'Order', rows: [order(own), order(partnerId)] }]);
    await write(own);
    for (const foreign of [other, null]) await expect(write(foreign)).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
    expect((await app.root.order.findMany({ select: { partnerId: true } })).map(({ partnerId }) => partnerId)).toEqual([own, own]);
  });

  it('replace no row of another brand', async () => {
    const id = randomUUID();
    await writeRows(await app.as('b'), [{ model: 'Order', rows: [order(null, id)] }]);
    await writeRows(await app.as('a'), [{ model: 'Order', rows: [{ ...order(null, id), channel: 'stolen' }], replace: 'id' }]);
    expect(await app.root.order.findUniqueOrThrow({ where: { id } })).toMatchObject({ brandId: app.brands.b, channel: 'x' });
  });
});
