import type { Fields } from '../forms/field.ts';

/** The steps of the form, in their order. Plugins may put their own between them. */
export const ORDER_STEPS = ['supply', 'customer', 'point', 'payment', 'consents', 'sale'] as const;

const text = <const S extends string>(step: S, maximum: number) => ({ type: 'text', format: 'plain', step, maximum }) as const;
const email = <const S extends string>(step: S) => ({ type: 'text', format: 'email', step, maximum: 254 }) as const;
const id = <const S extends string>(step: S) => ({ type: 'text', format: 'id', step, maximum: 36 }) as const;
const day = <const S extends string>(step: S) => ({ type: 'day', step }) as const;
const flag = <const S extends string>(step: S) => ({ type: 'flag', step }) as const;
const kwh = <const S extends string>(step: S) => ({ type: 'whole', step, minimum: 0, maximum: 100_000_000 }) as const;
const required = { required: true } as const;

const address = <const S extends string>(step: S) =>
  ({
    street: { ...text(step, 100), ...required },
    houseNumber: { ...text(step, 20), ...required },
    postcode: { ...text(step, 10), ...required },
    city: { ...text(step, 80), ...required },
  }) as const;

const IS_PERSON = { field: 'kind', isNot: ['COMPANY'] } as const;

/** Who is to be supplied. */
const CUSTOMER_FIELDS = {
  kind: { type: 'choice', step: 'customer', choices: ['PERSON', 'JOINT', 'COMPANY'] },
  companyName: { ...text('customer', 160), requiredWhen: { field: 'kind', is: ['COMPANY'] } },
  registerNumber: text('customer', 40),
  vatId: text('customer', 20),
  title: text('customer', 40),
  firstName: { ...text('customer', 80), requiredWhen: IS_PERSON },
  lastName: { ...text('customer', 80), requiredWhen: IS_PERSON },
  birthDate: { ...day('customer'), requiredWhen: IS_PERSON },
  email: { ...email('customer'), ...required },
  phone: text('customer', 40),
  language: { type: 'text', format: 'language', step: 'customer', maximum: 2 },
  ...address('customer'),
  /** Who signs together with the customer. */
  persons: {
    type: 'list',
    name: 'OrderPerson',
    minimum: 1,
    maximum: 10,
    columns: 2,
    requiredWhen: { field: 'kind', is: ['JOINT'] },
    fields: {
      firstName: { ...text('customer', 80), ...required },
      lastName: { ...text('customer', 80), ...required },
      birthDate: day('customer'),
      email: email('customer'),
      phone: text('customer', 40),
    },
  },
  /** Where letters go, other than the customer's own address. */
  correspondenceAddress: {
    type: 'group',
    name: 'OrderCorrespondenceAddress',
    fields: { recipient: text('customer', 160), ...address('customer') },
  },
} as const satisfies Fields;

/** What one contract is about. Stands in the form itself, or once per entry of `contracts`. */
export const SUPPLY_FIELDS = {
  offerId: { ...id('supply'), ...required },
  /** Demanded of what is delivered at a metering point. */
  supplyReason: { type: 'choice', step: 'supply', choices: ['SWITCH', 'MOVE_IN'] },
  requestedStartOn: { ...day('supply'), ...required },
  /** The customer asks for supply before the withdrawal period is over: what is used until then is billed. */
  isEarlyStart: flag('supply'),
  annualKwh: { ...kwh('supply'), minimum: 1 },
  lowRateKwh: kwh('supply'),
  meteringPoint: {
    type: 'group',
    name: 'OrderMeteringPoint',
    fields: {
      /** Demanded of what is delivered there. */
      code: text('point', 60),
      meterNumber: text('point', 40),
      address: { type: 'group', name: 'Address', fields: address('point') },
    },
  },
  /** We end the old contract: a power of attorney. */
  endsOldContract: flag('point'),
  previousSupplier: { ...text('point', 100), requiredWhen: { field: 'endsOldContract', is: [true] } },
  costCentre: text('point', 60),
} as const satisfies Fields;

/** What is asked once the offer says whether it is delivered at a metering point; where it does not, nobody is there before us. */
export function supplyFieldsOf({ hasMeteringPoint }: { readonly hasMeteringPoint: boolean }): Fields {
  const { meteringPoint, supplyReason } = SUPPLY_FIELDS;
  if (!hasMeteringPoint) return Object.fromEntries(Object.entries(SUPPLY_FIELDS).filter(([name]) => !AT_A_POINT.includes(name)));
  const { code, ...fields } = meteringPoint.fields;
  return {
    ...SUPPLY_FIELDS,
    supplyReason: { ...supplyReason, ...required },
    meteringPoint: { ...meteringPoint, ...required, fields: { code: { ...code, ...required }, ...fields } },
  };
}

/** What only makes sense at a metering point. */
export const AT_A_POINT: readonly string[] = ['meteringPoint', 'lowRateKwh', 'endsOldContract', 'previousSupplier'];

const IS_DEBITED = { field: 'method', is: ['DIRECT_DEBIT'] } as const;
const IS_KNOWN = { field: 'decision', is: ['EXISTING_CUSTOMER'] } as const;

/** What holds for the order as a whole. */
export const ENVELOPE_FIELDS = {
  customer: {
    type: 'group',
    name: 'OrderCustomer',
    requiredWhen: { field: 'party.decision', isNot: ['EXISTING_CUSTOMER', 'EXISTING_AGREEMENT'] },
    fields: CUSTOMER_FIELDS,
  },
  payment: {
    type: 'group',
    name: 'OrderPayment',
    fields: {
      method: { type: 'choice', step: 'payment', choices: ['DIRECT_DEBIT', 'TRANSFER'], ...required },
      iban: { type: 'text', format: 'iban', step: 'payment', maximum: 60, requiredWhen: IS_DEBITED },
      holder: text('payment', 100),
      /** The customer signed the SEPA mandate. */
      hasMandate: { ...flag('payment'), requiredWhen: IS_DEBITED },
    },
  },
  /** Marketing, by channel. Not ticked is not agreed. */
  consents: {
    type: 'group',
    name: 'OrderConsents',
    fields: { email: flag('consents'), phone: flag('consents'), mobile: flag('consents'), messenger: flag('consents') },
  },
  salesChannel: { type: 'choice', step: 'sale', choices: ['DISTANCE', 'DOOR', 'SHOP', 'PHONE'] },
  signedOn: day('sale'),
  /** Where customers are known already, the seller decides; nobody guesses. */
  party: {
    type: 'group',
    name: 'OrderParty',
    fields: {
      decision: { type: 'choice', step: 'sale', choices: ['NEW_CUSTOMER', 'EXISTING_CUSTOMER', 'EXISTING_AGREEMENT'], ...required },
      customerId: { ...id('sale'), requiredWhen: IS_KNOWN },
      agreementId: { ...id('sale'), requiredWhen: { field: 'decision', is: ['EXISTING_AGREEMENT'] } },
    },
  },
} as const satisfies Fields;

/** How many contracts one order may hold. */
export const MAX_CONTRACTS = 100;
