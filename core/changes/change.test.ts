import { afterAll, expect, it } from 'vitest';
import { sequenceChanges } from '../kernel/changes.sql.ts';
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

it('follows orders, contracts and customers, each with the row as it is now, and hides what was lost with all that hangs on it', async () => {
  const [old, next] = [await addPartner('old-seller'), await addPartner('next-seller')];
  const orderId = await draft(seller(old));
  const facts = {
    brandId: app.brands.a,
    firstName: 'A',
    lastName: 'B',
    email: 'x',
    street: 'x',
    houseNumber: '1',
    postcode: '1',
    city: 'x',
    country: 'AT',
  };
  const customer = await app.root.customer.create({ data: { ...facts, partnerId: old, number: 'K-1' } });
  await app.root.contract.updateMany({ where: { orderId }, data: { customerId: customer.id } });
  await app.deliver();
  const all = `{ changes(after: "0") { changes { type isRemoved order { number contracts { id } } contract { number customer { lastName } } customer { number contracts { id } } } } }`;
  const seen = async (partner: string) => (await app.gql(all, {}, await app.as('a', seller(partner)))).data.changes.changes;
  expect(await seen(old)).toMatchObject([
    { type: 'Order', isRemoved: false, order: { contracts: [{}] }, contract: null, customer: null },
    { type: 'Customer', isRemoved: false, order: null, contract: null, customer: { number: 'K-1', contracts: [{}] } },
    { type: 'Contract', isRemoved: false, order: null, contract: { customer: { lastName: 'B' } }, customer: null },
  ]);

  await app.root.contract.updateMany({ where: { orderId }, data: { partnerId: next } });
  await app.deliver();
  expect(await seen(old)).toMatchObject([
    { type: 'Order', isRemoved: false, order: { contracts: [] } },
    { type: 'Customer', isRemoved: false, customer: { contracts: [] } },
    { type: 'Contract', isRemoved: true, contract: null },
  ]);
  // The new seller sees the contract, not the customer and the order that somebody else sold.
  expect(await seen(next)).toMatchObject([{ type: 'Contract', isRemoved: false, contract: { customer: null } }]);
});

it('leads a partner past what is nothing of theirs, without a word about it', async () => {
  const bystander = await addPartner('bystander');
  for (let n = 0; n < 3; n++) await draft();
  await app.deliver();
  const { sequence } = await read('0');
  expect(await read('0', seller(bystander))).toEqual({ sequence, hasMore: false, changes: [] });
  expect(await read('0', { rows: { kind: 'orders', ids: [] } })).toEqual({ sequence, hasMore: false, changes: [] });
});

it('shows an outside inspector the changes of the cases alone', async () => {
  const [watched] = [await draft(), await draft()];
  await app.deliver();
  const inspector: Viewer = { rows: { kind: 'orders', ids: [String(watched)] } };
  expect(rows(await read('0', inspector))).toEqual([{ rowId: watched, isRemoved: false }]);
  const { data } = await app.gql('{ changes(after: "0") { changes { type } } }', {}, await app.as('a', inspector));
  expect(data.changes.changes).toEqual([{ type: 'Order' }, { type: 'Contract' }]);
});

it('tells of several changes of a row on one page once, at the place of the last', async () => {
  const { sequence: start } = await read('0');
  const [id, beside] = [await draft(), await draft()];
  for (const channel of ['x', 'y', 'z']) await app.root.order.update({ where: { id }, data: { channel } });
  await app.deliver();
  const { changes, sequence } = await read(start);
  expect(changes.map(({ rowId }) => rowId)).toEqual([beside, id]);
  expect(changes.at(-1)?.sequence).toBe(sequence);
});

it('gives every change one number and leaves none out, however many number at once', async () => {
  const brandId = app.brands.b;
  const orders = Array.from({ length: 60 }, (_, n) => ({ brandId, number: `B-${n}`, channel: 'x', createdBy: 'x', answers: {} }));
  await Promise.all(orders.map((data) => app.root.order.create({ data }).then(() => app.root.$transaction((tx) => sequenceChanges(tx)))));
  await app.deliver();
  const numbers = await app.root.changeLog.findMany({ where: { brandId }, select: { seq: true }, orderBy: { seq: 'asc' } });
  expect(numbers.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, n) => BigInt(n + 1)));
});

it('writes numbers as texts, so that none is rounded', async () => {
  const large = 9_007_199_254_740_993n;
  await app.root.changeSequence.update({ where: { brandId: app.brands.a }, data: { seq: large } });
  await draft();
  await app.deliver();
  const page = await read(String(large));
  expect(page.changes).toMatchObject([{ sequence: '9007199254740994' }]);
  expect(BigInt(page.sequence)).toBeGreaterThan(large);
});
