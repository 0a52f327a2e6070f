import { needs } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import { priceFormOf, priceInputs } from '../tariffs/tariff-price.inputs.ts';
import type { PriceBlockRef } from './price-block.graphql.ts';
import { type PricePreview, previewDraft, previewPrice } from './price-preview.ts';
import type { OfferDraft } from './quote.points.ts';
import { firstYearCents, monthlyCents, runningYearCents, storedBreakdown } from './quote.result.ts';

/** What a version of a price costs somebody before it is published. */
export function pricePreviewSchema({ builder, enums }: Pick<Shared, 'builder' | 'enums'>, Block: PriceBlockRef): void {
  const Priced = builder.objectRef<OfferDraft>('PricedVersion');
  Priced.implement({
    description: 'A version of a price for a consumption at a place. It cannot be ordered.',
    fields: (t) => ({
      firstYearCents: t.int({ description: 'Gross, first year with bonuses, cents.', resolve: firstYearCents }),
      runningYearCents: t.int({ description: 'Gross, from the second year, cents.', resolve: runningYearCents }),
      monthlyCents: t.int({
        description: 'A twelfth of the running year, gross, cents.',
        resolve: (offer) => monthlyCents(runningYearCents(offer)),
      }),
      blocks: t.field({
        type: [Block],
        description: 'The breakdown.',
        resolve: (offer) => storedBreakdown(offer),
      }),
    }),
  });
  const Preview = builder.objectRef<PricePreview>('PricePreview');
  Preview.implement({
    description: 'What publishing a version would mean.',
    fields: (t) => ({
      version: t.field({
        type: Priced,
        nullable: true,
        description: 'The version; null where it has no price there.',
        resolve: ({ offer }) => offer,
      }),
      before: t.field({
        type: Priced,
        nullable: true,
        description: 'The published version that it would follow, on the same day.',
        resolve: ({ before }) => before,
      }),
      reason: t.string({
        nullable: true,
        description: "Why it has no price there, in the caller's language.",
        resolve: ({ notOffered: [first] }, _args, { texts, viewer }) =>
          first ? (texts(viewer.language, `not-offered.${first.code}`, first.values) ?? first.code) : null,
      }),
      contracts: t.int({
        description:
          'Contracts that it would reach: waiting or in supply with this tariff, at its places, with no guarantee that still runs.',
        resolve: ({ contracts }) => contracts.count,
      }),
      contractsYearCents: t.int({
        nullable: true,
        description: 'What they would pay more in a running year for energy, all together, gross, cents; null where that cannot be told.',
        resolve: ({ contracts }) => contracts.yearCents,
      }),
    }),
  });
  builder.queryField('previewTariffPrice', (t) =>
    t.field({
      type: Preview,
      description: 'What a version, published or not, costs for a consumption, beside the one before it. Nothing is saved.',
      extensions: needs('tariff.write'),
      args: {
        id: t.arg.id({ required: true, description: 'The version.' }),
        postcode: t.arg.string({ required: true, description: 'Postcode of the place of supply.' }),
        municipality: t.arg.string({ description: 'Where the postcode alone does not say who the grid operator is.' }),
        annualKwh: t.arg.int({ required: true, description: "A year's consumption in the commodity's unit: kWh, m3, pieces." }),
      },
      resolve: (_root, { municipality, ...asked }, ctx) => previewPrice(ctx, { ...asked, municipality: municipality ?? null }),
    }),
  );
  builder.queryField('previewTariffDraft', (t) =>
    t.field({
      type: Preview,
      description: 'The same for a version that is being written and not saved. Fails with TARIFF_PRICE_INVALID and every problem at once.',
      extensions: needs('tariff.write'),
      args: {
        tariffId: t.arg.id({ required: true, description: 'The tariff.' }),
        price: t.arg({ type: priceInputs({ builder, enums }), required: true, description: 'The whole version.' }),
        postcode: t.arg.string({ required: true, description: 'Postcode of the place of supply.' }),
        municipality: t.arg.string({ description: 'Where the postcode alone does not say who the grid operator is.' }),
        annualKwh: t.arg.int({ required: true, description: "A year's consumption in the commodity's unit: kWh, m3, pieces." }),
      },
      resolve: (_root, { municipality, price, ...asked }, ctx) =>
        previewDraft(ctx, { ...asked, price: priceFormOf(price), municipality: municipality ?? null }),
    }),
  );
}
