import { describe, expect, it } from 'vitest';
import { Decimal, DomainError, firstYearCents, type QuoteDraft } from '#core';
import { completeQuote } from './market-data.hooks.ts';
import { austriaOpenData } from './providers/austria-open-data.ts';
import { blockOf, draftOf, ownOffer, quote } from './test-data/quotes.ts';

/** Code and details of the refusal. */
const refusal = async (quoting: Promise<QuoteDraft>) => {
  const error: unknown = await quoting.then(
    () => 'no refusal',
    (cause: unknown) => cause,
  );
  return error instanceof DomainError ? { code: error.code, ...error.details } : error;
};

describe('a quote', () => {
  it("gets grid and usage levy for the brand's own offers: 12.5 ct, 4.50 EUR, 3,500 kWh in Vienna", async () => {
    const { offers, place } = await quote(draftOf());
    // energy (437.50 + 54) × 1.2; grid 367.02 × 1.2; levy 7 % × (437.50 + 322.80) × 1.2
    expect(offers[0]?.blocks.map(({ code, firstYearCents }) => [code, firstYearCents])).toEqual([
      ['energy', 58_980],
      ['grid', 44_042],
      ['usage-levy', 6_387],
    ]);
    expect(place).toEqual({ place: 'Wien', municipality: 'Wien', gridOperator: 'Wiener Netze GmbH', gridArea: 'wiener_netze' });
  });

  it('takes the levy from the net energy price, also where the tariff was published gross', async () => {
    const gross = ownOffer({ basis: 'GROSS', energyPrice: new Decimal('12.5').times('1.2') });
    const { offers } = await quote(draftOf({}, [ownOffer(), gross]));
    const [ofNet, ofGross] = offers.map((offer) => blockOf(offer, 'usage-levy')?.firstYearCents);
    expect(ofGross).toBe(ofNet);
  });

  it('asks nothing where the town of the address decides, and asks where it is none of the municipalities', async () => {
    const { questions, place } = await quote(draftOf({ postcode: '6020', place: 'Innsbruck' }));
    expect(questions).toEqual([]);
    expect(place).toMatchObject({ municipality: 'Innsbruck', gridArea: 'ikb' });
    expect((await quote(draftOf({ postcode: '6020', place: 'Wilten' }))).questions).toHaveLength(1);
    const { place: chosen } = await quote(draftOf({ postcode: '6020', place: 'Innsbruck', municipality: 'Mutters' }));
    expect(chosen).toMatchObject({ municipality: 'Mutters' });
  });

  it('has a usage levy of 0 only where a rule says so, and says where none is known', async () => {
    const { offers, sources } = await quote(draftOf({ postcode: '4600' }));
    expect(offers[0]?.blocks.map(({ code }) => code)).toEqual(['energy', 'grid']);
    expect(sources).toContain('No verified municipal usage levy is known for 4600; none is included.');
  });

  it('shows the licence and the day of the market list', async () => {
    const { sources } = await quote({ ...draftOf(), sources: ['said before'] });
    expect(sources).toEqual([
      'said before',
      ...austriaOpenData.sources,
      expect.stringContaining('list prices of 2026-08-22'),
      expect.stringContaining('Not shown: 20 tariffs'),
    ]);
  });
});

describe('the market', () => {
  it("comes cheapest first, and without the suppliers whose tariffs are the brand's own", async () => {
    const { marketOffers } = await quote(draftOf(), ['KELAG']);
    const totals = marketOffers.map(firstYearCents);
    expect(totals).toEqual([...totals].sort((a, b) => a - b));
    expect(marketOffers).toHaveLength(88 + 11 - 3);
    expect(marketOffers.filter(({ supplier }) => supplier === 'KELAG-Kärntner Elektrizitäts-Aktiengesellschaft')).toEqual([]);
  });

  it('is left out where nobody compares; the own offers cost the same', async () => {
    const [alone, beside] = [await quote(draftOf({ isCompared: false })), await quote(draftOf())];
    expect(beside.marketOffers.length).toBeGreaterThan(0);
    expect(alone.marketOffers).toEqual([]);
    expect(alone.offers).toEqual(beside.offers);
  });

  it('breaks ties by supplier, then by name', async () => {
    const { marketOffers } = await quote(draftOf({ annualKwh: 2_000 }));
    const tied = marketOffers.filter((offer) => firstYearCents(offer) === 66_245).map(({ name }) => name);
    expect(tied).toEqual(['fairnando Optimal Strom 2025', 'redgas red strom optimal 2025']);
  });

  it('is not known before the day of its list; the own offers are priced all the same', async () => {
    const { offers, marketOffers, sources } = await quote(draftOf({ pricesAsOf: '2026-08-21' }));
    expect([offers.length, marketOffers.length]).toEqual([1, 0]);
    expect(sources.join()).toContain('known from 2026-08-22 on');
  });
});

describe('a postcode with several grid operators', () => {
  it('is not guessed: the municipality is asked, and nothing is offered', async () => {
    const { questions, offers, marketOffers, place } = await quote(draftOf({ postcode: '6020' }));
    expect({ offers, marketOffers, place }).toEqual({ offers: [], marketOffers: [], place: null });
    expect(questions).toEqual([
      {
        field: 'municipality',
        code: 'market-data.which-municipality',
        choices: [
          { value: 'Innsbruck', label: 'Innsbruck – Innsbrucker Kommunalbetriebe AG (IKB)' },
          { value: 'Mutters', label: 'Mutters – TINETZ-Tiroler Netze GmbH' },
          { value: 'Natters', label: 'Natters – TINETZ-Tiroler Netze GmbH' },
          { value: 'Schönberg im Stubaital', label: 'Schönberg im Stubaital – TINETZ-Tiroler Netze GmbH' },
        ],
      },
    ]);
  });

  it.each([
    ['1140', 'Wien', 'Wiener Netze GmbH', 44_042, 6_387],
    ['1140', 'Klosterneuburg', 'Netz Niederösterreich GmbH', 50_317, undefined],
    ['1140', 'Mauerbach', 'Netz Niederösterreich GmbH', 50_317, undefined],
    ['1140', 'Purkersdorf', 'Netz Niederösterreich GmbH', 50_317, undefined],
    ['6020', ' innsbruck ', 'Innsbrucker Kommunalbetriebe AG (IKB)', 47_415, 3_150],
    ['6020', 'SCHÖNBERG IM STUBAITAL', 'TINETZ-Tiroler Netze GmbH', 41_619, undefined],
  ])('has one price once the municipality is known: %s %s', async (postcode, municipality, gridOperator, grid, usageLevy) => {
    const { offers, place, questions } = await quote(draftOf({ postcode, municipality }));
    expect(questions).toEqual([]);
    expect(place?.gridOperator).toBe(gridOperator);
    expect(place?.municipality?.toLowerCase()).toBe(municipality.trim().toLowerCase());
    expect(offers.map((offer) => [blockOf(offer, 'grid')?.firstYearCents, blockOf(offer, 'usage-levy')?.firstYearCents])).toEqual([
      [grid, usageLevy],
    ]);
  });

  it('needs no question where the operators share price sheet and levy: both are named', async () => {
    const { place, questions, offers } = await quote(draftOf({ postcode: '8605' }));
    expect(questions).toEqual([]);
    expect(offers).toHaveLength(1);
    expect(place).toEqual({
      place: 'Kapfenberg, Sankt Lorenzen im Mürztal',
      municipality: null,
      gridOperator: 'Stadtwerke Kapfenberg GmbH / Energienetze Steiermark GmbH',
      gridArea: null,
    });
  });

  it('asks where the price sheets differ, also without any usage levy', async () => {
    const { questions, sources } = await quote(draftOf({ postcode: '2852' }));
    expect(questions.flatMap(({ choices }) => choices.map(({ label }) => label.split(' – ')[1]))).toEqual(
      expect.arrayContaining(['Energienetze Steiermark GmbH', 'Netz Burgenland GmbH', 'Netz Niederösterreich GmbH']),
    );
    expect(sources).toEqual([]);
  });

  it('asks where they share the price sheet but one municipality has a levy of its own', async () => {
    expect((await quote(draftOf({ postcode: '6330' }))).questions).toHaveLength(1);
    const inKufstein = await quote(draftOf({ postcode: '6330', municipality: 'Kufstein' }));
    expect(inKufstein.place?.gridOperator).toBe('Stadtwerke Kufstein GmbH');
    expect(inKufstein.offers[0]?.blocks.map(({ code }) => code)).toEqual(['energy', 'grid', 'usage-levy']);
  });

  it('keeps the question of another plugin beside its own', async () => {
    const asked = { field: 'municipality', code: 'other.question', choices: [] } as const;
    const { questions } = await quote({ ...draftOf({ postcode: '6020' }), questions: [asked] });
    expect(questions.map(({ code }) => code)).toEqual(['other.question', 'market-data.which-municipality']);
  });
});

describe('a levy of one municipality at a postcode with several', () => {
  const levyAt = async (municipality: string | null) => {
    const { offers, sources } = await quote(draftOf({ postcode: '6600', municipality }));
    return {
      levy: offers[0] && blockOf(offers[0], 'usage-levy')?.firstYearCents,
      isNoticed: sources.some((source) => source.includes('usage levy of Reutte')),
    };
  };

  it('is due in that municipality: 6 % × 437.50 × 1.2', async () => {
    expect(await levyAt('Reutte')).toEqual({ levy: 3_150, isNoticed: false });
  });

  it('is not due in another one', async () => {
    expect(await levyAt('Breitenwang')).toEqual({ levy: undefined, isNoticed: false });
  });

  it('is left out with a notice as long as the municipality is not known', async () => {
    expect(await levyAt(null)).toEqual({ levy: undefined, isNoticed: true });
  });
});

describe('what is not known', () => {
  it.each(['9999', '0000', '', '80331', '6332'])('is refused and not estimated: postcode "%s"', async (postcode) => {
    expect(await refusal(quote(draftOf({ postcode })))).toMatchObject({ code: 'MARKET_DATA_POSTCODE_UNKNOWN', field: 'postcode' });
  });

  it.each(['Graz', 'Schonberg im Stubaital', 'Schoenberg im Stubaital'])(
    'is refused: %s is no municipality of 6020',
    async (municipality) => {
      expect(await refusal(quote(draftOf({ postcode: '6020', municipality })))).toMatchObject({
        code: 'MARKET_DATA_MUNICIPALITY_UNKNOWN',
        field: 'municipality',
        choices: 'Innsbruck, Mutters, Natters, Schönberg im Stubaital',
      });
    },
  );

  it('is a wrong municipality also where the postcode alone would do', async () => {
    expect(await refusal(quote(draftOf({ postcode: '1010', municipality: 'Graz' })))).toMatchObject({
      code: 'MARKET_DATA_MUNICIPALITY_UNKNOWN',
    });
  });

  it.each([
    ['federal levies', '4600', '2025-12-31', '2026-01-01'],
    ['the price sheet', '8700', '2026-03-31', '2026-04-01'],
    ['the usage levy', '1010', '2026-02-28', '2026-03-01'],
  ])('is a day before %s came into force, to the day', async (_figures, postcode, before, validFrom) => {
    expect(await refusal(quote(draftOf({ postcode, pricesAsOf: before })))).toMatchObject({
      code: 'MARKET_DATA_DATE_NOT_COVERED',
      field: 'pricesAsOf',
      validFrom,
    });
    expect((await quote(draftOf({ postcode, pricesAsOf: validFrom }))).offers).toHaveLength(1);
  });
});

describe('gas, a business and another country', () => {
  it("are quoted with the supplier's own price, and told that their costs are not in it: those are other ones", async () => {
    const abroad = completeQuote(draftOf(), austriaOpenData, { country: 'DE', ownSupplierKeys: [] });
    for (const quoting of [quote(draftOf({ commodity: 'GAS' })), quote(draftOf({ segment: 'BUSINESS' })), abroad]) {
      const { offers, marketOffers, place, sources } = await quoting;
      expect(offers[0]?.blocks.map(({ code }) => code)).toEqual(['energy']);
      expect([marketOffers, place, sources]).toEqual([[], null, ['market-data.not-covered']]);
    }
  });
});

describe('the electricity tax', () => {
  const gridCents = async (pricesAsOf: string) => {
    const { offers } = await quote(draftOf({ pricesAsOf }));
    return offers[0] && blockOf(offers[0], 'grid')?.firstYearCents;
  };

  it('is shown as a projection while it is reduced, and not mixed in: 1.4 ct × 3,500 × 1.2', async () => {
    const { projections } = await quote(draftOf({ pricesAsOf: '2026-12-31' }));
    expect(projections).toEqual([
      {
        code: 'market-data.electricity-tax',
        changesOn: '2027-01-01',
        yearCents: 5_880,
        source: expect.stringContaining('Elektrizitätsabgabegesetz'),
      },
    ]);
    expect(await gridCents('2026-12-31')).toBe(44_042);
  });

  it('is the regular one from the day of the change on', async () => {
    expect((await quote(draftOf({ pricesAsOf: '2027-01-01' }))).projections).toEqual([]);
    expect(await gridCents('2027-01-01')).toBe(44_042 + 5_880);
  });
});
