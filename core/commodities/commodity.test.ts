import { afterAll, describe, expect, it } from 'vitest';
import { definePlugin } from '../kernel/plugin.ts';
import { createTestApp } from '../testing/app.ts';

const app = await createTestApp([
  definePlugin({
    id: 'cooling',
    version: '1.0.0',
    api: 1,
    summary: 'Sells cold',
    locales: { en: { 'commodity.COOLING': 'District cooling' }, de: { 'commodity.COOLING': 'Fernkälte' } },
    commodities: [{ code: 'COOLING', unit: 'kWh', hasMeteringPoint: true, colour: 'indigo', icon: 'snowflake' }],
  }),
]);
await app.switch('cooling', true);
afterAll(() => app.close());

const LIST = '{ commodities { code unit hasMeteringPoint colour icon label } }';
interface Listed {
  readonly code: string;
  readonly colour: string;
  readonly icon: string;
  readonly label: string;
}
const listed = async (language = 'en', brand: 'a' | 'b' = 'a'): Promise<Listed[]> =>
  (await app.gql(LIST, {}, await app.as(brand, { language }))).data.commodities;

describe('commodities', () => {
  it("are core's and the plugins', each with a name in the caller's language", async () => {
    expect((await listed()).map(({ code }) => code)).toEqual(['ELECTRICITY', 'GAS', 'HEAT', 'WATER', 'SUBSCRIPTION', 'COOLING']);
    expect((await listed('de')).map(({ label }) => label)).toEqual(['Strom', 'Gas', 'Wärme', 'Wasser', 'Abonnement', 'Fernkälte']);
    expect((await listed()).at(-1)).toMatchObject({ label: 'District cooling', unit: 'kWh', hasMeteringPoint: true });
  });

  it('can be told apart without colour: each has an icon and a name of its own', async () => {
    const all = await listed();
    expect([new Set(all.map(({ icon }) => icon)).size, new Set(all.map(({ label }) => label)).size]).toEqual([all.length, all.length]);
  });

  it('of a plugin are not there for a brand that has it off', async () => {
    expect((await listed('en', 'b')).map(({ code }) => code)).not.toContain('COOLING');
  });
});
