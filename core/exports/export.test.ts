import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { fillBrand } from '../db/brand-rows.kit.ts';
import { keyFor } from '../http/http.kit.ts';
import { CORE_TEXTS } from '../locales/index.ts';
import { createTestApp } from '../testing/app.ts';
import { csvLocale } from './export.csv.ts';
import { exportLists, usualColumns } from './export.lists.ts';
import { exportPages } from './export.pages.ts';

const app = await createTestApp();
afterAll(() => app.close());
const key = await keyFor(app);
await fillBrand(app.connectionString, {
  tenantId: app.tenant.id,
  brandId: app.brands.a,
  marker: 'filled',
  given: {
    quote: { result: JSON.stringify({ place: null, questions: [], marketOffers: [], projections: [], sources: [] }) },
    quote_market: { offers: '[]' },
    quote_offer: { breakdown: '[]' },
    contract: { pending: '[]' },
    tariff_price: { components: '[]', areas: '[]' },
  },
});
const customer = (number: number, lastName = `Name ${String(number).padStart(4, '0')}`) => ({
  brandId: app.brands.a,
  number: `K-${String(number).padStart(6, '0')}`,
  firstName: 'Ada',
  lastName,
  email: 'ada@sample.example',
  street: 'Ring',
  houseNumber: '1',
  postcode: '1010',
  city: 'Wien',
  country: 'AT',
});
await app.root.customer.createMany({ data: Array.from({ length: 450 }, (_, number) => customer(number)) });

const get = (url: string, asKey = key, headers: Record<string, string> = {}) =>
  app.http.inject({ url: `/exports${url}`, headers: { host: 'a.localhost', authorization: `Bearer ${asKey}`, ...headers } });
const rowsOf = (body: string, delimiter = ','): string[][] => parse(body, { delimiter, bom: true });
const NAMES = `filter=${encodeURIComponent(JSON.stringify({ lastName: 'Name ' }))}&orderBy=${encodeURIComponent('{"field":"LAST_NAME","direction":"ASC"}')}`;

describe('every list of the API', () => {
  const connections = Object.values(app.schema.getQueryType()?.getFields() ?? {}).filter(({ type }) =>
    String(type).replace('!', '').endsWith('Connection'),
  );
  const lists = [...exportLists(app.schema).values()];

  it('can be exported, a new one the day it is added', () => {
    expect(lists.map(({ name }) => name).sort()).toEqual(connections.map(({ name }) => name).sort());
    for (const name of [
      'contracts',
      'orders',
      'customers',
      'meteringPoints',
      'tariffs',
      'quotes',
      'partners',
      'users',
      'auditLog',
      'imports',
      'jobs',
      'documents',
    ])
      expect(lists.map((list) => list.name)).toContain(name);
  });

  it.each(lists.map((list) => [list.name, list] as const))('%s: has its rows and columns, as the list shows them', async (_name, list) => {
    const ctx = { ...(await app.as()), kernel: app.kernel, requestId: 'test', fieldOwners: app.owners };
    const columns = usualColumns(list, ctx.viewer);
    const pages = exportPages(app.schema, ctx, { list, columns, filter: undefined, orderBy: undefined, locale: csvLocale(null) });
    const { value } = await pages.next();
    const [first] = rowsOf(value ?? '');
    expect(columns.length).toBeGreaterThan(2);
    expect(first).toHaveLength(columns.length);
  });

  it('has a name for each column in each language', () => {
    const steps = lists.flatMap(({ columns }) => columns.flatMap(({ steps: [first] }) => first ?? []));
    const named = ({ type, field }: { type: string; field: string }, language: 'de' | 'en') =>
      [`column.${type}.${field}`, `column.${field}`].some((name) => name in (CORE_TEXTS[language] ?? {}));
    const missing = steps.filter((step) => !named(step, 'de') || !named(step, 'en')).map(({ type, field }) => `column.${type}.${field}`);
    expect([...new Set(missing)]).toEqual([]);
  });
});

describe('an export', () => {
  it('goes through all pages in the order that is asked for, with the columns that are', async () => {
    const response = await get(`/customers.csv?${NAMES}&columns=number,lastName&header=paths`);
    expect(response.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="customers.csv"',
      'cache-control': 'private, no-store',
    });
    const [head, ...rows] = rowsOf(response.body);
    expect(head).toEqual(['number', 'lastName']);
    expect(rows).toEqual(Array.from({ length: 450 }, (_, number) => [customer(number).number, customer(number).lastName]));
  });

  it('is written for people in their language, for a spreadsheet of theirs', async () => {
    const response = await get('/tariffs.csv?columns=name,isGreen,createdAt&locale=de', key, { 'accept-language': 'de' });
    expect(response.body.startsWith('\ufeff')).toBe(true);
    expect(rowsOf(response.body, ';')[0]).toEqual(['Name', 'Ökotarif', 'Erfasst am']);
    const english = await get('/tariffs.csv?columns=name,isGreen,createdAt', key, { 'accept-language': 'en' });
    expect(rowsOf(english.body)[0]).toEqual(['Name', 'Green', 'Created']);
    const nested = await get('/contracts.csv?columns=number,customer.lastName', key, { 'accept-language': 'de' });
    expect(rowsOf(nested.body)[0]).toEqual(['Nummer', 'Kunde: Nachname']);
  });

  it('runs nothing in the spreadsheet of whoever opens it', async () => {
    await app.root.customer.create({ data: customer(9_001, '=HYPERLINK("http://evil.example")') });
    const response = await get(`/customers.csv?columns=lastName&filter=${encodeURIComponent('{"number":"K-009001"}')}`);
    expect(rowsOf(response.body)[1]).toEqual([`'=HYPERLINK("http://evil.example")`]);
  });

  it('is noted in the audit log with its columns, without what was looked for', async () => {
    const before = await app.root.auditEntry.count({ where: { action: 'list.exported' } });
    await get(`/customers.csv?${NAMES}&columns=number`);
    const entries = await app.root.auditEntry.findMany({ where: { action: 'list.exported' }, orderBy: { id: 'desc' } });
    expect(entries.length).toBe(before + 1);
    expect(entries[0]).toMatchObject({ subject: 'customers', after: { columns: ['number'], filteredBy: ['lastName'] } });
    expect(JSON.stringify(entries[0]?.after)).not.toContain('Name ');
  });

  it("shows nobody more than the list does: rights, a key's scopes, a partner's rows, the brand", async () => {
    const { id: partnerId } = await app.root.partner.create({ data: { tenantId: app.tenant.id, name: 'p', code: 'p-export' } });
    await app.root.customer.update({ where: { brandId_number: { brandId: app.brands.a, number: 'K-000007' } }, data: { partnerId } });
    const partner = await keyFor(app, { partnerId });
    expect(rowsOf((await get('/customers.csv?columns=number', partner)).body).slice(1)).toEqual([['K-000007']]);
    expect((await get('/users.csv', partner)).json().error).toMatchObject({ code: 'FORBIDDEN', details: { permission: 'user.read' } });
    const narrow = await keyFor(app, { scopes: ['read:Customer.number', 'read:Customer.city'] });
    expect(rowsOf((await get(`/customers.csv?header=paths`, narrow)).body)[0]).toEqual(['city', 'number']);
    expect((await get('/customers.csv?columns=email', narrow)).json().error).toMatchObject({
      code: 'FORBIDDEN',
      details: { scope: 'read:Customer.email' },
    });
    expect((await get('/orders.csv', narrow)).json().error).toMatchObject({ code: 'FORBIDDEN' });
    const other = await keyFor(app, { brand: 'b' });
    const foreign = await app.http.inject({
      url: '/exports/customers.csv',
      headers: { host: 'b.localhost', authorization: `Bearer ${other}` },
    });
    expect(rowsOf(foreign.body)).toHaveLength(1);
    expect((await app.http.inject({ url: '/exports/customers.csv', headers: { host: 'a.localhost' } })).statusCode).toBe(401);
  });

  it('says before the first byte what cannot be exported', async () => {
    const code = async (url: string) => (await get(url)).json().error?.code;
    expect(await code('/dragons.csv')).toBe('NOT_FOUND');
    expect(await code('/customers.csv?columns=number,scales')).toBe('BAD_USER_INPUT');
    expect(await code('/customers.csv?filter=x')).toBe('BAD_USER_INPUT');
    expect(await code('/customers.csv?color=red')).toBe('BAD_USER_INPUT');
    expect(await code(`/customers.csv?filter=${encodeURIComponent('{"lastName":5}')}`)).toBe('BAD_USER_INPUT');
    expect((await get('')).json().find(({ list }: { list: string }) => list === 'customers').columns).toContainEqual({
      path: 'lastName',
      name: 'Family name',
    });
  });
});
