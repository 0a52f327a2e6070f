import { getIntrospectionQuery, getNamedType, isInputObjectType } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { keyFor, type Request, send } from '../http/http.kit.ts';
import { createTestApp, type GraphQLAnswer } from '../testing/app.ts';
import { codesOf, operationFor, plausible, type RootField, rootFields } from './operations.kit.ts';

const app = await createTestApp([], { isProduction: true });
afterAll(() => app.close());
const key = await keyFor(app);

/** A request over HTTP: its status and the codes of its errors; every error has one. */
async function ask(request: Request): Promise<{ status: number; codes: string[]; text: string }> {
  const { status, text } = await send(app, request);
  return { status, codes: codesOf(JSON.parse(text) as GraphQLAnswer), text };
}
const member = (query: string, variables: object = {}) => ask({ key, body: { query, variables } });
const stranger = (query: string) => ask({ body: { query } });
const LIMIT = ['QUERY_LIMIT_EXCEEDED'];

describe('an operation is refused when', () => {
  it('it is nested too deeply', async () => {
    const nested = (times: number): string => (times === 0 ? 'id' : `contracts { customer { ${nested(times - 1)} } }`);
    expect((await member(`{ customers { edges { node { ${nested(6)} } } } }`)).codes).toEqual(LIMIT);
    expect((await member(`{ customers(first: 1) { edges { node { ${nested(2)} } } } }`)).codes).toEqual([]);
  });

  it('it has too many aliases, of whatever', async () => {
    const aliases = (count: number, field: string) => `{ ${Array.from({ length: count }, (_, n) => `a${n}: ${field}`).join(' ')} }`;
    expect((await member(aliases(31, 'brand { code }'))).codes).toEqual(LIMIT);
    expect((await member(aliases(31, '__typename'))).codes).toEqual(LIMIT);
    expect((await member(aliases(30, 'brand { code }'))).codes).toEqual([]);
    const inFragments = '{ ...A } fragment A on Query { ...B ...C } ';
    const half = (name: string) => `fragment ${name} on Query ${aliases(20, 'brand { code }').replaceAll('a', name.toLowerCase())}`;
    expect((await member(inFragments + half('B') + half('C'))).codes.length).toBeGreaterThan(0);
  });

  it('the pages that its variables ask for are too large, also where the same text came with small ones before and after', async () => {
    const query =
      'query ($n: Int, $m: Int) { quotes(first: $n) { edges { node { marketOffers(first: $m) { supplier name blocks { code } } } } } }';
    for (let round = 0; round < 3; round++) {
      expect((await member(query, { n: 2, m: 5 })).codes).toEqual([]);
      expect((await member(query, { n: 200, m: 500 })).codes).toEqual(LIMIT);
    }
  });

  it('it has too many tokens or directives', async () => {
    expect((await member(`{ ${'__typename '.repeat(3_001)} }`)).codes).toEqual(LIMIT);
    expect((await member(`{ __typename ${'@include(if: true) '.repeat(21)} }`)).codes[0]).toBe('QUERY_LIMIT_EXCEEDED');
  });

  const steps = 'history { id at by reason after } tariffs { id validFrom tariff { id name prices { id components validFrom } } }';
  const rich = `id number status ${steps} order { id contracts { id ${steps} } } customer { id contracts { id ${steps} } }`;

  it('its answer could be too large, whether the size stands in the text or in a variable', async () => {
    expect((await member(`{ contracts(first: 200) { edges { node { ${rich} } } } }`)).codes).toEqual(LIMIT);
    const query = `query ($n: Int) { contracts(first: $n) { edges { node { ${rich} } } } }`;
    expect((await member(query, { n: 200 })).codes).toEqual(LIMIT);
    expect((await member(query, { n: 25 })).codes).toEqual([]);
    expect((await member('query ($n: Int) { contracts(last: $n) { edges { node { id number status } } } }', { n: 200 })).codes).toEqual([]);
    expect((await member('{ contracts(first: 2000000000) { edges { node { id } } } }')).codes).toEqual(LIMIT);
  });

  it('its answer could be too large by lists in lists, or by fragments that multiply', async () => {
    const lists = `{ customers(first: 100) { edges { node { contracts { customer { contracts { ${steps} } } } } } } }`;
    expect((await member(lists)).codes).toEqual(LIMIT);
    const letters = [...'ABCDEFGHIJKLMNOP'];
    const bomb = letters
      .map((name, n) => `fragment ${name} on Query { ${letters[n + 1] ? `...${letters[n + 1]} `.repeat(8) : '__typename'} }`)
      .join(' ');
    const start = performance.now();
    expect((await member(`{ ...A } ${bomb}`)).codes).toEqual(LIMIT);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('its fragments go round in circles', async () => {
    expect((await member('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A __typename }')).codes).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
    ]);
    expect((await member('{ ...A } fragment A on Query { ...A }')).codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect((await member('{ brand { ...A } } fragment A on Brand { plugins { pluginId } ...A }')).codes).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
    ]);
  });

  it('it comes in a batch', async () => {
    const one = { query: '{ __typename }' };
    for (const body of [[one, one], [one], []]) expect(await ask({ key, body })).toMatchObject({ status: 400, codes: ['BAD_REQUEST'] });
  });

  it('it is larger than a megabyte', async () => {
    expect(await ask({ key, body: { query: '{ __typename }', variables: { x: 'x'.repeat(1_000_000) } } })).toMatchObject({
      status: 413,
      codes: ['PAYLOAD_TOO_LARGE'],
    });
  });

  it('nobody can tell which one of several it is', async () => {
    const query = 'query A { __typename } query B { __typename }';
    expect((await ask({ key, body: { query, operationName: 'C' } })).codes).toEqual(['OPERATION_RESOLUTION_FAILURE']);
    expect((await ask({ key, body: { query } })).codes).toEqual(['OPERATION_RESOLUTION_FAILURE']);
    expect((await ask({ key, body: { query, operationName: 'B' } })).codes).toEqual([]);
  });
});

describe('a request is refused when', () => {
  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/graphql', ''])(
    'it is what a form of another page can send: %j',
    async (type) => {
      const answer = await ask({ key, headers: { 'content-type': type }, body: '{"query":"{ __typename }"}' });
      expect(answer).toMatchObject({ status: 415, codes: ['UNSUPPORTED_MEDIA_TYPE'] });
    },
  );

  it('it has no body, or none that is a request', async () => {
    expect(await ask({ key })).toMatchObject({ status: 415, codes: ['UNSUPPORTED_MEDIA_TYPE'] });
    for (const body of [
      '{',
      '',
      'null',
      '5',
      '"x"',
      '{"query":5}',
      '{"query":"{ __typename }","variables":5}',
      '{"query":"{ __typename }","more":1}',
      '[null]',
      '\ufeff{}',
      '{"query":null}',
    ]) {
      const { status, codes } = await ask({ key, body });
      expect([body, codes]).toEqual([body, ['BAD_REQUEST']]);
      expect(status).toBeLessThan(500);
    }
    for (const query of ['', '{', 'x', '{ brand { } }', '\0', '{ brand { code } } \ud800'])
      expect((await member(query)).codes.length, query).toBeGreaterThan(0);
  });

  it('it would change something and comes as a link', async () => {
    const link = (query: string, more = '') => ask({ key, method: 'GET', url: `/graphql?query=${encodeURIComponent(query)}${more}` });
    expect(await link('mutation { submitOrder(orderId: "x") { id } }')).toMatchObject({ status: 405, codes: ['BAD_REQUEST'] });
    expect(await link('query A { __typename } mutation B { submitOrder(orderId: "x") { id } }', '&operationName=B')).toMatchObject({
      status: 405,
    });
    expect((await link('{ brand { code } }')).text).toContain('"code":"a"');
  });

  it("it comes from another origin's page", async () => {
    const { headers } = await send(app, {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    const answer = await send(app, { key, headers: { origin: 'https://elsewhere.example' }, body: { query: '{ __typename }' } });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

describe('in production', () => {
  it('strangers cannot read the schema, also after somebody else has asked the same', async () => {
    const queries = [getIntrospectionQuery(), '{ __schema { types { name } } }', '{ __type(name: "Order") { fields { name } } }'];
    for (const query of queries) {
      expect((await member(query)).codes).toEqual([]);
      const { codes, text } = await stranger(query);
      expect(new Set(codes)).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
      expect(text).not.toContain('"data"');
    }
  });

  it('strangers cannot guess the schema by hints, members get them', async () => {
    const wrong = '{ contrats { edges { node { numbr } } } brand { cod } }';
    expect((await member(wrong)).text).toContain('Did you mean');
    expect((await stranger(wrong)).text).not.toContain('Did you mean');
    expect((await stranger('{ contracts(filtr: {}) { edges { cursor } } }')).text).not.toContain('Did you mean');
    expect((await stranger('query ($x: Ordr) { __typename }')).text).not.toContain('Did you mean');
  });

  it('there is no GraphiQL', async () => {
    const { status, text } = await send(app, { method: 'GET', headers: { accept: 'text/html' } });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toContain('<html');
    expect(codesOf(JSON.parse(text) as GraphQLAnswer)).toEqual(['NOT_ACCEPTABLE']);
  });
});

/** All of a root field's arguments, as paths: every leaf of its input types. */
function leavesIn(root: RootField): { readonly path: readonly string[]; readonly scalar: string }[] {
  const leaves: { path: string[]; scalar: string }[] = [];
  const visit = (type: Parameters<typeof getNamedType>[0], path: string[]): void => {
    const named = getNamedType(type);
    if (isInputObjectType(named)) for (const field of Object.values(named.getFields())) visit(field.type, [...path, field.name]);
    else if (named) leaves.push({ path, scalar: named.name });
  };
  for (const arg of root.field.args) visit(arg.type, [arg.name]);
  return leaves;
}
/** The arguments of a call in which one leaf has a value and everything required something plausible. */
function withLeaf(root: RootField, [name = '', ...rest]: readonly string[], value: unknown): Record<string, unknown> {
  const arg = root.field.args.find((one) => one.name === name);
  const isList = /\[/.test(String(arg?.type));
  if (rest.length === 0) return { [name]: isList ? [value] : value };
  const base = arg ? plausible(arg.type) : {};
  const inner = rest.reduceRight<unknown>((nested, part) => ({ [part]: nested }), value);
  return { [name]: { ...(base as object), ...(inner as object) } };
}

const calls = rootFields(app.schema).filter(({ root }) => root !== 'Subscription');
const slots = calls.flatMap((root) =>
  leavesIn(root).map(({ path, scalar }) => [`${root.name}(${path.join('.')}: ${scalar})`, root, path, scalar] as const),
);
const everything = await app.as('a');

describe('no value, in any argument, causes an unexpected error:', () => {
  const HOSTILE: Readonly<Record<string, readonly unknown[]>> = {
    ID: [
      'x',
      '',
      5,
      '00000000-0000-0000-0000-00000000000',
      'a\0b',
      '\ud800',
      '%',
      "'; drop table contract; --",
      'x'.repeat(50_000),
      null,
      {},
      [],
      true,
      1.5,
      '__proto__',
    ],
    String: [
      '',
      'a\0b',
      '\ud800',
      '%',
      '\\',
      "'; drop table contract; --",
      'x'.repeat(50_000),
      '😀',
      null,
      5,
      {},
      [],
      '__proto__',
      '\u202e',
    ],
    Int: [0, -1, 2_147_483_647, -2_147_483_648, 2_147_483_648, 1.5, '1', null, {}],
    Float: [0, -1, 1e308, '1', null],
    Boolean: [null, 'true', 1],
    BigInt: ['0', '-1', '999999999999999999', '9999999999999999999', 5, 1.5, 'x', null, {}],
    Date: ['0000-01-01', '0001-01-01', '9999-12-31', '2026-02-30', '2026-1-1', 'x', '', 5, null, {}],
    DateTime: [
      '0000-01-01T00:00:00Z',
      '0001-01-01T00:00:00+14:00',
      '9999-12-31T23:59:59-14:00',
      '2026-02-30T00:00:00Z',
      '2026-01-01T00:00:00',
      'x',
      5,
      null,
    ],
    JSON: [null, 5, 'a\0b', [], { a: '\0' }, { '\0': 1 }, { a: '\ud800' }, { __proto__: 1 }, { constructor: { prototype: 1 } }],
  };
  const answers = async (root: RootField, path: readonly string[], value: unknown) => {
    const { query, variables } = operationFor(root, { given: withLeaf(root, path, value) });
    return app.gql(query, variables, everything);
  };

  it.each(slots)('%s', async (_title, root, path, scalar) => {
    const values = HOSTILE[scalar] ?? ['NOT_IN_THE_ENUM', '', 5, null];
    for (const value of values) {
      const codes = codesOf(await answers(root, path, value));
      expect(codes, JSON.stringify(value)?.slice(0, 80)).not.toContain('INTERNAL');
    }
  });

  it('deep JSON', async () => {
    const settings = (depth: number, [open, close]: readonly [string, string]) =>
      JSON.parse(`${open.repeat(depth)}1${close.repeat(depth)}`) as unknown;
    const call = (value: unknown) =>
      app.gql('mutation ($s: JSON!) { configurePlugin(pluginId: "x", settings: $s) { id } }', { s: value }, everything);
    for (const brackets of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      for (const depth of [21, 1_000]) expect(codesOf(await call(settings(depth, brackets)))).toEqual(['BAD_USER_INPUT']);
    }
    expect(codesOf(await call(settings(5, ['{"a":', '}'])))).toEqual(['PLUGIN_NOT_INSTALLED']);
  });

  it('deep JSON as it comes over the wire', async () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const body = `{"query":"query ($s: String) { __typename }","variables":{"s":${open.repeat(150_000)}1${close.repeat(150_000)}}}`;
      expect((await ask({ key, body })).codes).not.toContain('INTERNAL');
    }
  });

  it('a list without end', async () => {
    const query = 'query ($s: [String!]) { contracts(filter: { status: $s }) { total { value } } }';
    expect((await member(query, { s: Array.from({ length: 100_000 }, (_, n) => `s${n}`) })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await member(query, { s: Array.from({ length: 1_000 }, (_, n) => `s${n}`) })).codes).toEqual([]);
  });

  it('the size of a page in every place where one is asked for', async () => {
    for (const first of [0, -1, 501, 2_147_483_647]) {
      const answer = await app.gql(
        'query ($n: Int) { changes(after: "0", first: $n) { sequence } quotes { edges { node { marketOffers(first: $n) { name } } } } }',
        { n: first },
        everything,
      );
      expect(codesOf(answer)).not.toContain('INTERNAL');
    }
  });

  it('an error tells which argument is meant and what to do', async () => {
    const { text } = await member('query ($s: String) { contracts(filter: { number: $s }) { total { value } } }', { s: 'a\0b' });
    expect(text).toContain('filter.number: holds a NUL or half of a character; remove it');
    expect((await member('{ contract(id: "x") { id } }')).text).toContain('ids are UUIDs');
  });
});
