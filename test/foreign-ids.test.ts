import { getNamedType, isInputObjectType } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { permissionsOf } from '../core/access/permissions.ts';
import type { Viewer } from '../core/access/viewer.ts';
import { createBrand } from '../core/brands/brand.service.ts';
import { type BrandRows, fillBrand } from '../core/db/brand-rows.kit.ts';
import { codesOf, everythingOf, operationFor, plausible, type RootField, rootFields, switchAllOn } from '../core/graphql/operations.kit.ts';
import { createTestApp, type GraphQLAnswer } from '../core/testing/app.ts';
import { query as sql } from '../core/testing/query.ts';
import { completeOrder, sampleOffer } from '../core/testing/samples.ts';
import { plugins } from '../plugins.config.ts';

/*
 * Whatever id of a foreign brand, tenant or partner somebody knows, it finds nothing, changes nothing, and is answered as an id
 * that never was. The schema is walked, so a new field is covered the day it is added.
 */
const app = await createTestApp(plugins);
afterAll(() => app.close());
await switchAllOn(app, plugins, ['a', 'b']);

const facts = {
  country: 'AT',
  language: 'en',
  currency: 'EUR',
  timeZone: 'Europe/Vienna',
  theme: {},
  code: 'c',
  name: 'c',
  hosts: ['c.localhost'],
};
const otherTenant = await app.root.tenant.create({ data: { name: 'Other tenant' } });
const otherBrand = await app.root.$transaction((tx) => createBrand(tx, { ...facts, tenantId: otherTenant.id }));
const leaving =
  '{"verdict":"DUE","amount":"1.00","lines":[],"termEndsOn":"2027-01-01","remainingDays":1,"remainingKwh":1,"rule":null,"source":"contract"}';
const result = JSON.stringify({ place: null, questions: [], marketOffers: [], projections: [], sources: [] });
const given = {
  quote: { result },
  quote_market: { offers: '[]' },
  quote_offer: { breakdown: '[]' },
  contract: { pending: '[]', leaving_fee: leaving },
};
const fill = (tenantId: string, brandId: string, marker: string) => fillBrand(app.connectionString, { tenantId, brandId, marker, given });
// Large numbers, so that none of them is part of something else.
for (const table of ['outbox_event', 'audit_entry'])
  await sql(app.connectionString, `select setval(pg_get_serial_sequence('${table}', 'id'), 7000000)`);
/** Another seller of the same brand, another brand of the same tenant, another tenant. */
const own = await fill(app.tenant.id, app.brands.a, 'own');
const neighbour = await fill(app.tenant.id, app.brands.a, 'neighbour');
const sister = await fill(app.tenant.id, app.brands.b, 'sister');
const stranger = await fill(otherTenant.id, otherBrand, 'stranger');

/** Users and partner companies are the tenant's: whoever sees a whole brand sees them. */
const TENANT_WIDE = ['app_user', 'partner', 'membership', 'partner_brand', 'plugin_default', 'brand_host', 'session', 'login_token'];
/** What everybody in a brand may read. */
const SHARED = ['tariff', 'tariff_price', 'contract_status', 'contract_transition', 'legal_text'];
const idOf = (rows: BrandRows, table: string): string => String(rows.get(table)?.id);
const pluginPermissions = plugins.flatMap(({ permissions = {} }) => Object.keys(permissions));
const partner = { partnerId: idOf(own, 'partner'), rows: { kind: 'partners', ids: [idOf(own, 'partner')] } } as const;

interface Case {
  readonly viewer: Partial<Viewer>;
  /** What is foreign to this viewer. */
  readonly foreign: readonly { readonly marker: string; readonly rows: BrandRows }[];
}
const without = (rows: BrandRows, tables: readonly string[]): BrandRows => new Map([...rows].filter(([table]) => !tables.includes(table)));
const nextDoor = [{ marker: 'neighbour', rows: without(neighbour, SHARED) }];
const CASES: Readonly<Record<string, Case>> = {
  'somebody who may do everything in the brand': {
    viewer: {},
    foreign: [
      { marker: 'sister', rows: without(sister, TENANT_WIDE) },
      { marker: 'stranger', rows: stranger },
    ],
  },
  'a partner': {
    viewer: { ...partner, permissions: permissionsOf('PARTNER', pluginPermissions) },
    foreign: [...nextDoor, { marker: 'sister', rows: sister }],
  },
  'an outside inspector': {
    viewer: { rows: { kind: 'orders', ids: [idOf(own, 'order')] }, permissions: permissionsOf('INSPECTION', pluginPermissions) },
    foreign: nextDoor,
  },
  "a partner's API key": {
    viewer: {
      ...partner,
      kind: 'api-key',
      id: idOf(own, 'api_key'),
      permissions: permissionsOf('PARTNER', pluginPermissions),
      scopes: ['read:*', 'write:*'],
    },
    foreign: nextDoor,
  },
};

interface Slot {
  readonly root: RootField;
  readonly path: readonly string[];
  readonly kind: 'id' | 'text' | 'number';
}
/** Every argument, and every field of an input type, that could carry an id or something to search by. */
function slotsOf(root: RootField): Slot[] {
  const slots: Slot[] = [];
  const visit = (type: Parameters<typeof getNamedType>[0], path: string[]): void => {
    const named = getNamedType(type);
    const name = path.at(-1) ?? '';
    if (isInputObjectType(named)) for (const field of Object.values(named.getFields())) visit(field.type, [...path, field.name]);
    else if (named?.name === 'ID' || (named?.name === 'String' && /id$/i.test(name))) slots.push({ root, path, kind: 'id' });
    // A mutation would write what it is given, and later lists would show it as their own.
    else if (named?.name === 'String' && root.root === 'Query') slots.push({ root, path, kind: 'text' });
    else if (named?.name === 'BigInt' && name !== 'after') slots.push({ root, path, kind: 'number' });
  };
  for (const arg of root.field.args) visit(arg.type, [arg.name]);
  return slots;
}
const roots = rootFields(app.schema).filter(({ root }) => root !== 'Subscription');
const slots = roots.flatMap(slotsOf).filter(({ path }) => !['after', 'before', 'idempotencyKey'].includes(path.join('.')));
const titled = slots.map((slot) => [`${slot.root.name}(${slot.path.join('.')})`, slot] as const);

/** What a foreign row can be asked for by: its ids; texts of columns that are named as the argument, else its number. */
function valuesFor({ kind, path }: Slot, rows: BrandRows): unknown[] {
  const all = [...rows].flatMap(([table, row]) => Object.entries(row).map(([column, value]) => ({ table, column, value })));
  if (kind === 'id')
    return [...new Set(all.filter(({ column }) => column === 'id').map(({ value }) => value))].filter((id) => /-/.test(String(id)));
  if (kind === 'number') return [rows.get('outbox_event')?.id, rows.get('audit_entry')?.id].filter((id) => id !== undefined);
  const column = (path.at(-1) ?? '').replace(/([A-Z])/g, '_$1').toLowerCase();
  const texts = all.filter((one) => one.column === column && /^[a-z]+-[a-z_]+-/.test(String(one.value))).map(({ value }) => value);
  return texts.length > 0 ? texts : [rows.get('order')?.number];
}
/** A value of the same kind that was never there: an id, or a text as long as the other one. */
function never({ kind }: Slot, value: unknown): string {
  if (kind === 'number') return '9999999';
  return kind === 'id' ? crypto.randomUUID() : 'never-'.padEnd(String(value).length, 'x');
}

/** The rest of the call is one's own, so that nothing else makes it fail. */
const OWN: Readonly<Record<string, string>> = {
  userId: 'app_user',
  orderId: 'order',
  partnerId: 'partner',
  parentId: 'partner',
  customerId: 'customer',
  offerId: 'quote_offer',
};
function callWith({ root, path, kind }: Slot, value: unknown) {
  const [name = '', ...rest] = path;
  const args = Object.fromEntries(
    root.field.args
      .filter((arg) => arg.name === 'first' || (OWN[arg.name] !== undefined && String(arg.type).endsWith('!')))
      .map((arg) => [arg.name, arg.name === 'first' ? 20 : idOf(own, OWN[arg.name] ?? '')]),
  );
  const arg = root.field.args.find((one) => one.name === name);
  const isList = kind === 'text' && /\[/.test(String(getLeafType(root, path)));
  const leaf = isList ? [value] : value;
  const inner = rest.reduceRight<unknown>((nested, part) => ({ [part]: nested }), leaf);
  const filled = rest.length === 0 ? leaf : { ...(arg ? (plausible(arg.type) as object) : {}), ...(inner as object) };
  return operationFor(root, { given: { ...args, [name]: filled }, selection: selectionOf(root) });
}
function getLeafType({ field }: RootField, [name, ...rest]: readonly string[]): unknown {
  let type = field.args.find((arg) => arg.name === name)?.type;
  for (const part of rest) {
    const named = getNamedType(type);
    type = isInputObjectType(named) ? named.getFields()[part]?.type : undefined;
  }
  return type;
}
/** Without the echo of an order's own form, and without what depends on the clock. */
const WITHOUT = new Set(['Order.answers', 'JobSchedule.nextAt']);
const selectionOf = ({ field }: RootField): string => everythingOf(getNamedType(field.type), 1, WITHOUT);

let statements = 0;
(app.root as unknown as { $on: (event: 'query', listener: () => void) => void }).$on('query', () => {
  statements += 1;
});

interface Told {
  readonly answer: GraphQLAnswer;
  /** How many statements it took: the work, and so the time, must not tell. */
  readonly statements: number;
}
async function tell(slot: Slot, value: unknown, viewer: Partial<Viewer>): Promise<Told> {
  const ctx = await app.as('a', viewer);
  const { query, variables } = callWith(slot, value);
  const before = statements;
  const answer = await app.gql(query, variables, ctx);
  return { answer, statements: statements - before };
}

/** The answer to a value that was never there. */
async function tellOf(slot: Slot, like: unknown, one: Case): Promise<{ readonly told: Told; readonly value: string }> {
  const value = never(slot, like);
  const told = await tell(slot, value, one.viewer);
  expect(leaksOf(told, value, one)).toEqual([]);
  expect(codesOf(told.answer)).not.toContain('INTERNAL');
  return { told, value };
}

/** What differs between any two calls: ids, numbers and times that were made for them. */
function alike({ answer, statements: count }: Told, value: unknown): string {
  const text = JSON.stringify(answer);
  const isId = /^[0-9a-f-]{36}$/.test(String(value));
  return `${count} ${(isId ? text.replaceAll(String(value), '<value>') : text)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(String(value), '<value>')
    .replaceAll(/vk_\w+/g, '<key>')
    .replaceAll(/"[A-Z]-[\w-]+"/g, '"<number>"')
    .replaceAll(/"prefix":"\w+"/g, '"<prefix>"')
    .replaceAll(/"cursor":"[\w-]+"/g, '"<cursor>"')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')}`;
}

function leaksOf({ answer }: Told, value: unknown, { foreign }: Case): string[] {
  const text = JSON.stringify(answer).replaceAll(String(value), '');
  const known = foreign.flatMap(({ marker, rows }) =>
    [...rows].flatMap(([table, { id }]) => [`${marker}-${table}-`, ...(typeof id === 'string' && id.length > 30 ? [id] : [])]),
  );
  return known.filter((secret) => text.includes(secret));
}

/** The foreign rows as they stand in the database, to see that nobody touched them. */
const tables = (
  await sql<{ name: string }>(
    app.connectionString,
    `select distinct table_name as name from information_schema.columns where table_schema = 'public' and column_name in ('brand_id', 'tenant_id') order by 1`,
  )
).map(({ name }) => name);
async function snapshot(): Promise<string> {
  const ids = [...neighbour.values()].flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  const parts = tables.map(
    (table) => `select '${table}' as name, to_jsonb(t) as row from "${table}" t
      where coalesce(to_jsonb(t)->>'brand_id', to_jsonb(t)->>'member_of', to_jsonb(t)->>'sells') in ($1, $2)
        or to_jsonb(t)->>'tenant_id' = $3 or to_jsonb(t)->>'id' = any($4) or (to_jsonb(t)->>'id' is null and to_jsonb(t)::text like '%neighbour-%')`,
  );
  const rows = await sql(app.connectionString, `select name, row from (${parts.join(' union all ')}) s order by name, row::text`, [
    app.brands.b,
    otherBrand,
    otherTenant.id,
    ids,
  ]);
  return JSON.stringify(rows);
}
const untouched = await snapshot();

it('there are rows of every kind to be asked for, and arguments to ask by', () => {
  for (const rows of [neighbour, sister, stranger]) expect(rows.size).toBeGreaterThan(30);
  expect(untouched.match(/neighbour-/g)?.length).toBeGreaterThan(50);
  expect(slots.length).toBeGreaterThan(50);
});

describe.each(Object.entries(CASES))('%s', (_who, one) => {
  it.each(titled)(
    '%s: a foreign id is an id that never was',
    async (_title, slot) => {
      const values = one.foreign.flatMap(({ rows }) => valuesFor(slot, rows));
      let unknown = await tellOf(slot, values[0], one);
      // Without the permission everything is refused alike: once is enough.
      const asked = codesOf(unknown.told.answer).includes('FORBIDDEN') ? values.slice(0, 1) : values;
      for (const value of asked) {
        if (slot.kind === 'text') unknown = await tellOf(slot, value, one);
        const told = await tell(slot, value, one.viewer);
        expect(leaksOf(told, value, one)).toEqual([]);
        if (slot.kind === 'id') expect(JSON.stringify(told.answer.data ?? null)).not.toContain(value);
        expect(alike(told, value)).toBe(alike(unknown.told, unknown.value));
      }
      if (slot.root.root === 'Mutation') expect(await snapshot()).toBe(untouched);
    },
    120_000,
  );

  it.each(
    roots
      .filter(({ root, field }) => root === 'Query' && field.args.every(({ type }) => !String(type).endsWith('!')))
      .map((root) => [root.name, root] as const),
  )('%s: shows nothing foreign when it is asked for everything', async (_name, root) => {
    const hasPages = root.field.args.some(({ name }) => name === 'first');
    for (const [depth, first] of [
      [0, 50],
      [1, 5],
    ] as const) {
      const { query, variables } = operationFor(root, {
        given: hasPages ? { first } : {},
        selection: everythingOf(getNamedType(root.field.type), depth, WITHOUT),
      });
      const answer = await app.gql(query, variables, await app.as('a', one.viewer));
      expect(codesOf(answer).filter((code) => code !== 'FORBIDDEN')).toEqual([]);
      expect(leaksOf({ answer, statements: 0 }, '', one)).toEqual([]);
    }
  });
});

describe('what is true of another brand', () => {
  it('does not stand in the way of an order: the same metering point may be ordered in both', async () => {
    const PLACE = 'mutation ($input: OrderInput!, $key: String!) { placeOrder(input: $input, idempotencyKey: $key) { id } }';
    const place = async (brand: 'a' | 'b', meteringPoint: object) => {
      const ctx = await app.as(brand);
      return app.gql(PLACE, { input: { ...completeOrder(await sampleOffer(ctx)), meteringPoint }, key: crypto.randomUUID() }, ctx);
    };
    const { meteringPoint } = completeOrder('x');
    for (const brand of ['b', 'a'] as const) expect(codesOf(await place(brand, meteringPoint))).toEqual([]);
    expect(codesOf(await place('a', meteringPoint))).toEqual(['ORDER_INVALID']);
  });
});

describe('what another viewer did', () => {
  it('is not given back for the same idempotency key and body', async () => {
    const SAVE = 'mutation ($key: String!) { saveOrder(input: { supplyReason: "SWITCH" }, idempotencyKey: $key) { id } }';
    const other = idOf(neighbour, 'partner');
    const viewers = [partner, { partnerId: other, rows: { kind: 'partners', ids: [other] } }, {}] as const;
    const key = crypto.randomUUID();
    const ids: string[] = [];
    for (const [n, viewer] of viewers.entries()) {
      const ctx = await app.as('a', { ...viewer, id: `somebody ${n}` });
      const [first, again] = [await app.gql(SAVE, { key }, ctx), await app.gql(SAVE, { key }, ctx)];
      expect(first).toEqual(again);
      ids.push(first.data.saveOrder.id);
    }
    expect(new Set(ids).size).toBe(viewers.length);
  });
});
