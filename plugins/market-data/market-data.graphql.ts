import { needs, type PluginBuilder, todayIn } from '#core';
import { type Origin, type OriginFigure, originOf } from './market-data.origin.ts';
import { austriaOpenData } from './providers/austria-open-data.ts';
import type { LevyChange } from './providers/market-data-provider.ts';

export function marketDataSchema(builder: PluginBuilder): void {
  const Group = builder.enumType('MarketDataFigureGroup', {
    description: 'Who takes the money.',
    values: {
      GRID: { description: 'The grid operator.' },
      LEVY: { description: 'The federal state.' },
      USAGE_LEVY: { description: 'The municipality.' },
    } as const,
  });
  const Figure = builder.objectRef<OriginFigure>('MarketDataFigure');
  Figure.implement({
    description: 'One number of an address, and who says so.',
    fields: (t) => ({
      group: t.field({ type: Group, description: 'Who takes it.', resolve: ({ group }) => group }),
      code: t.exposeString('code', { description: 'Which line of a price it becomes.' }),
      price: t.field({ type: 'Decimal', description: 'The number in its `unit`, without value added tax.', resolve: ({ price }) => price }),
      unit: t.exposeString('unit', { description: '"ct/kWh", "EUR/year", or "%" of the net amount that it is charged on.' }),
      validFrom: t.expose('validFrom', { type: 'Date', description: 'First day.' }),
      source: t.exposeString('source', { description: 'The price sheet or the law.' }),
    }),
  });
  const Place = builder.objectRef<Origin['places'][number]>('MarketDataPlace');
  Place.implement({
    description: 'A municipality of a postcode.',
    fields: (t) => ({
      municipality: t.exposeString('municipality', { description: 'Its name.' }),
      gridOperator: t.exposeString('gridOperator', { description: 'Who serves it.' }),
    }),
  });
  const Change = builder.objectRef<LevyChange>('MarketDataChange');
  Change.implement({
    description: "A levy's change that is already law.",
    fields: (t) => ({
      code: t.exposeString('code', { description: 'The levy.' }),
      changesOn: t.expose('changesOn', { type: 'Date', description: 'First day.' }),
      difference: t.field({
        type: 'Decimal',
        description: 'What a kWh costs more from then on, ct without value added tax; negative = less.',
        resolve: ({ difference }) => difference,
      }),
      source: t.exposeString('source', { description: 'The law.' }),
    }),
  });
  const OriginRef = builder.objectRef<Origin>('MarketDataOrigin');
  OriginRef.implement({
    description: 'Where the numbers of an address come from: grid, levies, market, sources and their days.',
    fields: (t) => ({
      postcode: t.exposeString('postcode', { description: 'The postcode.' }),
      on: t.expose('on', { type: 'Date', description: 'For which day.' }),
      places: t.field({ type: [Place], description: 'The municipalities of the postcode.', resolve: ({ places }) => [...places] }),
      gridOperator: t.exposeString('gridOperator', {
        nullable: true,
        description: 'Who serves it; null while several prices apply and no municipality was named.',
      }),
      priceSheet: t.exposeString('priceSheet', { nullable: true, description: 'Whose price sheet it uses.' }),
      figures: t.field({ type: [Figure], description: 'Its numbers.', resolve: ({ figures }) => [...figures] }),
      changes: t.field({ type: [Change], description: 'What changes by law.', resolve: ({ changes }) => [...changes] }),
      marketTariffs: t.exposeInt('marketTariffs', { description: 'How many tariffs of others a quote is compared with on that day.' }),
      notices: t.stringList({
        description: 'What belongs to the figures: what is left out, of which day the list is.',
        resolve: ({ notices }) => [...notices],
      }),
      sources: t.stringList({ description: 'Licences.', resolve: ({ sources }) => [...sources] }),
    }),
  });

  builder.queryField('marketDataOrigin', (t) =>
    t.field({
      type: OriginRef,
      description: 'Where grid costs, levies and market offers of an address come from, as a quote takes them.',
      extensions: needs('market-data.read'),
      args: {
        postcode: t.arg.string({ required: true, description: 'The postcode.' }),
        municipality: t.arg.string({ description: 'The municipality, where several prices apply.' }),
        on: t.arg({ type: 'Date', description: 'For which day; today when left out.' }),
      },
      resolve: (_root, { postcode, municipality, on }, { brand, clock }) =>
        originOf(austriaOpenData, {
          country: brand.country,
          postcode: postcode.trim(),
          municipality: municipality?.trim() || null,
          on: on ?? todayIn(clock, brand.timeZone),
        }),
    }),
  );
}
