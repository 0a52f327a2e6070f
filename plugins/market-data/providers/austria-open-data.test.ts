import { describe, expect, it } from 'vitest';
import { austrianOffers } from './austria-catalog.ts';
import { austrianMarket } from './austria-files.ts';
import { gridCandidates } from './austria-grid-operators.ts';
import { austrianLevies } from './austria-levies.ts';
import { austriaOpenData } from './austria-open-data.ts';

const market = await austrianMarket();
const locate = (postcode: string) => austriaOpenData.locate({ country: 'AT', postcode });

describe('the files', () => {
  it('are read once and kept', async () => {
    expect(await austrianMarket()).toBe(market);
  });

  it('keep prices as they are written, not as binary fractions', () => {
    const sheet = market.priceSheets.find(({ key }) => key === 'netz_noe');
    expect(sheet?.netznutzung_arbeitspreis_ct_kwh.plus(sheet.netzverlust_ct_kwh).toString()).toBe('9.174');
  });

  it('name exactly one grid operator with a price sheet for every municipality of every postcode', async () => {
    expect(market.municipalities.size).toBe(2_233);
    for (const [postcode, municipalities] of market.municipalities) {
      const candidates = (await locate(postcode)) ?? [];
      expect(candidates.flatMap((candidate) => candidate.municipalities).sort()).toEqual(municipalities.map(({ name }) => name).sort());
      for (const { gridOperator } of candidates)
        expect((await austriaOpenData.gridCosts(gridOperator.id, '2026-08-22')).usagePrice.gt(0)).toBe(true);
    }
  });

  it('name with every levy of a postcode one municipality of it', () => {
    for (const postcode of Object.keys(market.levies.gebrauchsabgabe_longtail_plz)) {
      const municipalities = market.municipalities.get(postcode);
      if (!municipalities) continue;
      const withLevy = municipalities.filter(({ name }) => {
        const question = { country: 'AT', postcode, municipality: name, gridOperatorId: 'any' };
        return austrianLevies(market, question, '2026-08-22').usageLevy;
      });
      expect([postcode, withLevy.length]).toEqual([postcode, 1]);
    }
  });
});

describe('the grid operator', () => {
  const operatorsAt = async (postcode: string) =>
    (await locate(postcode))?.map(({ gridOperator, municipalities }) => [gridOperator.id, ...municipalities]);

  it("is the town's own where one names the municipality", async () => {
    expect(await operatorsAt('6991')).toEqual([['evk', 'Mittelberg']]);
    expect(await operatorsAt('6800')).toEqual([['stadtwerke_feldkirch', 'Feldkirch']]);
  });

  it("is else the federal state's, and who serves most of the postcode comes first", async () => {
    expect(await operatorsAt('1140')).toEqual([
      ['netz_noe', 'Klosterneuburg', 'Mauerbach', 'Purkersdorf'],
      ['wiener_netze', 'Wien'],
    ]);
  });

  it("is found in the municipality's own state: there is a Warth in two", () => {
    const operatorIn = (bundesland: string) => gridCandidates(market, [{ name: 'Warth', bundesland }])[0]?.gridOperator.id;
    expect([operatorIn('Vorarlberg'), operatorIn('Niederösterreich')]).toEqual(['vorarlberg_netz', 'netz_noe']);
  });

  it("charges by the price sheet that it uses, its own or another one's", async () => {
    const idOf = async (operator: string) => (await austriaOpenData.gridCosts(operator, '2026-08-22')).priceSheetId;
    expect([await idOf('stadtwerke_kufstein'), await idOf('ikb')]).toEqual(['tinetz', 'ikb']);
    await expect(idOf('unknown')).rejects.toThrow('no price sheet "unknown"');
  });

  it('is an error of the data, not a guess, where none or two claim a municipality', () => {
    const lost = [{ name: 'Lost', bundesland: 'Nowhere' }];
    expect(() => gridCandidates(market, lost)).toThrow('name 0 grid operators for Lost');
    const withoutTown = { ...market, priceSheets: market.priceSheets.filter(({ key }) => key !== 'ikb') };
    expect(() => gridCandidates(withoutTown, [{ name: 'Innsbruck', bundesland: 'Tirol' }])).toThrow('name 0 grid operators for Innsbruck');
    const twice = { ...market, attributions: [...market.attributions, ...market.attributions] };
    expect(() => gridCandidates(twice, [{ name: 'Kufstein', bundesland: 'Tirol' }])).toThrow('name 2 grid operators for Kufstein');
  });

  it('is unknown abroad', async () => {
    expect(await austriaOpenData.locate({ country: 'LI', postcode: '1010' })).toBeNull();
  });
});

describe('the usage levy', () => {
  const levyOf = async (postcode: string, gridOperatorId: string) =>
    (await austriaOpenData.levies({ country: 'AT', postcode, municipality: null, gridOperatorId }, '2026-08-22')).usageLevy;

  it('follows the grid operator before the postcode', async () => {
    expect((await levyOf('5630', 'salzburg_netz'))?.id).toBe('operator:salzburg_netz');
    expect((await levyOf('5630', 'other'))?.id).toBe('postcode:5630');
  });

  it('is a share of energy, of the grid or of both, or a price per kWh', async () => {
    const chargeOf = async (postcode: string, operator = 'other') => JSON.parse(JSON.stringify((await levyOf(postcode, operator))?.charge));
    expect(await chargeOf('6020', 'ikb')).toEqual({ kind: 'SHARE', share: '0.06', of: ['ENERGY'] });
    expect(await chargeOf('8632')).toEqual({ kind: 'SHARE', share: '0.03', of: ['GRID'] });
    expect(await chargeOf('6130')).toEqual({ kind: 'SHARE', share: '0.06', of: ['ENERGY', 'GRID'] });
    expect(await chargeOf('3345')).toEqual({ kind: 'PER_KWH', price: '0.1013' });
  });
});

describe('the catalogue', () => {
  it('gives the fixed-price tariffs and those by the hour, with bonus, guarantee and condition as listed', async () => {
    const { tariffs } = await austriaOpenData.marketOffers({ country: 'AT', commodity: 'ELECTRICITY', segment: 'HOUSEHOLD' }, '2026-08-22');
    expect(tariffs).toHaveLength(88 + 11);
    const named = (name: string) => tariffs.find((tariff) => tariff.name === name);
    expect(named('Kelag Strom Klassik')).toMatchObject({ supplierKey: 'kelag', guaranteeMonths: 12, bonusCondition: null });
    expect(JSON.parse(JSON.stringify(named('Kelag Strom Bonus')?.terms))).toEqual({
      basis: 'NET',
      vatRate: '0.2',
      components: [
        { kind: 'energy', rate: 'single', price: '12.3833' },
        { kind: 'base-fee', amount: '4.5', per: 'month', proration: 'days' },
        expect.objectContaining({ kind: 'bonus', form: 'per-kwh', amount: '2.4833' }),
      ],
    });
    expect(named('strom future')).toMatchObject({
      terms: { components: expect.arrayContaining([expect.objectContaining({ kind: 'bonus', form: 'fixed', amount: '0.83' })]) },
      bonusCondition: 'Online-Bonus 1,00 EUR/Monat brutto (SEPA + E-Rechnung)',
    });
  });

  it('is of the day of its latest confirmation, in whatever order its entries stand', () => {
    const unconfirmed = market.catalog.slice(0, 1).map((entry) => ({ ...entry, zuletzt_bestaetigt: '' }));
    const offersOn = (day: string) => austrianOffers([...market.catalog, ...unconfirmed], day).tariffs.length;
    expect([offersOn('2026-08-21'), offersOn('2026-08-22')]).toEqual([0, 100]);
  });
});

describe('the prices of the market', () => {
  it('are those of 2025, read once, without a gap and without binary fractions', async () => {
    const prices = await austriaOpenData.spotPrices('EPEX-AT');
    expect(prices?.prices.size).toBe(8_760);
    expect(prices?.prices.get(Date.parse('2025-01-01T02:00:00Z'))?.toString()).toBe('7.287');
    expect(await austriaOpenData.spotPrices('EPEX-AT')).toBe(prices);
    expect(await austriaOpenData.spotPrices('EPEX-DE')).toBeNull();
  });
});
