import type { Builder } from '../graphql/builder.ts';
import type { Shared } from '../graphql/shared.ts';
import { LOAD_PROFILES } from '../pricing/load-profile.ts';
import type { QuoteWish } from './quote.wish.ts';

const PROFILES: Readonly<Record<(typeof LOAD_PROFILES)[number], string>> = {
  H25: 'Households.',
  G25: 'Business.',
  L25: 'Farms.',
  P25: 'Households with solar power.',
  S25: 'Households with solar power and a battery.',
};

/** What may be asked. Additive: what an older client leaves out means what it meant then. */
export function askInput(builder: Builder, enums: Shared['enums']) {
  const LoadProfile = builder.enumType('LoadProfile', {
    description: "When such customers use energy: BDEW's profiles of 2025.",
    values: Object.fromEntries(LOAD_PROFILES.map((profile) => [profile, { description: PROFILES[profile] }])) as Record<
      (typeof LOAD_PROFILES)[number],
      { description: string }
    >,
  });
  const RankBy = builder.enumType('RankBy', {
    description: 'What offers are ranked by.',
    values: { FIRST_YEAR: { description: 'The first year, with bonuses.' }, RUNNING_YEAR: { description: 'The years after.' } } as const,
  });
  const LastBill = builder.inputType('LastBillInput', {
    description: 'The last annual bill, to find out how much was used.',
    fields: (t) => ({
      amountCents: t.int({ required: true, description: 'Of a whole year, gross, without bonuses, cents.' }),
      energyPrice: t.field({
        type: 'Decimal',
        description: "As on the bill: ct/kWh gross, everything in it. Left out, the brand's own prices are taken.",
      }),
      baseFee: t.field({ type: 'Decimal', description: 'As on the bill: EUR a month, gross; goes with `energyPrice`.' }),
    }),
  });
  const Address = builder.inputType('QuoteAddressInput', {
    description: 'A place of supply.',
    fields: (t) => ({
      street: t.string({ required: true, description: 'Street.' }),
      houseNumber: t.string({ required: true, description: 'House number with its addition.' }),
      postcode: t.string({ required: true, description: 'Postcode.' }),
      city: t.string({ required: true, description: 'Town or village.' }),
    }),
  });
  return builder.inputType('QuoteInput', {
    description:
      'For what a price is asked. Give a postcode or an address, and one of annualKwh, householdSize and lastBill; none for what is sold by the piece.',
    fields: (t) => ({
      commodity: t.field({ type: enums.Commodity, defaultValue: 'ELECTRICITY', description: 'What is supplied.' }),
      segment: t.field({ type: enums.Segment, defaultValue: 'HOUSEHOLD', description: 'For whom.' }),
      postcode: t.string({ description: 'Postcode of the place of supply; or give its address.' }),
      address: t.field({ type: Address, description: 'The place of supply to the door: its town decides where a postcode has several.' }),
      municipality: t.string({ description: 'Answer to the question for it.' }),
      annualKwh: t.int({
        description:
          "A year's consumption in the commodity's unit: kWh, m3, pieces. At most 100,000 of power, 1,500,000 of gas; of what is sold by the piece, one unless said otherwise.",
      }),
      householdSize: t.int({ description: 'Persons, 1 to 12: what such a household usually uses. Households alone.' }),
      lastBill: t.field({ type: LastBill, description: 'What was paid: how much that was is solved from it.' }),
      lowRateKwh: t.int({ description: 'Of annualKwh at the low rate, kWh a year; left out, the load profile says.' }),
      lowRateShare: t.field({ type: 'Decimal', description: 'The same as a share: 0.24 = 24 %.' }),
      loadProfile: t.field({ type: LoadProfile, description: 'When energy is used; by the segment unless said otherwise.' }),
      isNewCustomer: t.boolean({ description: 'Whether bonuses for new customers count; they do unless said otherwise.' }),
      rankBy: t.field({ type: RankBy, description: 'What offers are ranked by; the first year unless said otherwise.' }),
      pricesAsOf: t.field({
        type: 'Date',
        description: 'The day whose prices are used; today unless said otherwise. At prices of a former day nothing can be ordered.',
      }),
    }),
  });
}

type Given = ReturnType<typeof askInput>['$inferInput'];

export const wishOf = ({ commodity, segment, municipality, pricesAsOf, ...asked }: Given): QuoteWish => ({
  ...asked,
  commodity: commodity ?? 'ELECTRICITY',
  segment: segment ?? 'HOUSEHOLD',
  municipality: municipality ?? null,
  pricesAsOf: pricesAsOf ?? null,
});
