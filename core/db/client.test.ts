import { readdirSync, readFileSync } from 'node:fs';
import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { getDatamodel } from '#pothos';
import { PrismaClient } from '#prisma';
import { ruleOf } from '../access/row-rules.ts';
import { Scope } from '../access/scope.ts';
import { type RowLimit, systemViewer } from '../access/viewer.ts';
import { createBrand } from '../brands/brand.service.ts';
import { fromRoot } from '../root.ts';
import { createTestDatabase } from '../testing/database.ts';
import { query } from '../testing/query.ts';
import { type BrandRows, fillBrand } from './brand-rows.kit.ts';
import { type Db, scopedDb, transactionOf } from './client.ts';
import { models, shapeOf } from './shape.ts';

type Row = Readonly<Record<string, unknown>>;
type Table = Readonly<Record<string, (args?: object) => Promise<unknown>>>;

const database = await createTestDatabase();
const root = new PrismaClient({
  adapter: new PrismaPg({ connectionString: database.connectionString }),
  log: [{ emit: 'event', level: 'query' }],
});
const statements: string[] = [];
root.$on('query', ({ query: sql }) => void statements.push(sql));
afterAll(async () => {
  await root.$disconnect();
  await database.drop();
});
beforeEach(() => void statements.splice(0));
const sql = (text: string, values: readonly unknown[] = []) => query<Row>(database.connectionString, text, values);

const facts = { country: 'AT', language: 'en', currency: 'EUR', timeZone: 'Europe/Vienna', theme: {} };
const tenants = { one: await root.tenant.create({ data: { name: 'one' } }), two: await root.tenant.create({ data: { name: 'two' } }) };
const brandOf = (tenantId: string, code: string) =>
  root.$transaction((tx) => createBrand(tx, { ...facts, tenantId, code, name: code, hosts: [`${code}.localhost`] }));
const a = { tenantId: tenants.one.id, brandId: await brandOf(tenants.one.id, 'a') };
const b = { tenantId: tenants.one.id, brandId: await brandOf(tenants.one.id, 'b') };
const c = { tenantId: tenants.two.id, brandId: await brandOf(tenants.two.id, 'c') };

/** One row in every table for two sellers of brand a, for brand b of the same tenant and for another tenant's brand. */
const mine = await fillBrand(database.connectionString, { ...a, marker: 'mine' });
const theirs = await fillBrand(database.connectionString, { ...a, marker: 'theirs' });
const otherBrand = await fillBrand(database.connectionString, { ...b, marker: 'other-brand' });
const otherTenant = await fillBrand(database.connectionString, { ...c, marker: 'other-tenant' });

const viewerOf = (rows: RowLimit) => ({ ...systemViewer({ id: a.brandId, tenantId: a.tenantId, language: 'en' }), rows });
const scopeOf = (rows: RowLimit): Scope => new Scope(viewerOf(rows));
const dbFor = (rows: RowLimit): Db => scopedDb(root, scopeOf(rows));
const BRAND_WIDE: RowLimit = { kind: 'all' };
const PARTNER: RowLimit = { kind: 'partners', ids: [idIn(mine, 'partner')] };
const INSPECTOR: RowLimit = { kind: 'orders', ids: [idIn(mine, 'order')] };

function idIn(rows: BrandRows, table: string): string {
  return String(rows.get(table)?.id);
}

const datamodel = getDatamodel().datamodel.models;
const TABLE_NAMES: Readonly<Record<string, string>> = { User: 'app_user' };
const tableName = (model: string): string => TABLE_NAMES[model] ?? model.replace(/(?!^)([A-Z])/g, '_$1').toLowerCase();
const tableOf = (db: object, model: string): Table => Reflect.get(db, model.charAt(0).toLowerCase() + model.slice(1)) as Table;
const columnOf = (field: string): string =>
  ({ memberOf: 'member_of', brandOf: 'brand_of' })[field] ?? field.replace(/([A-Z])/g, '_$1').toLowerCase();
const keyFields = (model: string): readonly string[] => {
  const { primaryKey, fields } = datamodel[model] ?? { primaryKey: null, fields: [] };
  return primaryKey?.fields ?? fields.filter(({ isId }) => isId).map(({ name }) => name);
};
/** How Prisma's `where` names a row: by its columns, and as its primary key. */
function addressOf(model: string, rows: BrandRows) {
  const row = rows.get(tableName(model));
  if (!row) throw new Error(`${model}: fillBrand wrote no row`);
  const bigints = new Set((datamodel[model]?.fields ?? []).filter(({ type }) => type === 'BigInt').map(({ name }) => name));
  const flat = Object.fromEntries(
    keyFields(model).map((field) => [field, bigints.has(field) ? BigInt(String(row[columnOf(field)])) : row[columnOf(field)]]),
  );
  return { flat, unique: keyFields(model).length > 1 ? { [keyFields(model).join('_')]: flat } : flat };
}
const fenced = models.filter((model) => shapeOf(model).fence !== null && model !== 'Brand');
const foreignTo = (model: string): BrandRows => (shapeOf(model).fence === 'brandId' ? otherBrand : otherTenant);

/** Every operation on one row. The answers say whether it was found, changed or counted. */
async function everyOperation(db: Db, model: string, rows: BrandRows): Promise<Row> {
  const table = tableOf(db, model);
  const { flat, unique } = addressOf(model, rows);
  const field = datamodel[model]?.fields.find(
    ({ name, kind, isList }) =>
      kind !== 'object' && !isList && !keyFields(model).includes(name) && name !== shapeOf(model).fence && name !== 'partnerId',
  )?.name;
  const stored = (await tableOf(root, model).findFirst?.({ where: flat })) as Row;
  const data = field === undefined ? {} : { [field]: stored[field] };
  const call = async (operation: string, args: object): Promise<unknown> => {
    try {
      return await table[operation]?.(args);
    } catch (cause) {
      return cause instanceof Error && 'code' in cause ? cause.code : cause;
    }
  };
  return {
    findUnique: await call('findUnique', { where: unique }),
    findUniqueOrThrow: await call('findUniqueOrThrow', { where: unique }),
    findFirst: await call('findFirst', { where: flat }),
    findFirstOrThrow: await call('findFirstOrThrow', { where: flat }),
    findMany: await call('findMany', { where: { OR: [flat] } }),
    count: await call('count', { where: flat }),
    aggregate: await call('aggregate', { where: flat, _count: true }),
    groupBy: await call('groupBy', { by: [keyFields(model)[0]], where: flat }),
    update: await call('update', { where: unique, data }),
    updateMany: await call('updateMany', { where: flat, data }),
    updateManyAndReturn: await call('updateManyAndReturn', { where: flat, data }),
    delete: await call('delete', { where: unique }),
    deleteMany: await call('deleteMany', { where: flat }),
  };
}
const NOT_THERE = {
  findUnique: null,
  findUniqueOrThrow: 'P2025',
  findFirst: null,
  findFirstOrThrow: 'P2025',
  findMany: [],
  count: 0,
  aggregate: { _count: 0 },
  groupBy: [],
  update: 'P2025',
  updateMany: { count: 0 },
  updateManyAndReturn: [],
  delete: 'P2025',
  deleteMany: { count: 0 },
};
const stored = (model: string, rows: BrandRows) => tableOf(root, model).findFirst?.({ where: addressOf(model, rows).flat });

describe('a row of another brand or tenant', () => {
  it.each(fenced)('%s: is not found, counted, changed or deleted by any operation', async (model) => {
    const before = await stored(model, foreignTo(model));
    expect(before).toBeTruthy();
    expect(await everyOperation(dbFor(BRAND_WIDE), model, foreignTo(model))).toEqual(NOT_THERE);
    expect(await stored(model, foreignTo(model))).toEqual(before);
  });

  it.each(fenced)("%s: is in no list, and one's own is", async (model) => {
    const rows = (await tableOf(dbFor(BRAND_WIDE), model).findMany?.()) as Row[];
    const { fence } = shapeOf(model);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => row[String(fence)]))).toEqual(new Set([fence === 'brandId' ? a.brandId : a.tenantId]));
  });

  it('is not found by naming the brand in the condition', async () => {
    const { db, foreign } = { db: dbFor(BRAND_WIDE), foreign: idIn(otherBrand, 'order') };
    expect(await db.order.findMany({ where: { brandId: b.brandId } })).not.toContainEqual(expect.objectContaining({ id: foreign }));
    expect(await db.order.findMany({ where: { OR: [{ brandId: b.brandId }, { id: foreign }] } })).toEqual([]);
    expect(await db.order.findUnique({ where: { brandId_id: { brandId: b.brandId, id: foreign } } })).toBeNull();
    expect(await db.order.findMany({ where: { NOT: { brandId: a.brandId } } })).toEqual([]);
  });

  it('is not overwritten by an upsert that knows its id', async () => {
    const id = idIn(otherBrand, 'order');
    const create = { id, number: 'X', channel: 'x', createdBy: 'x', answers: {} };
    await expect(dbFor(BRAND_WIDE).order.upsert({ where: { id }, create, update: { number: 'X' } })).rejects.toMatchObject({
      code: 'P2002',
    });
    expect((await root.order.findUniqueOrThrow({ where: { id } })).number).toBe('other-brand-order-number');
  });

  it('tells nothing by its place: a cursor is refused', () => {
    expect(() => dbFor(BRAND_WIDE).order.findMany({ cursor: { id: idIn(otherBrand, 'order') } })).toThrow('cursor');
  });

  it('is out of reach in a transaction, too', async () => {
    await transactionOf(dbFor(BRAND_WIDE), scopeOf(BRAND_WIDE), async (tx) => {
      expect(await tx.order.findUnique({ where: { id: idIn(otherBrand, 'order') } })).toBeNull();
      expect(await tx.order.count({ where: { id: idIn(mine, 'order') } })).toBe(1);
    });
  });
});

describe("a table that is no brand's and no tenant's", () => {
  it.each(models.filter((model) => shapeOf(model).fence === null))('%s: is read by the kernel alone', (model) => {
    expect(() => tableOf(dbFor(BRAND_WIDE), model).findMany?.()).toThrow('belongs to no brand');
  });
});

const coreModels = new Set(
  readdirSync(fromRoot('prisma/core')).flatMap((file) =>
    [...readFileSync(fromRoot(`prisma/core/${file}`), 'utf8').matchAll(/^model (\w+)/gm)].map(([, model]) => model),
  ),
);
/** What limited viewers see at all. A new table is hidden from them until somebody decides otherwise here and in row-rules.ts. */
const SEEN_BY_PARTNER = [
  'Agreement',
  'ApiKey',
  'BankAccount',
  'Consent',
  'ContactChannel',
  'Contract',
  'ContractAnnex',
  'ContractHistory',
  'ContractTariff',
  'Customer',
  'CustomerAddress',
  'CustomerPerson',
  'Document',
  'DocumentContent',
  'ImportRow',
  'ImportRun',
  'Membership',
  'MeteringPoint',
  'Order',
  'Partner',
  'PartnerBrand',
  'Quote',
  'QuoteMarket',
  'QuoteOffer',
  'SavedView',
  'User',
];
const SEEN_BY_INSPECTOR = [
  'Contract',
  'ContractAnnex',
  'ContractHistory',
  'ContractTariff',
  'Customer',
  'Document',
  'DocumentContent',
  'MeteringPoint',
  'Order',
  'QuoteOffer',
];
const isShared = (model: string): boolean => ruleOf(model, shapeOf(model).hasPartner) === 'shared';

describe.each([
  ['a partner', PARTNER, SEEN_BY_PARTNER],
  ['an outside inspector', INSPECTOR, SEEN_BY_INSPECTOR],
] as const)('%s', (_who, rows, seen) => {
  it('sees rows of its own in these tables and in no others, besides what everybody in the brand reads', async () => {
    const visible: string[] = [];
    for (const model of fenced.filter((name) => !isShared(name))) {
      if ((await tableOf(dbFor(rows), model).count?.({ where: addressOf(model, mine).flat })) === 1) visible.push(model);
    }
    expect(visible.filter((model) => coreModels.has(model)).sort()).toEqual(seen);
    const ofPlugins = fenced.filter((model) => !coreModels.has(model) && shapeOf(model).hasPartner);
    expect(visible.filter((model) => !coreModels.has(model))).toEqual(rows === PARTNER ? ofPlugins : []);
  });

  it.each(fenced.filter((model) => !isShared(model)))(
    '%s: does not find, count, change or delete the row of somebody else in the same brand',
    async (model) => {
      const before = await stored(model, theirs);
      expect(await everyOperation(dbFor(rows), model, theirs)).toEqual(NOT_THERE);
      expect(await stored(model, theirs)).toEqual(before);
    },
  );

  it.each(fenced)('%s: does not find the row of another brand or tenant', async (model) => {
    expect(await everyOperation(dbFor(rows), model, foreignTo(model))).toEqual(NOT_THERE);
  });
});

describe('a limited viewer, below the top of a query', () => {
  const customerId = idIn(mine, 'customer');
  const ownContract = idIn(mine, 'contract');

  it('gets no rows of others in lists and counts', async () => {
    // My customer also has a contract that somebody else sold.
    await root.contract.update({ where: { id: idIn(theirs, 'contract') }, data: { customerId } });
    for (const rows of [PARTNER, INSPECTOR]) {
      const { customer } = dbFor(rows);
      const where = { id: customerId };
      expect(await customer.findMany({ where, include: { contracts: true } })).toMatchObject([{ contracts: [{ id: ownContract }] }]);
      expect(await customer.findMany({ where, select: { contracts: { select: { id: true } } } })).toEqual([
        { contracts: [{ id: ownContract }] },
      ]);
      expect(await customer.findMany({ where, select: { contracts: { where: { id: idIn(theirs, 'contract') } } } })).toEqual([
        { contracts: [] },
      ]);
      expect(await customer.findUnique({ where, select: { _count: { select: { contracts: true } } } })).toEqual({
        _count: { contracts: 1 },
      });
      expect(await customer.findUnique({ where, include: { _count: true } })).toMatchObject({ _count: { contracts: 1 } });
      expect(
        await customer.findUnique({ where, select: { _count: { select: { contracts: { where: { number: { not: '' } } } } } } }),
      ).toEqual({ _count: { contracts: 1 } });
    }
    expect(
      (await dbFor(BRAND_WIDE).customer.findUnique({ where: { id: customerId }, include: { contracts: true } }))?.contracts,
    ).toHaveLength(2);
  });

  it('gets no rows of others two steps down, and in what a change gives back', async () => {
    const { order } = dbFor(PARTNER);
    const point = idIn(mine, 'metering_point');
    await root.contract.update({ where: { id: idIn(theirs, 'contract') }, data: { meteringPointId: point } });
    const found = await dbFor(PARTNER).meteringPoint.findUnique({
      where: { id: point },
      include: { contracts: { include: { history: true, _count: true } } },
    });
    expect(found?.contracts.map(({ id }) => id)).toEqual([ownContract]);
    expect(found?.contracts[0]?._count).toEqual({ annexes: 1, documents: 1, history: 1, notes: 0, tariffs: 1 });
    const changed = await order.update({ where: { id: idIn(mine, 'order') }, data: { channel: 'x' }, include: { contracts: true } });
    expect(changed.contracts.map(({ id }) => id)).toEqual([ownContract]);
  });

  it("cannot join a single row that may be somebody else's", () => {
    expect(() => dbFor(PARTNER).contract.findMany({ include: { customer: true } })).toThrow('may lie outside');
    expect(() => dbFor(PARTNER).contract.findMany({ select: { order: { select: { id: true } } } })).toThrow('may lie outside');
    expect(() => dbFor(INSPECTOR).quoteOffer.findMany({ include: { quote: true } })).toThrow('may lie outside');
  });

  it('cannot walk on from a found row', async () => {
    const found = dbFor(PARTNER).customer.findUnique({ where: { id: customerId } });
    expect(Reflect.get(found, 'contracts')).toBeUndefined();
    expect((await found)?.id).toBe(customerId);
  });
});

describe('writing', () => {
  const relations = fenced.flatMap((model) => [...shapeOf(model).relations.keys()].map((field) => [model, field] as const));

  it.each(relations)('%s.%s: is refused as a nested write, in every operation that writes', (model, field) => {
    const table = tableOf(dbFor(BRAND_WIDE), model);
    const data = { [field]: { connect: { id: idIn(otherBrand, 'contract') } } };
    const { unique } = addressOf(model, mine);
    for (const work of [
      () => table.create?.({ data }),
      () => table.createMany?.({ data: [data] }),
      () => table.createManyAndReturn?.({ data: [data] }),
      () => table.update?.({ where: unique, data }),
      () => table.updateMany?.({ data }),
      () => table.updateManyAndReturn?.({ data }),
      () => table.upsert?.({ where: unique, create: data, update: {} }),
      () => table.upsert?.({ where: unique, create: {}, update: data }),
    ]) {
      expect(work).toThrow('nested writes are not allowed');
    }
  });

  it.each(fenced)('%s: nobody names the brand or tenant by hand', (model) => {
    const table = tableOf(dbFor(BRAND_WIDE), model);
    const data = { [String(shapeOf(model).fence)]: b.brandId };
    const { unique } = addressOf(model, mine);
    for (const work of [
      () => table.create?.({ data }),
      () => table.createMany?.({ data: [data] }),
      () => table.createMany?.({ data }),
      () => table.update?.({ where: unique, data }),
      () => table.updateMany?.({ data }),
      () => table.upsert?.({ where: unique, create: {}, update: data }),
      () => table.upsert?.({ where: unique, create: data, update: {} }),
    ]) {
      expect(work).toThrow('set by the scoped client alone');
    }
  });

  it("puts new rows into the viewer's brand and tenant", async () => {
    const { db } = { db: dbFor(BRAND_WIDE) };
    const order = await db.order.create({ data: { number: 'O-new', channel: 'x', createdBy: 'x', answers: {} } });
    expect(order.brandId).toBe(a.brandId);
    const [second] = await db.order.createManyAndReturn({ data: [{ number: 'O-new-2', channel: 'x', createdBy: 'x', answers: {} }] });
    expect(second?.brandId).toBe(a.brandId);
    expect((await db.partner.create({ data: { code: 'new', name: 'new' } })).tenantId).toBe(a.tenantId);
  });

  it('sells for nobody else: a partner names its own company or one below it', async () => {
    const { order } = dbFor(PARTNER);
    const row = { number: 'O-partner', channel: 'x', createdBy: 'x', answers: {} };
    for (const partnerId of [idIn(theirs, 'partner'), null]) {
      expect(() => order.create({ data: { ...row, partnerId } })).toThrow(expect.objectContaining({ code: 'OUT_OF_SCOPE' }));
      expect(() => order.createMany({ data: [{ ...row, partnerId }] })).toThrow(expect.objectContaining({ code: 'OUT_OF_SCOPE' }));
      expect(() => order.updateMany({ data: { partnerId } })).toThrow(expect.objectContaining({ code: 'OUT_OF_SCOPE' }));
    }
    expect(() => order.create({ data: row })).toThrow(expect.objectContaining({ code: 'OUT_OF_SCOPE' }));
    expect((await order.create({ data: { ...row, partnerId: idIn(mine, 'partner') } })).partnerId).toBe(idIn(mine, 'partner'));
  });
});

describe('the client itself', () => {
  const db = dbFor(PARTNER);

  it('has no way round the scope', () => {
    const ways = [
      '$on',
      '$connect',
      '$disconnect',
      '$extends',
      '$transaction',
      '$executeRawUnsafe',
      '$queryRawUnsafe',
      '$parent',
      '_engine',
      '_originalClient',
      'Contract',
      'constructor',
    ];
    for (const way of ways) expect([way, Reflect.get(db, way)]).toEqual([way, undefined]);
    for (const way of ['$parent', '$name', 'fields']) expect([way, Reflect.get(db.contract, way)]).toEqual([way, undefined]);
    expect(() => Object.assign(db, { contract: root.contract })).toThrow();
    expect(Object.getPrototypeOf(db)).toBeNull();
  });

  it('opens no second transaction inside of one', async () => {
    const scope = scopeOf(BRAND_WIDE);
    const nested = transactionOf(dbFor(BRAND_WIDE), scope, (tx) => transactionOf(tx, scope, async () => undefined));
    await expect(nested).rejects.toThrow('A transaction inside a transaction');
  });

  it.each([
    ["the brand's", BRAND_WIDE],
    ["a partner's", PARTNER],
  ] as const)('looks many rows up in one statement, with %s eyes', async (_whose, rows) => {
    const { customer } = dbFor(rows);
    const ids = [
      idIn(mine, 'customer'),
      idIn(theirs, 'customer'),
      idIn(otherBrand, 'customer'),
      ...Array.from({ length: 2 }, () => crypto.randomUUID()),
    ];
    const found = await Promise.all(ids.map((id) => customer.findUnique({ where: { id } })));
    expect(found.map((row) => row !== null)).toEqual([true, rows === BRAND_WIDE, false, false, false]);
    expect(statements.filter((text) => text.startsWith('SELECT'))).toHaveLength(1);
  });
});

describe('the database', () => {
  const brandTables = async () =>
    (
      await sql(
        `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'brand_id' order by 1`,
      )
    ).map(({ name }) => String(name));

  it('never changes a brand: every table with one has the trigger, and it works', async () => {
    const fencedByTrigger = await sql(
      `select tgrelid::regclass::text as name from pg_trigger where tgname = 'brand_is_immutable' and tgenabled = 'O'`,
    );
    expect(fencedByTrigger.map(({ name }) => String(name).replaceAll('"', '')).sort()).toEqual(await brandTables());
    for (const table of await brandTables()) {
      await expect(sql(`update "${table}" set brand_id = $1 where brand_id = $2`, [b.brandId, a.brandId])).rejects.toThrow(
        /immutable|written once/,
      );
    }
  });

  it('has no row without a brand', async () => {
    for (const table of await brandTables()) {
      const [column] = await sql(
        `select is_nullable as "isNullable" from information_schema.columns where table_schema = 'public' and table_name = $1 and column_name = 'brand_id'`,
        [table],
      );
      expect([table, column?.isNullable]).toEqual([table, 'NO']);
    }
    await expect(
      sql(`insert into "order" (id, number, channel, created_by, answers) values (gen_random_uuid(), 'X', 'x', 'x', '{}')`),
    ).rejects.toThrow('brand_id');
  });

  it("links no row to another brand's or tenant's", async () => {
    const links = await sql(`
      select k.conname as name, k.conrelid::regclass::text as source, k.confrelid::regclass::text as target,
        array(select a.attname::text from unnest(k.conkey) u(n) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n) as columns,
        array(select a.attname::text from unnest(k.confkey) u(n) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n) as keys
      from pg_constraint k where k.contype = 'f' and k.confrelid <> 'tenant'::regclass`);
    expect(links.length).toBeGreaterThan(15);
    for (const { name, source, target, columns, keys } of links) {
      const fence = (keys as string[]).includes('brand_id') ? 'brand_id' : 'tenant_id';
      expect([name, columns]).toEqual([name, expect.arrayContaining([fence])]);
      const foreign = (fence === 'brand_id' ? otherBrand : otherTenant).get(String(target).replaceAll('"', '')) ?? {
        tenant_id: c.tenantId,
        id: c.brandId,
      };
      const others = (columns as string[]).flatMap((column, index) =>
        column === fence ? [] : [[column, foreign[(keys as string[])[index] ?? '']] as const],
      );
      const where = `ctid = (select ctid from ${String(source)} where ${fence} = '${fence === 'brand_id' ? a.brandId : a.tenantId}' limit 1)`;
      const set = others.map(([column], index) => `"${column}" = $${index + 1}`).join(', ');
      await expect(
        sql(
          `update ${String(source)} set ${set} where ${where}`,
          others.map(([, value]) => value),
        ),
        String(name),
      ).rejects.toThrow(/foreign key|written once|duplicate key/);
    }
  });
});
