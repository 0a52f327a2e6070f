import { randomUUID } from 'node:crypto';
import { type GraphQLField, getNamedType, isObjectType } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { permissionsOf } from '../core/access/permissions.ts';
import type { Viewer } from '../core/access/viewer.ts';
import { coreModule } from '../core/core.module.ts';
import { fillBrand } from '../core/db/brand-rows.kit.ts';
import type { GraphQLContext } from '../core/graphql/builder.ts';
import { entityOf, isEntity } from '../core/graphql/gate.ts';
import { codesOf, leavesOf, operationFor, type RootField, rootFields, switchAllOn, waysTo } from '../core/graphql/operations.kit.ts';
import { buildSchema } from '../core/graphql/schema.ts';
import { definePlugin } from '../core/kernel/plugin.ts';
import { createRegistry } from '../core/kernel/registry.ts';
import { createTestApp, type GraphQLAnswer } from '../core/testing/app.ts';
import { plugins } from '../plugins.config.ts';

const app = await createTestApp(plugins);
afterAll(() => app.close());
await switchAllOn(app, plugins);
const leaving =
  '{"verdict":"DUE","amount":"1.00","lines":[],"termEndsOn":"2027-01-01","remainingDays":1,"remainingKwh":1,"rule":null,"source":"contract"}';
const result = JSON.stringify({ place: null, questions: [], marketOffers: [], projections: [], sources: [] });
/** Plain ids of plugins' tables lead to each other where a test says so. */
const request = randomUUID();
const template = randomUUID();
const customer = randomUUID();
const rows = await fillBrand(app.connectionString, {
  tenantId: app.tenant.id,
  brandId: app.brands.a,
  marker: 'gate',
  given: {
    quote: { result },
    quote_market: { offers: '[]' },
    quote_offer: { breakdown: '[]' },
    contract: { pending: '[]', leaving_fee: leaving },
    e_signature_request: { id: request },
    e_signature_signer: { request_id: request },
    notifications_template: { id: template },
    referrals_case: { referred_id: customer },
    customer: { id: customer },
    notifications_version: { template_id: template },
    saved_view: { owner_id: (await app.as()).viewer.id },
  },
});
const partnerId = String(rows.get('partner')?.id);

const { schema } = app;
const roots = rootFields(schema);
const titled = roots.map((root) => [`${root.root}.${root.name}`, root] as const);
const everything = (await app.as()).viewer.permissions;
const permissionOf = ({ field }: RootField): string => String(field.extensions.permission);
const scopeFor = ({ root, field, name }: RootField): string =>
  root === 'Mutation' ? `write:${name}` : `read:${entityOf(field) ?? `${root}.${name}`}`;

/** Calls a root field; of a subscription the first answer, which is its refusal or nothing within a moment. */
async function call(root: RootField, viewer: Partial<Viewer>): Promise<GraphQLAnswer> {
  const { query, variables } = operationFor(root);
  if (root.root !== 'Subscription') return app.gql(query, variables, await app.as('a', viewer));
  const subscribe = root.field.subscribe;
  try {
    const stream: unknown = await subscribe?.(
      {},
      {},
      { ...(await app.as('a', viewer)), kernel: app.kernel, requestId: 'test', fieldOwners: app.owners },
      undefined as never,
    );
    await (stream as AsyncGenerator).return(undefined);
    return { data: null };
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && 'details' in cause)) throw cause;
    return { data: null, errors: [{ message: cause.message, extensions: { code: cause.code, ...(cause.details as object) } }] };
  }
}
function fieldOf(type: string, field: string): GraphQLField<unknown, GraphQLContext> {
  const found = app.schema.getType(type);
  const known = isObjectType(found) ? found.getFields()[field] : undefined;
  if (!known) throw new Error(`There is no field ${type}.${field}`);
  return known;
}
const refusals = ({ errors = [] }: GraphQLAnswer) =>
  errors.filter(({ extensions }) => extensions.code === 'FORBIDDEN').map(({ extensions }) => extensions);
const scopesMissing = (answer: GraphQLAnswer) => refusals(answer).flatMap(({ scope }) => scope ?? []);
const permissionsMissing = (answer: GraphQLAnswer) => refusals(answer).flatMap(({ permission }) => permission ?? []);
const givesNothing = ({ data }: GraphQLAnswer, { name }: RootField): boolean => (data?.[name] ?? null) === null;

describe('a root field', () => {
  it('names a permission that somebody can have', () => {
    for (const root of roots) expect(everything, `${root.root}.${root.name}`).toContain(permissionOf(root));
  });

  it.each(titled)('%s: is refused without its permission, and by name', async (_title, root) => {
    const permission = permissionOf(root);
    const answer = await call(root, { permissions: new Set([...everything].filter((other) => other !== permission)) });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', permission } }]);
    expect(givesNothing(answer, root)).toBe(true);
  });

  it.each(titled)('%s: needs no other permission', async (_title, root) => {
    // Whoever sees the whole brand takes the back-office's steps, which is another right than a partner's own.
    const further = root.field.name === 'transitionContract' ? ['contract.write'] : [];
    expect(permissionsMissing(await call(root, { permissions: new Set([permissionOf(root)]) }))).toEqual(further);
  });

  it.each(titled)('%s: is refused to an API key without its scope, and by name', async (_title, root) => {
    const answer = await call(root, { kind: 'api-key', scopes: [] });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scope: scopeFor(root) } }]);
    expect(givesNothing(answer, root)).toBe(true);
  });

  it.each(titled)('%s: is refused to an API key with all scopes but its own', async (_title, root) => {
    const others = new Set([...roots.map(scopeFor), 'read:Query', 'read:Mutation', 'read:Subscription']);
    others.delete(scopeFor(root));
    if (!scopeFor(root).startsWith('write:') && scopeFor(root).includes('.')) others.delete(`read:${root.root}`);
    expect(scopesMissing(await call(root, { kind: 'api-key', scopes: [...others] }))).toEqual([scopeFor(root)]);
  });

  it.each(titled)('%s: needs no other scope', async (_title, root) => {
    expect(scopesMissing(await call(root, { kind: 'api-key', scopes: [scopeFor(root)] }))).toEqual([]);
  });

  it.each(titled)('%s: is refused to strangers', async (_title, root) => {
    const response = await app.http.inject({
      method: 'POST',
      url: '/graphql',
      headers: { host: 'a.localhost', 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      payload: operationFor(root),
    });
    expect(response.body).toContain('"code":"UNAUTHENTICATED"');
    expect(response.body).not.toContain(`"${root.name}":{`);
  });
});

describe('a field of a type with rows of its own', () => {
  const ways = waysTo(schema);
  const entities = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !type.name.startsWith('__') && isEntity(type));
  const fields = entities.flatMap((type) =>
    Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, type.name, field] as const),
  );
  const allScopes = [...fields.map(([title]) => `read:${title}`), ...roots.map(({ root, name }) => `read:${root}.${name}`)];

  const ask = async (type: string, field: GraphQLField<unknown, GraphQLContext>, viewer: Partial<Viewer>): Promise<GraphQLAnswer> => {
    const args = field.args.some(({ name }) => name === 'enabled') ? '(enabled: true)' : '';
    const selection = `${field.name}${args} ${isObjectType(getNamedType(field.type)) ? '{ __typename }' : ''}`;
    return app.gql(String(ways.get(type)).replace('…', selection), {}, await app.as('a', viewer));
  };

  it('can be reached from a list, every one', () => {
    expect(entities.map(({ name }) => name).filter((name) => !ways.has(name))).toEqual([]);
  });

  it.each(fields)('%s: is refused to an API key that may read all but it', async (title, type, field) => {
    const answer = await ask(type, field, { kind: 'api-key', scopes: allScopes.filter((scope) => scope !== `read:${title}`) });
    expect(new Set(scopesMissing(answer))).toEqual(new Set([`read:${title}`]));
  });

  it.each(fields)('%s: is given to an API key that may read it', async (title, type, field) => {
    const answer = await ask(type, field, {
      kind: 'api-key',
      scopes: [...allScopes.filter((scope) => !scope.startsWith(`read:${type}.`)), `read:${title}`],
    });
    const onTheWay = String(ways.get(type))
      .match(/\w+/g)
      ?.some((step) => fields.some(([other]) => other === `${type}.${step}` && other !== title));
    if (!onTheWay) expect(codesOf(answer)).toEqual([]);
  });
});

describe('what a role reaches', () => {
  const reachable = async (viewer: Partial<Viewer>): Promise<string[]> => {
    const reached: string[] = [];
    for (const root of roots) if (permissionsMissing(await call(root, viewer)).length === 0) reached.push(`${root.root}.${root.name}`);
    return reached.sort();
  };
  const pluginPermissions = plugins.flatMap(({ permissions = {} }) => Object.keys(permissions));

  it('is the sales side for a partner', async () => {
    expect(
      await reachable({
        permissions: permissionsOf('PARTNER', pluginPermissions),
        partnerId,
        rows: { kind: 'partners', ids: [partnerId] },
      }),
    ).toEqual([
      'Mutation.addContractNote',
      'Mutation.askQuote',
      'Mutation.commitImport',
      'Mutation.deleteView',
      'Mutation.editImportRow',
      'Mutation.mapImport',
      'Mutation.openESignatureOnTablet',
      'Mutation.placeOrder',
      'Mutation.retryImport',
      'Mutation.saveOrder',
      'Mutation.saveView',
      'Mutation.setOwnNotificationsPreference',
      'Mutation.stopImport',
      'Mutation.submitOrder',
      'Mutation.transitionContract',
      'Query.agreement',
      'Query.agreements',
      'Query.apiReference',
      'Query.brand',
      'Query.changes',
      'Query.checkOrder',
      'Query.commodities',
      'Query.compareTariffPrices',
      'Query.completePlace',
      'Query.contract',
      'Query.contractFunnel',
      'Query.contractPriceOn',
      'Query.contractStatesVersion',
      'Query.contractStatuses',
      'Query.contractTransitions',
      'Query.contracts',
      'Query.creditChecksOf',
      'Query.customer',
      'Query.customerOverview',
      'Query.customers',
      'Query.document',
      'Query.documents',
      'Query.duplicates',
      'Query.importForm',
      'Query.importRows',
      'Query.importRun',
      'Query.imports',
      'Query.meteringPoints',
      'Query.order',
      'Query.orderDraft',
      'Query.orderForm',
      'Query.orders',
      'Query.ordersPerDay',
      'Query.ownNotificationsPreference',
      'Query.partner',
      'Query.partnerSales',
      'Query.partners',
      'Query.places',
      'Query.previewNotice',
      'Query.quote',
      'Query.quotes',
      'Query.savedViews',
      'Query.statusTimes',
      'Query.statutoryRules',
      'Query.tariff',
      'Query.tariffs',
      'Subscription.importChanged',
      'Subscription.orderChanged',
    ]);
  });

  it('is reading the cases for an outside inspector', async () => {
    expect(
      await reachable({
        permissions: permissionsOf('INSPECTION', pluginPermissions),
        rows: { kind: 'orders', ids: [String(rows.get('order')?.id)] },
      }),
    ).toEqual([
      'Mutation.setOwnNotificationsPreference',
      'Query.agreement',
      'Query.agreements',
      'Query.changes',
      'Query.contract',
      'Query.contractFunnel',
      'Query.contractPriceOn',
      'Query.contractStatesVersion',
      'Query.contractStatuses',
      'Query.contractTransitions',
      'Query.contracts',
      'Query.creditChecksOf',
      'Query.customer',
      'Query.customerOverview',
      'Query.customers',
      'Query.document',
      'Query.documents',
      'Query.duplicates',
      'Query.meteringPoints',
      'Query.order',
      'Query.orders',
      'Query.ordersPerDay',
      'Query.ownNotificationsPreference',
      'Query.previewNotice',
      'Query.statusTimes',
      'Subscription.orderChanged',
    ]);
  });

  it.each(['PARTNER', 'INSPECTION'] as const)('%s: leaves the fields out that need more', async (role) => {
    const permissions = permissionsOf(role, pluginPermissions);
    const ways = waysTo(schema, (root) => permissions.has(permissionOf(root)));
    const guarded = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter(({ name }) => !['Query', 'Mutation', 'Subscription'].includes(name) && ways.has(name))
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter(({ extensions: { permission } }) => permission !== undefined && !permissions.has(String(permission)))
          .map((field) => ({ type: type.name, field })),
      );
    expect(guarded.length).toBeGreaterThan(0);
    const limit = role === 'PARTNER' ? ({ kind: 'partners', ids: [partnerId] } as const) : ({ kind: 'all' } as const);
    for (const { type, field } of guarded) {
      const answer = await app.gql(
        String(ways.get(type)).replace('…', `${field.name} ${leavesOf(field)}`),
        {},
        await app.as('a', { permissions, rows: limit }),
      );
      expect([...new Set(permissionsMissing(answer))], `${type}.${field.name}`).toEqual([field.extensions.permission]);
    }
  });
});

describe('the schema', () => {
  const plugin = (graphql: Parameters<typeof definePlugin>[0]['graphql'], id = 'sample') =>
    definePlugin({ id, version: '1.0.0', api: 1, summary: 'Sample', ...(graphql && { graphql }) });
  const build = (...installed: ReturnType<typeof plugin>[]) => buildSchema(createRegistry(coreModule, installed));

  it('is not built with a root field that names no permission', () => {
    const open = plugin((builder) => builder.queryField('open', (t) => t.string({ resolve: () => 'x' })));
    expect(() => build(open)).toThrow('Query.open names no permission');
  });

  it("is not built with a plugin's field on another type that cannot be null where the plugin is off", () => {
    const stubborn = plugin((builder) => builder.prismaObjectField('Order', 'stubborn', (t) => t.string({ resolve: () => 'x' })));
    expect(() => build(stubborn)).toThrow('Order.stubborn of "sample" must be nullable');
  });

  it('is not built when two plugins claim one field', () => {
    const claim = (id: string) =>
      plugin((builder) => builder.prismaObjectField('Order', 'claimed', (t) => t.string({ nullable: true, resolve: () => 'x' })), id);
    expect(() => build(claim('first'), claim('second'))).toThrow('Order.claimed: declared by "first" and by "second"');
  });
});

describe('a plugin that is off', () => {
  it('refuses its root fields by name and leaves its fields null', async () => {
    const off = { where: { pluginId: { in: plugins.map(({ id }) => id) } }, data: { enabled: false } };
    await app.root.pluginActivation.updateMany(off);
    await app.root.pluginDefault.updateMany(off);
    for (const root of roots) {
      const owner = app.owners.get(`${root.root}.${root.name}`);
      if (owner)
        expect((await call(root, {})).errors, root.name).toMatchObject([{ extensions: { code: 'PLUGIN_DISABLED', pluginId: owner } }]);
    }
    // Through core's own queries: those of plugins are off as well.
    const ways = waysTo(schema, ({ root, name }) => !app.owners.has(`${root}.${name}`));
    const fields = [...app.owners.keys()]
      .map((field) => field.split('.'))
      .filter(([type = '']) => !['Query', 'Mutation', 'Subscription'].includes(type));
    expect(fields.length).toBeGreaterThan(0);
    for (const [type = '', field = ''] of fields) {
      const { data, errors } = await app.gql(String(ways.get(type)).replace('…', `ours: ${field} ${leavesOf(fieldOf(type, field))}`));
      expect(errors).toBeUndefined();
      expect(JSON.stringify(data)).toContain('"ours":null');
      expect(JSON.stringify(data)).not.toContain('"ours":{');
    }
  });
});
