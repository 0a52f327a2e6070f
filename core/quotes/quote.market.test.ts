import { afterAll, describe, expect, it } from 'vitest';
import { hook } from '../kernel/hooks.ts';
import { Decimal } from '../kernel/money.ts';
import { definePlugin } from '../kernel/plugin.ts';
import { block } from '../pricing/block.ts';
import { createTestApp } from '../testing/app.ts';
import { type OfferDraft, priceQuote } from './quote.points.ts';

const line = (amount: number) => ({
  ...{ code: 'energy-price', quantity: new Decimal(1), unit: 'year', unitPrice: new Decimal(amount), priceUnit: 'EUR/year' },
  ...{ amount: new Decimal(amount), isGross: false, isFirstYearOnly: false, source: null },
});
const rival = (name: string, amount: number): OfferDraft => ({
  ...{ tariffPriceId: null, supplier: 'Somebody else', name, isGreen: true, guaranteeMonths: 12, minimumTermMonths: 12 },
  ...{ bonusCondition: null, terms: { basis: 'NET', vatRate: new Decimal('0.2'), components: [] } },
  blocks: [block('energy', [line(amount)], new Decimal('0.2'))],
});
let rivals: readonly OfferDraft[] = [];
const app = await createTestApp([
  definePlugin({
    id: 'market',
    version: '1.0.0',
    api: 1,
    summary: 'Shows a market',
    hooks: [hook(priceQuote, (draft) => ({ ...draft, marketOffers: [...rivals] }))],
  }),
]);
await app.switch('market', true);
await app.switch('market', true, { brand: 'b' });
afterAll(() => app.close());

const SHOWN = 'id marketOffers { supplier name firstYearCents blocks { code components { amount } } }';
const ask = async (brand: 'a' | 'b' = 'a') => {
  const { data } = await app.gql(
    `mutation { askQuote(input: { postcode: "1010", annualKwh: 3500 }) { ${SHOWN} } }`,
    {},
    await app.as(brand),
  );
  return data.askQuote;
};
const stored = () => app.root.quoteMarket.count();

describe('what other suppliers offer', () => {
  it('is stored once for all quotes of a brand that show the same, and shown again as it was', async () => {
    rivals = [rival('Cheap', 100), rival('Dear', 200)];
    const first = await ask();
    expect(first.marketOffers).toEqual([
      { supplier: 'Somebody else', name: 'Cheap', firstYearCents: 12_000, blocks: [{ code: 'energy', components: [{ amount: '100' }] }] },
      { supplier: 'Somebody else', name: 'Dear', firstYearCents: 24_000, blocks: [{ code: 'energy', components: [{ amount: '200' }] }] },
    ]);
    const second = await ask();
    expect(await stored()).toBe(1);
    for (const quote of [first, second]) expect((await app.gql(`{ quote(id: "${quote.id}") { ${SHOWN} } }`)).data.quote).toEqual(quote);

    rivals = [rival('Cheap', 101)];
    await ask();
    expect(await stored()).toBe(2);
    expect((await app.gql(`{ quote(id: "${first.id}") { ${SHOWN} } }`)).data.quote).toEqual(first);
  });

  it("is each brand's own, also where both show the same", async () => {
    rivals = [rival('Everywhere', 300)];
    await ask('a');
    await ask('b');
    const ofBoth = await app.root.quoteMarket.findMany({ where: { offers: { path: ['0', 'name'], equals: 'Everywhere' } } });
    expect(new Set(ofBoth.map(({ brandId }) => brandId))).toEqual(new Set([app.brands.a, app.brands.b]));
  });

  it('is nothing where nobody offers', async () => {
    rivals = [];
    const before = await stored();
    expect((await ask()).marketOffers).toEqual([]);
    expect(await stored()).toBe(before);
  });

  it('is read from the answer of a quote that is older than its table', async () => {
    rivals = [rival('Cheap', 100)];
    const { id, marketOffers } = await ask();
    const [{ offers } = { offers: null }] = await app.root.quoteMarket.findMany({ where: { quotes: { some: { id } } } });
    const { result } = await app.root.quote.findUniqueOrThrow({ where: { id } });
    const former = { ...(result as object), marketOffers: offers };
    await app.root.quote.update({ where: { id }, data: { result: former, marketId: null } });
    expect((await app.gql(`{ quote(id: "${id}") { ${SHOWN} } }`)).data.quote.marketOffers).toEqual(marketOffers);
  });
});
