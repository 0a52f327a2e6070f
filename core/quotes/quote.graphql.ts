import { needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { instantWhere, only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';
import { formatCents } from '../kernel/money.ts';
import { type OfferDetails, offerDetails } from './offer.details.ts';
import { pricePreviewSchema } from './price-preview.graphql.ts';
import { askInput, wishOf } from './quote.inputs.ts';
import { isCovered } from './quote.memory.ts';
import { readBlocks, readResult, type StoredBlock, type StoredQuote } from './quote.result.ts';
import { askQuote } from './quote.service.ts';

const sum = (blocks: readonly StoredBlock[], of: 'firstYearCents' | 'runningYearCents') =>
  blocks.reduce((total, block) => total + block[of], 0);

export function quoteSchema({ builder, enums, connections, filters }: Shared): void {
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

  const Projection = builder.objectRef<StoredQuote['projections'][number]>('QuoteProjection');
  Projection.implement({
    description: 'Known to change within the year; not part of the price.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Key of its name.' }),
      changesOn: t.expose('changesOn', { type: 'Date', description: 'First day of the change.' }),
      yearCents: t.exposeInt('yearCents', { description: 'What a full year then costs more than at the price shown, gross, cents.' }),
      source: t.exposeString('source', { description: 'Where this is known from.' }),
    }),
  });
  const OfferBonus = builder.objectRef<OfferDetails['bonuses'][number]>('OfferBonus');
  OfferBonus.implement({
    description: 'A bonus of the first year. It is in the first year and not in the running one.',
    fields: (t) => ({
      amountCents: t.exposeInt('amountCents', { description: 'Gross, cents.' }),
      condition: t.exposeString('condition', { nullable: true, description: 'What it depends on, for people.' }),
      isForNewCustomers: t.exposeBoolean('isForNewCustomers', { description: 'Whether it is for those who were no customer before.' }),
      payableAfterDays: t.exposeInt('payableAfterDays', {
        nullable: true,
        description: 'Due so many days after supply began; null = with the first annual bill.',
      }),
    }),
  });

  builder.prismaObject('QuoteOffer', {
    description: "One of the brand's own tariffs, priced for an address. An order refers to it.",
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id; give it as `offerId` of an order.' }),
      rank: t.exposeInt('rank', {
        description: '1 = cheapest by what was asked to rank by (`rankBy`): the first year, or the years after.',
      }),
      firstYearCents: t.exposeInt('firstYearCents', { description: 'Gross, first year with bonuses, cents.' }),
      firstYear: t.string({
        description: 'The same in EUR, "931.95".',
        select: { firstYearCents: true },
        resolve: (offer) => formatCents(offer.firstYearCents),
      }),
      runningYearCents: t.exposeInt('runningYearCents', { description: 'Gross, from the second year, cents.' }),
      monthlyCents: t.exposeInt('monthlyCents', { description: 'Monthly instalment: a twelfth of the running year, gross, cents.' }),
      bonuses: t.field({
        type: [OfferBonus],
        description: 'Bonuses of the first year: what they depend on and when they are due.',
        select: { details: true },
        resolve: ({ details }) => offerDetails.parse(details).bonuses,
      }),
      knownChanges: t.field({
        type: [Projection],
        description: 'What is known to change for this tariff within the year: each later published price, value added tax.',
        select: { details: true },
        resolve: ({ details }) => offerDetails.parse(details).changes,
      }),
      blocks: t.field({
        type: [Block],
        description: 'The breakdown.',
        select: { breakdown: true },
        resolve: ({ breakdown }) => readBlocks(breakdown),
      }),
      tariffPrice: t.relation('tariffPrice', {
        description: 'The version of the tariff that was priced: guarantee, term, what the bonus depends on.',
      }),
      tariffName: t.string({
        description: 'Name of the tariff.',
        select: { tariffPrice: { select: { tariff: { select: { name: true } } } } },
        resolve: ({ tariffPrice }) => tariffPrice.tariff.name,
      }),
    }),
  });

  type Market = StoredQuote['marketOffers'][number];
  const MarketOffer = builder.objectRef<Market>('MarketOffer');
  MarketOffer.implement({
    description: "Another supplier's tariff for the same address, for comparison. It cannot be ordered here.",
    fields: (t) => ({
      supplier: t.exposeString('supplier', { description: 'Who sells it.' }),
      name: t.exposeString('name', { description: 'Name of the tariff.' }),
      isGreen: t.exposeBoolean('isGreen', { description: 'Whether it is sold as green power.' }),
      guaranteeMonths: t.exposeInt('guaranteeMonths', { description: 'Months for which the price is guaranteed; 0 = none known.' }),
      bonusCondition: t.exposeString('bonusCondition', { nullable: true, description: 'What its bonus depends on.' }),
      firstYearCents: t.int({
        description: 'Gross, first year with bonuses, cents.',
        resolve: ({ blocks }) => sum(blocks, 'firstYearCents'),
      }),
      firstYear: t.string({ description: 'The same in EUR.', resolve: ({ blocks }) => formatCents(sum(blocks, 'firstYearCents')) }),
      runningYearCents: t.int({
        description: 'Gross, from the second year, cents.',
        resolve: ({ blocks }) => sum(blocks, 'runningYearCents'),
      }),
      blocks: t.field({
        type: [Block],
        description: "The breakdown; grid and levies as sums, their lines are those of the brand's own offers.",
        resolve: ({ blocks }) => blocks,
      }),
    }),
  });

  type Question = StoredQuote['questions'][number];
  const Choice = builder.objectRef<Question['choices'][number]>('QuoteChoice');
  Choice.implement({
    description: 'A possible answer.',
    fields: (t) => ({
      value: t.exposeString('value', { description: "What to send as the field's value." }),
      label: t.exposeString('label', { description: 'For people.' }),
    }),
  });
  const QuestionRef = builder.objectRef<Question>('QuoteQuestion');
  QuestionRef.implement({
    description: 'What must be answered before a price is exact. Ask again with the answer.',
    fields: (t) => ({
      field: t.exposeString('field', { description: 'Argument of askQuote that answers it.' }),
      code: t.exposeString('code', { description: 'Key of the question.' }),
      choices: t.field({ type: [Choice], description: 'Possible answers.', resolve: ({ choices }) => choices }),
    }),
  });
  const Place = builder.objectRef<NonNullable<StoredQuote['place']>>('QuotePlace');
  Place.implement({
    description: 'Where the address is, as far as prices depend on it.',
    fields: (t) => ({
      place: t.exposeString('place', { description: 'Name of the place.' }),
      municipality: t.exposeString('municipality', { nullable: true, description: 'Municipality, where it was needed.' }),
      gridOperator: t.exposeString('gridOperator', { description: 'Name of the grid operator.' }),
      gridArea: t.exposeString('gridArea', { nullable: true, description: 'Id of the grid area, as areas of a price name it.' }),
    }),
  });

  const NotOffered = builder.objectRef<StoredQuote['notOffered'][number]>('QuoteNotOffered');
  NotOffered.implement({
    description: 'A tariff that is sold there, and why it has no price in this quote. Nothing is estimated.',
    fields: (t) => ({
      tariffName: t.exposeString('name', { description: 'Name of the tariff.' }),
      code: t.exposeString('code', { description: 'Why, as a code.' }),
      reason: t.string({
        description: "Why, in the caller's language.",
        resolve: ({ code, values }, _args, { kernel, viewer }) => kernel.texts(viewer.language, `not-offered.${code}`, values) ?? code,
      }),
    }),
  });
  const ConsumptionBasis = builder.enumType('ConsumptionBasis', {
    description: 'Who says how much is used.',
    values: {
      GIVEN: { description: 'Whoever asked.' },
      HOUSEHOLD_SIZE: { description: 'A table of what households of that size usually use.' },
      LAST_BILL: { description: 'The last bill.' },
    } as const,
  });

  builder.prismaObject('Quote', {
    description: 'What was shown to whoever asked for a price.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
      postcode: t.exposeString('postcode', { description: 'Postcode of the place of supply.' }),
      annualKwh: t.exposeInt('annualKwh', { description: "Consumption a year, in the commodity's unit: kWh, m3, pieces." }),
      consumptionBasis: t.field({
        type: ConsumptionBasis,
        description: 'Who says how much is used.',
        select: { result: true },
        resolve: (quote) => readResult(quote.result).consumption.basis,
      }),
      consumptionSource: t.string({
        nullable: true,
        description: 'Where the consumption comes from, when nobody gave it.',
        select: { result: true },
        resolve: (quote) => readResult(quote.result).consumption.source,
      }),
      notOffered: t.field({
        type: [NotOffered],
        description: 'What is sold there and could not be priced.',
        select: { result: true },
        resolve: (quote) => readResult(quote.result).notOffered,
      }),
      commodity: t.expose('commodity', { type: enums.Commodity, description: 'What is supplied.' }),
      segment: t.expose('segment', { type: enums.Segment, description: 'For whom.' }),
      pricesAsOf: t.expose('pricesAsOf', {
        type: 'Date',
        description: 'The day whose prices, fees and levies are used for the whole year.',
      }),
      validUntil: t.expose('validUntil', {
        type: 'DateTime',
        description: 'Until when it can be ordered from. A quote at prices of a former day never can.',
      }),
      place: t.field({
        type: Place,
        nullable: true,
        description: 'Where it is; null when no plugin knows.',
        select: { result: true },
        resolve: (quote) => readResult(quote.result).place,
      }),
      questions: t.field({
        type: [QuestionRef],
        description: 'What must be answered first. While one is open there are no offers.',
        select: { result: true },
        resolve: (quote) => readResult(quote.result).questions,
      }),
      offers: t.relation('offers', {
        description: "The brand's own offers, cheapest first by what was asked to rank by (`rankBy`).",
        query: { orderBy: { rank: 'asc' } },
      }),
      marketOffers: t.field({
        type: [MarketOffer],
        description: "Other suppliers' offers, cheapest first year first.",
        args: { first: t.arg.int({ description: 'At most so many; 20 unless said otherwise, 500 at most.' }) },
        select: { result: true },
        resolve: (quote, { first }) => readResult(quote.result).marketOffers.slice(0, Math.min(500, Math.max(0, first ?? 20))),
      }),
      projections: t.field({
        type: [Projection],
        description: 'What is known to change within the year.',
        select: { result: true },
        resolve: (quote) => readResult(quote.result).projections,
      }),
      sources: t.stringList({
        description: 'Sources and licences of the figures; show them.',
        select: { result: true },
        resolve: (quote) => readResult(quote.result).sources,
      }),
    }),
  });

  pricePreviewSchema({ builder }, Block);
  const QuoteInput = askInput(builder, enums);
  builder.mutationField('askQuote', (t) =>
    t.prismaField({
      type: 'Quote',
      description: 'Asks for prices. The answer is saved and can be ordered from until `validUntil`.',
      extensions: needs('quote.create'),
      args: { input: t.arg({ type: QuoteInput, required: true, description: 'For what.' }) },
      resolve: async (query, _root, { input }, ctx) => {
        const saved = await askQuote(ctx, wishOf(input));
        return isCovered(query) ? saved : ctx.db.quote.findUniqueOrThrow({ ...query, where: { id: saved.id } });
      },
    }),
  );

  builder.queryField('quote', (t) =>
    t.prismaField({
      type: 'Quote',
      nullable: true,
      description: "A quote by its id; null when there is none in the viewer's rows.",
      extensions: needs('quote.read'),
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (query, _root, { id }, { db }) => db.quote.findUnique({ ...query, where: { id } }),
    }),
  );

  const QuoteFilter = builder.inputType('QuoteFilter', {
    description: 'Which quotes. Conditions hold together.',
    fields: (t) => ({
      postcode: t.string({ description: 'For this postcode.' }),
      createdAt: t.field({ type: filters.InstantRange, description: 'Asked for in this time.' }),
    }),
  });
  connectionField(builder, connections, {
    name: 'quotes',
    type: 'Quote',
    permission: 'quote.read',
    description: "Quotes in the viewer's rows.",
    sort: { CREATED_AT: { column: 'createdAt', description: 'When it was asked for.' } },
    filter: {
      ref: QuoteFilter,
      where: ({ postcode, createdAt }: typeof QuoteFilter.$inferInput) => only({ postcode, createdAt: instantWhere(createdAt) }),
    },
  });
}
