import type { Commodity } from '../kernel/plugin.ts';
import type { Builder } from './builder.ts';

const described = <T extends Readonly<Record<string, string>>>(texts: T) =>
  Object.fromEntries(Object.entries(texts).map(([value, description]) => [value, { description }])) as {
    [K in keyof T]: { description: string };
  };

/** Enums that several nouns use. Values equal those of the database. */
export function enums(builder: Builder, commodities: readonly Commodity[]) {
  return {
    Commodity: builder.enumType('Commodity', {
      description: 'What is supplied.',
      values: Object.fromEntries(commodities.map(({ code, unit }) => [code, { description: `Counted in ${unit}.` }])),
    }),
    Segment: builder.enumType('Segment', {
      description: 'Which customers a tariff is for.',
      values: described({ HOUSEHOLD: 'Households.', BUSINESS: 'Companies.' }),
    }),
    ContractKind: builder.enumType('ContractKind', {
      description: 'What a status means, whatever a brand calls it. Fixed: clients may rely on it.',
      values: described({
        OPEN: 'A draft.',
        REVIEW: 'Handed in, not decided.',
        WAITING: 'Accepted, supply has not begun.',
        SUPPLY: 'In supply.',
        ENDED: 'Supply is over.',
        REFUSED: 'Never supplied, or withdrawn.',
      }),
    }),
    StepDay: builder.enumType('StepDay', {
      description: 'What the `effectiveOn` of a step is.',
      values: described({
        START: 'First day of supply.',
        END: 'First day that is not supplied; left out, notices take the earliest.',
        DUE: 'Last day for an answer; left out, 14 days from now.',
        VALID_FROM: 'First day of what is agreed.',
      }),
    }),
    CustomerKind: builder.enumType('CustomerKind', {
      description: 'Who a customer is.',
      values: described({ PERSON: 'One person.', JOINT: 'Several persons, who owe together.', COMPANY: 'A company.' }),
    }),
    ChannelKind: builder.enumType('ChannelKind', {
      description: 'How a customer is reached.',
      values: described({ EMAIL: 'E-mail.', PHONE: 'Landline.', MOBILE: 'Mobile phone.', MESSENGER: 'A messenger.' }),
    }),
    AddressKind: builder.enumType('AddressKind', {
      description: 'What an address is for.',
      values: described({ CORRESPONDENCE: 'Letters.', BILLING: 'Bills.' }),
    }),
    BankPurpose: builder.enumType('BankPurpose', {
      description: 'What an account is for.',
      values: described({ DEBIT: 'We take from it.', PAYOUT: 'We pay to it.' }),
    }),
    PriceBasis: builder.enumType('PriceBasis', {
      description: 'How a price was published.',
      values: described({ NET: 'Without value added tax.', GROSS: 'With value added tax.' }),
    }),
    GuaranteeScope: builder.enumType('GuaranteeScope', {
      description: 'What a price guarantee covers.',
      values: described({ ENERGY_ONLY: 'The energy price alone.', ALL_BUT_TAXES: 'Everything but taxes.', FULL: 'Everything.' }),
    }),
    PeriodUnit: builder.enumType('PeriodUnit', {
      description: 'What a period is counted in: a month is not four weeks.',
      values: described({ DAYS: 'Days.', WEEKS: 'Weeks.', MONTHS: 'Calendar months.' }),
    }),
    TariffPriceState: builder.enumType('TariffPriceState', {
      description: 'How far a version of a price has come.',
      values: described({
        DRAFT: 'Being written; not sold.',
        APPROVED: 'Approved by somebody who did not write on it; not sold.',
        PUBLISHED: 'Sold from its first day on; it never changes but for its end.',
      }),
    }),
    Role: builder.enumType('Role', {
      description: 'What a user is for a brand.',
      values: described({
        TENANT_ADMIN: 'Decides which plugin runs for which brand; may do everything in every brand of the tenant.',
        BACK_OFFICE: 'Works on all customers, orders and contracts of the brand.',
        PARTNER: 'Sells; sees what its own company and those below it sold.',
        INSPECTION: 'An outside provider; sees assigned cases alone.',
      }),
    }),
  };
}
