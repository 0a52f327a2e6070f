import type { Builder } from '../graphql/builder.ts';
import { Decimal, formatCents } from '../kernel/money.ts';
import { type OfferDetails, offerDetails } from './offer.details.ts';
import type { PriceBlockRef } from './price-block.graphql.ts';
import { readBlocks, type StoredBlock, type StoredQuote } from './quote.result.ts';

/** The brand's own offers, with what stands beside their price. Returns the type of a known change. */
export function offerSchema(builder: Builder, Block: PriceBlockRef) {
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

  const Commission = builder.objectRef<{ readonly energyNetCents: number; readonly termMonths: number }>('OfferCommission');
  Commission.implement({
    description: 'What commissions are reckoned from. Nobody but sellers is told.',
    fields: (t) => ({
      energyNetCents: t.exposeInt('energyNetCents', { description: "The supplier's own part of the first year with bonuses, net, cents." }),
      termMonths: t.exposeInt('termMonths', { description: 'Months that the customer is bound for; 0 = none.' }),
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
      commission: t.field({
        type: Commission,
        nullable: true,
        description: 'What commissions are reckoned from; null for whoever lacks the permission `commission.read`.',
        select: { breakdown: true, tariffPrice: { select: { minimumTermMonths: true } } },
        resolve: ({ breakdown, tariffPrice }, _args, { viewer }) =>
          viewer.permissions.has('commission.read')
            ? { energyNetCents: energyNetCents(readBlocks(breakdown)), termMonths: tariffPrice.minimumTermMonths }
            : null,
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
  return Projection;
}

/** Net of its value added tax, each block rounded once. */
const energyNetCents = (blocks: readonly StoredBlock[]): number =>
  blocks
    .filter(({ code }) => code === 'energy')
    .reduce(
      (sum, { firstYearCents, vatRate }) => sum.plus(new Decimal(firstYearCents).div(new Decimal(vatRate).plus(1)).round()),
      new Decimal(0),
    )
    .toNumber();
