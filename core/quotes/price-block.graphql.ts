import type { Builder } from '../graphql/builder.ts';
import type { StoredBlock } from './quote.result.ts';

/** The breakdown of a price: blocks of lines, as they are stored and shown. */
export function priceBlock(builder: Builder) {
  const Component = builder.objectRef<StoredBlock['components'][number]>('PriceComponent');
  Component.implement({
    description: 'One line of an explanation: quantity × unitPrice = amount. Not rounded.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Key of its name.' }),
      quantity: t.expose('quantity', { type: 'Decimal', description: 'How much, in `unit`.' }),
      unit: t.exposeString('unit', { description: "Of what: the commodity's unit (kWh, m3, piece), month, year, EUR." }),
      unitPrice: t.expose('unitPrice', { type: 'Decimal', description: 'Price of one, in `priceUnit`.' }),
      priceUnit: t.exposeString('priceUnit', { description: 'Unit of the price: ct/kWh or ct for another unit, EUR/month, EUR/year, %.' }),
      amount: t.expose('amount', { type: 'Decimal', description: 'EUR, not rounded; negative for a bonus.' }),
      isGross: t.exposeBoolean('isGross', { description: 'Whether the amount contains value added tax.' }),
      isFirstYearOnly: t.exposeBoolean('isFirstYearOnly', { description: 'Whether it belongs to the first year only.' }),
      source: t.exposeString('source', {
        nullable: true,
        description: 'Where a regulated or a market price comes from, or by which load profile and edition the use is divided.',
      }),
    }),
  });
  const Block = builder.objectRef<StoredBlock>('PriceBlock');
  Block.implement({
    description: 'What one party charges: the sum of its components with value added tax, rounded once to the cent.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Key of its name: energy, grid, usage-levy.' }),
      vatRate: t.expose('vatRate', { type: 'Decimal', description: '0.2 = 20 %.' }),
      firstYearCents: t.exposeInt('firstYearCents', { description: 'Gross, first year with bonuses, cents.' }),
      runningYearCents: t.exposeInt('runningYearCents', { description: 'Gross, from the second year, cents.' }),
      components: t.field({ type: [Component], description: 'What it is made of.', resolve: ({ components }) => components }),
    }),
  });
  return Block;
}

export type PriceBlockRef = ReturnType<typeof priceBlock>;
