import fc from 'fast-check';
import { getNamedType, isEnumType, isInputObjectType } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../access/viewer.ts';
import { CORE_COMMODITIES } from '../commodities/commodity.ts';
import { fillBrand } from '../db/brand-rows.kit.ts';
import { createTestApp } from '../testing/app.ts';
import { query as sql } from '../testing/query.ts';
import { createBuilder } from './builder.ts';
import { connectionField } from './connection.ts';
import { codesOf, operationFor, plausible, rootFields } from './operations.kit.ts';
import { sharedTypes } from './shared.ts';

const app = await createTestApp();
afterAll(() => app.close());
const result = JSON.stringify({ place: null, questions: [], marketOffers: [], projections: [], sources: [] });
const given = { quote: { result }, quote_market: { offers: '[]' }, quote_offer: { breakdown: '[]' }, contract: { pending: '[]' } };
const owner = { tenantId: app.tenant.id, brandId: app.brands.a, given };
for (const marker of ['Delta', 'alpha', 'Čapek', 'bravo', 'Émile', 'zulu', 'Ökonom'])
  await fillBrand(app.connectionString, { ...owner, marker });
const other = await fillBrand(app.connectionString, { ...owner, marker: 'other' });
const partnerId = String(other.get('partner')?.id);
// Equal sort values everywhere: what is left to sort by is the id.
for (const table of ['order', 'contract', 'customer', 'quote', 'tariff', 'api_key', 'metering_point']) {
  await sql(
    app.connectionString,
    `update "${table}" set created_at = '2026-01-01T00:00:00Z' where ctid in (select ctid from "${table}" limit 5)`,
  );
}
await sql(
  app.connectionString,
  `update contract set updated_at = created_at, status = (select min(status) from contract) where created_at = '2026-01-01T00:00:00Z'`,
);
await sql(app.connectionString, `update customer set last_name = 'Same' where created_at = '2026-01-01T00:00:00Z'`);

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}
const SELECTION = '{ edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }';

const lists = rootFields(app.schema).filter(({ field }) => field.args.some(({ name }) => name === 'orderBy'));
const orders = lists.flatMap((list) => {
  const sort = getNamedType(list.field.args.find(({ name }) => name === 'orderBy')?.type);
  const column = isInputObjectType(sort) ? getNamedType(sort.getFields().field?.type) : null;
  const keys = isEnumType(column) ? column.getValues().map(({ name }) => name) : [];
  return keys.flatMap((field) =>
    (['ASC', 'DESC'] as const).map((direction) => [`${list.name} by ${field} ${direction}`, list, { field, direction }] as const),
  );
});
const listOf = (name: string) => {
  const list = lists.find((one) => one.name === name);
  if (!list) throw new Error(`There is no list ${name}`);
  return list;
};
async function answerOf(
  list: (typeof lists)[number],
  args: object,
  { selection = SELECTION, viewer = {} }: { selection?: string; viewer?: Partial<Viewer> } = {},
) {
  const { query, variables } = operationFor(list, { given: { ...args }, selection });
  return app.gql(query, variables, await app.as('a', viewer));
}
async function pageOf(list: (typeof lists)[number], args: object): Promise<Page> {
  const answer = await answerOf(list, args);
  expect(codesOf(answer)).toEqual([]);
  return answer.data[list.name];
}
const idsOf = ({ edges }: Page): string[] => edges.map(({ node }) => node.id);

describe('every list', () => {
  it.each(orders)('%s: pages forwards and backwards give all rows once, in one order', async (_title, list, orderBy) => {
    const whole = await pageOf(list, { first: 200, orderBy });
    const all = idsOf(whole);
    expect(all.length).toBeGreaterThan(2);
    expect(new Set(all).size).toBe(all.length);
    expect(whole.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: whole.edges[0]?.cursor,
      endCursor: whole.edges.at(-1)?.cursor,
    });

    const forwards: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page: Page = await pageOf(list, { first: 2, after, orderBy });
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      forwards.push(...idsOf(page));
      [after, more] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
    }
    expect(forwards).toEqual(all);

    const backwards: string[] = [];
    for (let before: string | null = null, more = true; more; ) {
      const page: Page = await pageOf(list, { last: 3, before, orderBy });
      expect(page.pageInfo.hasNextPage).toBe(before !== null);
      backwards.unshift(...idsOf(page));
      [before, more] = [page.pageInfo.startCursor, page.pageInfo.hasPreviousPage];
    }
    expect(backwards).toEqual(all);
  });

  it.each(orders.filter(([, , { direction }]) => direction === 'ASC'))(
    '%s: upwards is downwards the other way round',
    async (_title, list, { field }) => {
      const upwards = idsOf(await pageOf(list, { first: 200, orderBy: { field, direction: 'ASC' } }));
      expect(idsOf(await pageOf(list, { first: 200, orderBy: { field, direction: 'DESC' } }))).toEqual(upwards.reverse());
    },
  );

  it.each(lists.map((list) => [list.name, list] as const))(
    '%s: takes every one of its filters, alone and all together',
    async (_name, list) => {
      const type = getNamedType(list.field.args.find(({ name }) => name === 'filter')?.type);
      const fields = isInputObjectType(type) ? Object.values(type.getFields()) : [];
      expect(fields.length).toBeGreaterThan(0);
      const all = Object.fromEntries(fields.map((field) => [field.name, plausible(field.type)]));
      for (const filter of [
        ...fields.map(({ name }) => ({ [name]: all[name] })),
        all,
        Object.fromEntries(fields.map(({ name }) => [name, null])),
        {},
        null,
      ]) {
        expect(codesOf(await answerOf(list, { filter }))).toEqual([]);
      }
    },
  );

  it.each(lists.map((list) => [list.name, list] as const))('%s: is asked for 1 to 200 rows, in one direction', async (_name, list) => {
    const { pageInfo } = await pageOf(list, { first: 1 });
    for (const args of [
      { first: 0 },
      { first: -1 },
      { first: 201 },
      { last: 0 },
      { last: -1 },
      { last: 201 },
      { first: 2, last: 2 },
      { last: 2, after: pageInfo.endCursor },
      { first: 2, before: pageInfo.endCursor },
    ]) {
      expect(codesOf(await answerOf(list, args)), JSON.stringify(args)).toEqual(['PAGE_INVALID']);
    }
  });
});

describe('a list that changes while somebody pages through it', () => {
  const add = (createdAt: string) =>
    app.root.order.create({
      data: {
        brandId: app.brands.a,
        number: crypto.randomUUID(),
        channel: 'x',
        createdBy: 'x',
        answers: {},
        createdAt: new Date(createdAt),
      },
    });

  it('neither skips nor repeats a row, and shows new rows that lie ahead', async () => {
    const list = listOf('orders');
    const orderBy = { field: 'CREATED_AT', direction: 'ASC' };
    const all = idsOf(await pageOf(list, { first: 200, orderBy }));
    const first = await pageOf(list, { first: 3, orderBy });
    const behind = await add('2025-12-31T00:00:00Z');
    const ahead = await add('2030-01-01T00:00:00Z');
    await app.root.order.delete({ where: { id: String(first.edges[2]?.node.id) } }).catch(() => undefined); // the cursor's own row may be gone
    const rest = idsOf(await pageOf(list, { first: 200, orderBy, after: first.pageInfo.endCursor }));
    expect([...idsOf(first), ...rest]).toEqual([...all, ahead.id]);
    expect(rest).not.toContain(behind.id);
  });
});

describe('a cursor', () => {
  const cursorOf = async (name: string, orderBy: object): Promise<string> =>
    (await pageOf(listOf(name), { first: 2, orderBy })).edges[1]?.cursor ?? '';
  const orderBy = { field: 'CREATED_AT', direction: 'DESC' };

  it('of another list, another sort field or the other direction is refused', async () => {
    const cursor = await cursorOf('orders', orderBy);
    expect(codesOf(await answerOf(listOf('contracts'), { after: cursor, orderBy }))).toEqual(['CURSOR_INVALID']);
    expect(codesOf(await answerOf(listOf('orders'), { after: cursor, orderBy: { field: 'NUMBER', direction: 'DESC' } }))).toEqual([
      'CURSOR_INVALID',
    ]);
    expect(codesOf(await answerOf(listOf('orders'), { after: cursor, orderBy: { field: 'CREATED_AT', direction: 'ASC' } }))).toEqual([
      'CURSOR_INVALID',
    ]);
    expect(codesOf(await answerOf(listOf('orders'), { last: 1, before: cursor, orderBy: { field: 'NUMBER', direction: 'DESC' } }))).toEqual(
      ['CURSOR_INVALID'],
    );
  });

  it('that holds something else than a place in its list is refused before the database sees it', async () => {
    const forged = (value: unknown, id: unknown, [list, sort] = ['orders', 'CREATED_AT']) =>
      Buffer.from(JSON.stringify([list, sort, 'DESC', value, id])).toString('base64url');
    const id = crypto.randomUUID();
    const at = '2026-01-01T00:00:00.000Z';
    for (const after of [
      forged('abc', id),
      forged(5, id),
      forged(at, 'abc'),
      forged(at, '5'),
      forged(at, 5),
      forged(null, id),
      forged({ at }, id),
      forged('0000-01-01T00:00:00Z', id),
      forged('', id),
      forged(at, `${id}\0`),
      'x',
      '',
      '%',
      'W10',
      Buffer.from('{"__proto__":1}').toString('base64url'),
    ]) {
      expect(codesOf(await answerOf(listOf('orders'), { after, orderBy })), after).toEqual(after === '' ? [] : ['CURSOR_INVALID']);
    }
    for (const value of ['\0', '\ud800', 5]) {
      const after = forged(value, id, ['orders', 'NUMBER']);
      expect(codesOf(await answerOf(listOf('orders'), { after, orderBy: { field: 'NUMBER', direction: 'DESC' } }))).toEqual([
        'CURSOR_INVALID',
      ]);
    }
    const audit = forged('123456789012345678901', '1', ['auditLog', 'ID']);
    expect(codesOf(await answerOf(listOf('auditLog'), { after: audit, orderBy: { field: 'ID', direction: 'DESC' } }))).toEqual([
      'CURSOR_INVALID',
    ]);
  });

  it('never causes an unexpected error, however it is changed', async () => {
    const cursors = await Promise.all(
      orders.map(async ([, list, order]) => ({
        list,
        order,
        cursor: (await pageOf(list, { first: 1, orderBy: order })).edges[0]?.cursor ?? '',
      })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...cursors),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 3 }),
        async ({ list, order, cursor }, at, text) => {
          const place = at % cursor.length;
          const changed = cursor.slice(0, place) + text + cursor.slice(place + text.length);
          expect(['', 'CURSOR_INVALID', 'BAD_USER_INPUT']).toContain(
            codesOf(await answerOf(list, { after: changed, orderBy: order })).join(),
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('filters', () => {
  it('hold together', async () => {
    const { id, number, customer_id: customerId } = other.get('contract') ?? {};
    const matching = { number, kind: ['OPEN'], customerId, partnerId };
    expect(idsOf(await pageOf(listOf('contracts'), { filter: matching }))).toEqual([id]);
    expect(idsOf(await pageOf(listOf('contracts'), { filter: { ...matching, kind: ['SUPPLY'] } }))).toEqual([]);
    expect(idsOf(await pageOf(listOf('contracts'), { filter: { ...matching, partnerId: crypto.randomUUID() } }))).toEqual([]);
  });

  it('take an instant as the beginning of a time and another as its end', async () => {
    const between = async (from: string, before: string) =>
      idsOf(await pageOf(listOf('customers'), { filter: {}, first: 200 })).length &&
      (await pageOf(listOf('orders'), { filter: { createdAt: { from, before } }, first: 200 })).edges.length;
    expect(await between('2026-01-01T00:00:00Z', '2026-01-01T00:00:00.001Z')).toBe(5);
    expect(await between('2026-01-01T00:00:00.001Z', '2026-01-02T00:00:00Z')).toBe(0);
  });

  it('find texts as they are written: no sign stands for others', async () => {
    for (const sign of ['%', '_', '\\', '*']) {
      expect(idsOf(await pageOf(listOf('contracts'), { filter: { number: sign } })), sign).toEqual([]);
      expect(idsOf(await pageOf(listOf('customers'), { filter: { lastName: sign } })), sign).toEqual([]);
      expect(idsOf(await pageOf(listOf('customers'), { filter: { email: `other${sign}customer${sign}email` } })), sign).toEqual([]);
    }
    expect(idsOf(await pageOf(listOf('customers'), { filter: { lastName: 'OTHER-customer' } }))).toEqual([other.get('customer')?.id]);
  });

  it('and sorting tell nothing about fields that an API key may not read', async () => {
    const key = (...scopes: string[]) => ({ viewer: { kind: 'api-key', scopes } as const });
    const byName = { filter: { lastName: 'S' } };
    const sorted = { orderBy: { field: 'LAST_NAME', direction: 'ASC' } };
    for (const args of [byName, sorted]) {
      const { errors } = await answerOf(listOf('customers'), args, { selection: '{ edges { node { id } } }', ...key('read:Customer.id') });
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scope: 'read:Customer.lastName' } }]);
      for (const scope of ['read:Customer.lastName', 'read:Customer', 'read:*']) {
        expect(
          codesOf(await answerOf(listOf('customers'), args, { selection: '{ edges { node { id } } }', ...key('read:Customer.id', scope) })),
        ).toEqual([]);
      }
    }
    expect(
      codesOf(
        await answerOf(
          listOf('customers'),
          { filter: { lastName: null } },
          { selection: '{ edges { node { id } } }', ...key('read:Customer.id') },
        ),
      ),
    ).toEqual([]);
  });
});

describe('a page', () => {
  let statements = 0;
  (app.root as unknown as { $on: (event: 'query', listener: () => void) => void }).$on('query', () => {
    statements += 1;
  });
  const NODE =
    '{ edges { node { number customer { lastName } meteringPoint { code } order { number } offer { rank } history { after } } } }';

  it.each([
    ['somebody who sees the brand', {}],
    ['a partner', { partnerId, rows: { kind: 'partners', ids: [partnerId] } } as const],
  ])('takes as many statements for many rows as for one, with what hangs on them, for %s', async (_who, viewer) => {
    const costOf = async (first: number) => {
      const ctx = await app.as('a', viewer);
      const before = statements;
      const { query, variables } = operationFor(listOf('contracts'), { given: { first }, selection: NODE });
      const answer = await app.gql(query, variables, ctx);
      expect(codesOf(answer)).toEqual([]);
      return {
        statements: statements - before,
        rows: answer.data.contracts.edges as { node: { customer: { lastName: string } | null } }[],
      };
    };
    const text = (table: string, column: string) => String(other.get(table)?.[column]);
    const row = {
      brandId: app.brands.a,
      partnerId,
      kind: 'OPEN',
      orderId: text('order', 'id'),
      customerId: text('customer', 'id'),
      meteringPointId: text('metering_point', 'id'),
      offerId: text('quote_offer', 'id'),
      status: text('contract', 'status'),
    } as const;
    await app.root.contract.createMany({ data: Array.from({ length: 6 }, () => ({ ...row, number: crypto.randomUUID() })) });
    const [one, many] = [await costOf(1), await costOf(6)];
    expect(many.rows).toHaveLength(6);
    expect(many.rows.map(({ node }) => node.customer?.lastName)).not.toContain(undefined);
    expect(many.statements).toBe(one.statements);
  });
});

describe('a total', () => {
  const TOTAL = '{ capped: total { value isCapped label } exact: total(exact: true) { value isCapped label } }';
  const totals = async (args: object, viewer: Partial<Viewer> = {}) =>
    (await answerOf(listOf('orders'), args, { selection: TOTAL, viewer })).data.orders;

  it("counts what the filter leaves of the viewer's rows, not the page", async () => {
    const three = { value: 5, isCapped: false, label: '5' };
    expect(await totals({ first: 2, filter: { createdAt: { from: '2026-01-01T00:00:00Z', before: '2026-01-02T00:00:00Z' } } })).toEqual({
      capped: three,
      exact: three,
    });
    const own = { value: 1, isCapped: false, label: '1' };
    expect(await totals({}, { partnerId, rows: { kind: 'partners', ids: [partnerId] } })).toEqual({ capped: own, exact: own });
  });

  it('stops at 10,000 unless all are to be counted', async () => {
    await sql(
      app.connectionString,
      `insert into "order" (id, brand_id, number, channel, created_by, answers) select gen_random_uuid(), $1, 'M-' || n, 'many', 'x', '{}' from generate_series(1, 10001) n`,
      [app.brands.a],
    );
    expect(await totals({ first: 1, filter: { channel: 'many' } })).toEqual({
      capped: { value: 10_000, isCapped: true, label: '10,000+' },
      exact: { value: 10_001, isCapped: false, label: '10,001' },
    });
    await sql(app.connectionString, `delete from "order" where number = 'M-1'`);
    const exactly = { value: 10_000, isCapped: false, label: '10,000' };
    expect(await totals({ first: 1, filter: { channel: 'many' } })).toEqual({ capped: exactly, exact: exactly });
  });
});

it('A list that is sorted by something else than a plain column does not build', () => {
  const builder = createBuilder();
  const { connections } = sharedTypes(builder, CORE_COMMODITIES);
  const filter = { ref: builder.inputType('Nothing', { fields: (t) => ({ x: t.string() }) }), where: () => ({}) };
  const declare = (column: string) =>
    connectionField(builder, connections, {
      name: 'x',
      type: 'Order',
      permission: 'order.read',
      description: 'x',
      sort: { X: { column, description: 'x' } },
      filter,
    });
  expect(() => declare('answers')).toThrow('cannot be sorted by "answers"');
  expect(() => declare('nothing')).toThrow('cannot be sorted by "nothing"');
});
