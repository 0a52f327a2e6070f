import { needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { instantWhere, only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';
import { formatCents } from '../kernel/money.ts';
import { postcodeKey } from '../places/postcode.ts';
import { offerSchema } from './offer.graphql.ts';
import { priceBlock } from './price-block.graphql.ts';
import { pricePreviewSchema } from './price-preview.graphql.ts';
import { askInput, wishOf } from './quote.inputs.ts';
import { marketShown, type StoredMarketOffer } from './quote.market.ts';
import { isCovered } from './quote.memory.ts';
import { readResult, type StoredBlock, type StoredQuote } from './quote.result.ts';
import { askQuote } from './quote.service.ts';
import { addressOf, type QuoteAddress } from './quote.wish.ts';

const sum = (blocks: readonly StoredBlock[], of: 'firstYearCents' | 'runningYearCents') =>
  blocks.reduce((total, block) => total + block[of], 0);

export function quoteSchema({ builder, enums, connections, filters }: Shared): void {
  const Block = priceBlock(builder);
  const Projection = offerSchema(builder, Block);

  const MarketOffer = builder.objectRef<StoredMarketOffer>('MarketOffer');
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

  const Address = builder.objectRef<QuoteAddress>('QuoteAddress');
  Address.implement({
    description: 'A place of supply to the door.',
    fields: (t) => ({
      street: t.exposeString('street', { description: 'Street.' }),
      houseNumber: t.exposeString('houseNumber', { description: 'House number with its addition.' }),
      postcode: t.exposeString('postcode', { description: 'Postcode.' }),
      city: t.exposeString('city', { description: 'Town or village.' }),
      registerId: t.exposeString('registerId', {
        nullable: true,
        description: 'Id in the official register that confirms it; null where none does.',
      }),
    }),
  });

  builder.prismaObject('Quote', {
    description: 'What was shown to whoever asked for a price.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
      postcode: t.exposeString('postcode', { description: 'Postcode of the place of supply.' }),
      address: t.field({
        type: Address,
        nullable: true,
        description: 'The address that was asked for; null where a postcode was.',
        select: { request: true },
        resolve: ({ request }) => addressOf(request),
      }),
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
        select: { result: true, marketId: true },
        resolve: async (quote, { first }, { db }) => (await marketShown(db, quote)).slice(0, Math.min(500, Math.max(0, first ?? 20))),
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
        resolve: (quote, _args, { kernel, viewer }) =>
          readResult(quote.result).sources.map((source) => kernel.texts(viewer.language, source) ?? source),
      }),
    }),
  });

  pricePreviewSchema({ builder, enums }, Block);
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
      postcode: t.string({ description: 'For this postcode; blanks, case and a country before it do not matter.' }),
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
      where: ({ postcode, createdAt }: typeof QuoteFilter.$inferInput) =>
        only({ postcode: postcode && { in: [postcode.trim(), postcodeKey(postcode)] }, createdAt: instantWhere(createdAt) }),
    },
  });
}
