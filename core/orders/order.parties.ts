import type { ChannelKind } from '#prisma';
import { bankAccountRow } from '../customers/bank-account.service.ts';
import type { ReadCustomer } from '../customers/customer.facts.ts';
import { columnsOf, personRows } from '../customers/customer.service.ts';
import { normaliseIban } from '../customers/iban.ts';
import type { Rows } from '../db/write-rows.sql.ts';
import { type PlainDate, toDbDate } from '../kernel/clock.ts';
import type { TxCtx } from '../kernel/context.ts';
import { newId } from '../kernel/ids.ts';
import { newNumber } from '../kernel/numbers.ts';
import { CORE_TEXTS } from '../locales/index.ts';
import type { Facts } from './order.facts.ts';
import type { Envelope } from './order.form.ts';

type Here = Pick<TxCtx, 'brand' | 'viewer' | 'vault' | 'clock'>;

/** Who concludes the contracts, with the rows that make them. */
export interface Party {
  readonly customerId: string;
  readonly agreementId: string;
  readonly bankAccountId: string | null;
  readonly rows: readonly Rows[];
}

interface Sale {
  readonly envelope: Envelope;
  /** The form's customer as the customers' own rules read it. */
  readonly customer: ReadCustomer | null;
  readonly facts: Facts;
  readonly partnerId: string | null;
  readonly today: PlainDate;
}

/** Customer and agreement of a sale, as the seller decided; a new customer where nothing was decided. */
export function partyOf(here: Here, sale: Sale): Party {
  const { agreement, customer } = sale.facts;
  const isJoined = sale.envelope.party?.decision === 'EXISTING_AGREEMENT';
  if (isJoined && agreement) return { customerId: agreement.customerId, agreementId: agreement.id, bankAccountId: null, rows: [] };
  const customerId = customer?.id ?? newId();
  const agreementId = newId();
  const rows = customer ? [] : customerRows(here, customerId, sale);
  const account = customer ? null : accountOf(here, customerId, sale);
  return {
    customerId,
    agreementId,
    bankAccountId: account?.id ?? null,
    rows: [
      ...rows,
      ...(account ? [{ model: 'BankAccount', rows: [account] }] : []),
      { model: 'Agreement', rows: [agreementRow(here, { agreementId, customerId }, sale)] },
    ],
  };
}

const agreementRow = (
  { brand, clock, viewer }: Here,
  { agreementId, customerId }: { agreementId: string; customerId: string },
  { partnerId }: Sale,
) => ({
  id: agreementId,
  customerId,
  partnerId,
  number: newNumber('A', brand),
  createdAt: clock.now(),
  createdBy: viewer.name,
});

/** A new customer with everything that the form tells about them. */
function customerRows({ brand, viewer, clock }: Here, customerId: string, { envelope, partnerId, today, customer: read }: Sale): Rows[] {
  const { customer, consents = {} } = envelope;
  if (!customer) throw new Error('An order without a customer got through its form');
  if (!read?.facts) throw new Error('A customer whom the rules refuse got through the checks');
  const at = clock.now();
  const { correspondenceAddress } = customer;
  const letters = correspondenceAddress && { recipient: null, ...correspondenceAddress };
  const agreed = CHANNELS.filter(([name]) => consents[name] === true);
  const given = givenWith(brand);
  return [
    { model: 'Customer', rows: [{ id: customerId, ...columnsOf(read.facts), partnerId, number: newNumber('K', brand), createdAt: at }] },
    { model: 'CustomerPerson', rows: personRows(customerId, read.facts.persons).map((person) => ({ id: newId(), ...person })) },
    {
      model: 'CustomerAddress',
      rows: letters
        ? [{ id: newId(), customerId, kind: 'CORRESPONDENCE', country: brand.country, validFrom: toDbDate(today), ...letters }]
        : [],
    },
    {
      model: 'Consent',
      rows: agreed.map(([, channel]) => ({
        id: newId(),
        customerId,
        channel,
        ...given,
        givenAt: at,
        givenBy: viewer.name,
      })),
    },
    { model: 'CustomerChange', rows: [{ id: newId(), customerId, at, by: viewer.name, what: 'created', version: 1 }] },
  ];
}

/** The consents of a form: what for, in which words, and where they were given. */
export const givenWith = (brand: Here['brand']) => ({ purpose: 'marketing', wording: wordingIn(brand), source: 'order-form' });

export const CHANNELS: readonly (readonly [name: 'email' | 'phone' | 'mobile' | 'messenger', channel: ChannelKind])[] = [
  ['email', 'EMAIL'],
  ['phone', 'PHONE'],
  ['mobile', 'MOBILE'],
  ['messenger', 'MESSENGER'],
];

/** What was agreed to, in the brand's language: the proof must show the words. */
const wordingIn = ({ language, name }: Here['brand']): string =>
  (CORE_TEXTS[language.slice(0, 2)]?.['form.consents.wording'] ?? CORE_TEXTS.en?.['form.consents.wording'] ?? '').replace('{brand}', name);

function accountOf(here: Here, customerId: string, { envelope, facts, today }: Sale) {
  const { payment, customer, signedOn = today } = envelope;
  if (payment?.iban === undefined || !customer) return null;
  const holder = holderOf(envelope, facts);
  const mandate = payment.hasMandate === true ? { mandateSignedOn: signedOn } : {};
  const row = bankAccountRow(here, {
    customerId,
    holder,
    iban: normaliseIban(payment.iban),
    purpose: 'DEBIT',
    validFrom: today,
    ...mandate,
  });
  return { id: newId(), ...row, createdAt: here.clock.now() };
}

/** Whose account it is: the customer's, unless said otherwise. */
export function holderOf({ payment, customer }: Envelope, { customer: known }: Facts): string {
  const { companyName, firstName = '', lastName = '' } = customer ?? {};
  return payment?.holder ?? known?.name ?? companyName ?? `${firstName} ${lastName}`.trim();
}
