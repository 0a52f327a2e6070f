import { getOperationAST, getVariableValues, parse, validate } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { permissionsOf } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import { fillBrand } from '../db/brand-rows.kit.ts';
import { rootFields } from '../graphql/operations.kit.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp } from '../testing/app.ts';
import { sampleOffer } from '../testing/samples.ts';

const weather = definePlugin({
  id: 'weather',
  version: '1.0.0',
  api: 1,
  summary: 'Tells the weather',
  permissions: { 'weather.read': 'See the weather' },
  graphql: (builder) => {
    builder.queryField('weather', (t) =>
      t.string({
        description: 'The weather of a day.',
        extensions: { permission: 'weather.read' },
        args: { day: t.arg({ type: 'Date', required: true, description: 'The day.' }) },
        resolve: () => 'sunny',
      }),
    );
  },
});
const app = await createTestApp([weather]);
afterAll(() => app.close());

const QUERY = `{ apiReference {
  operations { kind name area pluginId description scope returns arguments { name type isRequired choices parts { name type isRequired choices } } example { query variables } }
  types { name description fields { name type } } } }`;
interface Operation {
  readonly kind: 'QUERY' | 'MUTATION' | 'SUBSCRIPTION';
  readonly name: string;
  readonly example: { readonly query: string; readonly variables: Record<string, unknown> };
}
const read = async (viewer: Partial<Viewer> = {}) => (await app.gql(QUERY, {}, await app.as('a', viewer))).data.apiReference;
const namesOf = ({ operations }: { operations: Operation[] }) => operations.map(({ name }) => name);

describe('the documentation of the API', () => {
  it('tells every operation with what it does, what it is told, and the scope that a key needs', async () => {
    await app.gql('mutation { switchPlugin(pluginId: "weather", enabled: true) { id } }');
    const reference = await read();
    expect(namesOf(reference).sort()).toEqual(
      rootFields(app.schema)
        .map(({ name }) => name)
        .sort(),
    );
    expect(reference.operations.filter(({ description }: { description: string }) => description === '')).toEqual([]);
    expect(reference.operations.find(({ name }: Operation) => name === 'contract')).toMatchObject({
      ...{ kind: 'QUERY', area: 'contract', pluginId: null, scope: 'read:Contract', returns: 'Contract' },
      arguments: [{ name: 'id', type: 'ID!', isRequired: true, choices: [], parts: [] }],
    });
    expect(reference.operations.find(({ name }: Operation) => name === 'placeOrder')).toMatchObject({
      ...{ kind: 'MUTATION', area: 'order', scope: 'write:placeOrder' },
    });
    const { arguments: asked } = reference.operations.find(({ name }: Operation) => name === 'askQuote');
    expect(asked[0].parts).toContainEqual({ name: 'segment', type: 'Segment', isRequired: false, choices: ['BUSINESS', 'HOUSEHOLD'] });
    expect(reference.types.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['ApiKey', 'Contract', 'Order']));
  });

  it('leaves out what is off for the brand, and what the reader may not do', async () => {
    expect(namesOf(await read())).toContain('weather');
    await app.gql('mutation { switchPlugin(pluginId: "weather", enabled: false) { id } }');
    expect(namesOf(await read())).not.toContain('weather');
    const partner = await read({ permissions: permissionsOf('PARTNER', []) });
    expect(namesOf(partner)).toContain('placeOrder');
    expect(namesOf(partner)).not.toContain('createApiKey');
    expect(partner.types.map(({ name }: { name: string }) => name)).not.toContain('ApiKey');
  });

  it('has examples that the API understands, all of them', async () => {
    const { operations } = await read();
    const faults = operations.flatMap(({ name, example }: Operation) => {
      const document = parse(example.query);
      const invalid = validate(app.schema, document).map(({ message }) => message);
      const variables = getOperationAST(document)?.variableDefinitions ?? [];
      const { errors = [] } = invalid.length > 0 ? {} : getVariableValues(app.schema, variables, example.variables);
      return [...invalid, ...errors.map(({ message }) => message)].map((fault) => `${name}: ${fault}`);
    });
    expect(faults).toEqual([]);
  });

  it("has reading examples that run as they are, with ids of the reader's own rows", async () => {
    await sampleOffer(await app.as());
    await app.gql('mutation { saveOrder(input: { supplyReason: "SWITCH" }) { id } }');
    const { operations } = await read();
    const order = operations.find(({ name }: Operation) => name === 'order');
    expect((await app.gql(order.example.query, order.example.variables)).data.order).toMatchObject({
      number: expect.stringMatching(/^O-/),
    });

    const refused: string[] = [];
    for (const { kind, name, example } of operations as Operation[]) {
      if (kind !== 'QUERY') continue;
      const { errors = [] } = await app.gql(example.query, example.variables);
      refused.push(...errors.map(({ extensions }) => `${name}: ${extensions.code}`));
    }
    // What there is no row of cannot be shown: that is said with a code, and never because the example is wrong.
    expect(refused.filter((one) => !/NOT_FOUND$|PRICE_UNKNOWN$/.test(one))).toEqual([]);
  }, 60_000);

  it("gives no id of a foreign brand's row", async () => {
    const rows = await fillBrand(app.connectionString, { tenantId: app.tenant.id, brandId: app.brands.b, marker: 'foreign', given: GIVEN });
    const ids = new Set([...rows.values()].map(({ id }) => String(id)));
    const text = JSON.stringify(await read());
    const tenantWide = ['app_user', 'partner', 'membership'].map((table) => String(rows.get(table)?.id));
    expect([...ids].filter((id) => id.includes('-') && !tenantWide.includes(id) && text.includes(id))).toEqual([]);
  });
});

const GIVEN = {
  quote: { result: JSON.stringify({ place: null, questions: [], marketOffers: [], projections: [], sources: [] }) },
  quote_market: { offers: '[]' },
  quote_offer: { breakdown: '[]' },
  contract: { pending: '[]' },
};
