import { afterAll, expect, it } from 'vitest';
import { asBrand, inTransaction } from '../kernel/context.ts';
import { movePartner } from '../partners/partner.service.ts';
import { createTestApp } from '../testing/app.ts';

const app = await createTestApp();
afterAll(() => app.close());

const CHANGES = `query ($after: BigInt!, $first: Int, $types: [ChangeType!]) {
  changes(after: $after, first: $first, types: $types) { sequence hasMore changes { sequence type rowId isRemoved order { number } } }
}`;
interface Change {
  readonly sequence: string;
  readonly type: string;
  readonly rowId: string;
  readonly isRemoved: boolean;
  readonly order: { readonly number: string } | null;
}
type Viewer = Parameters<typeof app.as>[1];

const read = async (after: string, viewer: Viewer = {}, more: object = {}) => {
  const { data } = await app.gql(CHANGES, { after, types: ['Order'], ...more }, await app.as('a', viewer));
  return data.changes as { sequence: string; hasMore: boolean; changes: Change[] };
};
const draft = async (viewer: Viewer = {}): Promise<string> => {
  const { data } = await app.gql('mutation { saveOrder(input: {}) { id } }', {}, await app.as('a', viewer));
  return data.saveOrder.id;
};
const addPartner = async (code: string, parentId: string | null = null) => {
  const { id } = await app.root.partner.create({ data: { tenantId: app.tenant.id, code, name: code, parentId } });
  await app.root.partnerBrand.create({ data: { tenantId: app.tenant.id, sellerId: id, sells: app.brands.a } });
  return id;
};
const seller = (partnerId: string, ids: readonly string[] = [partnerId]): Viewer => ({ partnerId, rows: { kind: 'partners', ids } });
const rows = ({ changes }: { changes: readonly Change[] }) => changes.map(({ rowId, isRemoved }) => ({ rowId, isRemoved }));

/** A promise that the test opens. */
function gate<T>() {
  let open: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}

it('tells every change once, in order, and goes on where the reader stopped', async () => {
  const ids = [await draft(), await draft(), await draft()];
  await app.deliver();
  const first = await read('0', {}, { first: 2 });
  expect(first.hasMore).toBe(true);
  const second = await read(first.sequence, {}, { first: 2 });
  expect([...first.changes, ...second.changes].map(({ rowId }) => rowId)).toEqual(ids);
  expect(second.hasMore).toBe(false);
  expect((await read(second.sequence)).changes).toEqual([]);
});

it('does not miss what was begun early and committed late', async () => {
  const { sequence: start } = await read('0');
  const late = gate<void>();
  const begun = gate<string>();
  const slow = inTransaction(await app.as(), async (ctx) => {
    const order = await asBrand(ctx).tx.order.create({ data: { number: 'slow', channel: 'api', createdBy: 'test', answers: {} } });
    begun.open(order.id);
    await late.promise;
  });
  const slowId = await begun.promise;
  const quickId = await draft();
  await app.deliver();
  const before = await read(start);
  expect(before.changes.map(({ rowId }) => rowId)).toEqual([quickId]);

  late.open();
  await slow;
  await app.deliver();
  expect((await read(before.sequence)).changes.map(({ rowId }) => rowId)).toEqual([slowId]);
});

it('tells a partner who lost a row that it is removed, its new owner that it is there, and a stranger nothing', async () => {
  const [old, next, stranger] = [await addPartner('old'), await addPartner('next'), await addPartner('stranger')];
  const id = await draft(seller(old));
  await app.deliver();
  const { sequence } = await read('0');
  expect(rows(await read('0', seller(old)))).toEqual([{ rowId: id, isRemoved: false }]);

  await app.root.order.update({ where: { id }, data: { partnerId: next } });
  await app.deliver();
  const lost = await read(sequence, seller(old));
  expect(lost.changes).toMatchObject([{ rowId: id, isRemoved: true, order: null }]);
  expect(rows(await read(sequence, seller(next)))).toEqual([{ rowId: id, isRemoved: false }]);
  expect(rows(await read('0', seller(stranger)))).toEqual([]);
});

it('tells former and new superiors when a partner is moved with everything it sold', async () => {
  const [former, superior] = [await addPartner('former'), await addPartner('superior')];
  const moved = await addPartner('moved', former);
  const id = await draft(seller(moved));
  await app.deliver();
  const { sequence } = await read('0');
  await inTransaction(await app.as(), (ctx) => movePartner(ctx, { partnerId: moved, parentId: superior }));
  await app.deliver();
  expect(rows(await read(sequence, seller(former)))).toEqual([{ rowId: id, isRemoved: true }]);
  expect(rows(await read(sequence, seller(superior, [superior, moved])))).toEqual([{ rowId: id, isRemoved: false }]);
});

it('counts each brand for itself', async () => {
  const { data } = await app.gql(CHANGES, { after: '0' }, await app.as('b'));
  expect(data.changes).toEqual({ sequence: '0', hasMore: false, changes: [] });
});

it('names what is wrong with a number that is none', async () => {
  const { errors } = await app.gql('{ changes(after: "yesterday") { sequence } }');
  expect(errors?.[0]).toMatchObject({ message: expect.stringContaining('write a whole number'), extensions: { code: 'BAD_USER_INPUT' } });
});
