import { type Applicant, type Ctx, formAnswers, hook, orderForm, orderFormPart } from '#core';
import type { Address } from './providers/bureau.ts';
import { BUREAUS } from './providers/catalog.ts';
import { type CreditCheckSettings, firstBureau, settings } from './settings.ts';

/** A step of its own: among what may be answered about a customer nobody would see the question. */
const STEP = 'former-address';
const MOVED = { field: 'hasMoved', is: [true] } as const;
const text = (maximum: number) => ({ type: 'text', format: 'plain', step: STEP, maximum, requiredWhen: MOVED }) as const;

/** What the order form asks. Flat, because each is demanded of those alone who have moved. */
export const fields = {
  hasMoved: { type: 'flag', step: STEP },
  formerStreet: text(100),
  formerHouseNumber: text(20),
  formerPostcode: text(10),
  formerCity: text(80),
} as const;

/**
 * Whoever moved lately is mostly known to a bureau at the address before. Asked while a bureau that looks there may be asked
 * about people: data that nobody uses are not asked for (GDPR Art. 5(1)(c)).
 */
export const askForFormerAddress = hook(orderForm, (_question, { activation }) => {
  const given = activation.settings(settings);
  return given.formerAddressMonths > 0 && looksAtFormerAddress(given) ? partFor(given.formerAddressMonths) : null;
});

function looksAtFormerAddress(given: CreditCheckSettings): boolean {
  const second = given.fallbackBureau === 'none' ? [] : [given.fallbackBureau];
  return [firstBureau(given, 'PERSON'), ...second].some((code) => BUREAUS[code].looksAtFormerAddress);
}

const partFor = (months: number) =>
  orderFormPart({
    steps: [{ code: STEP, after: 'customer' }],
    fields,
    values: { months },
    check: ({ hasMoved, formerPostcode }) =>
      hasMoved === true && !POSTCODE.test(formerPostcode ?? '')
        ? [{ field: 'formerPostcode', code: 'CREDIT_CHECK_FORMER_POSTCODE', values: {} }]
        : [],
  });

/** As the bureaus take them, whatever the country. */
const POSTCODE = /^(?=.*\d)[A-Za-z\d\- ]{3,10}$/;

/** Where somebody lived before by their own words; null = they said nothing of a move. The country is taken to be the same. */
export async function saidFormerAddress({ db }: Pick<Ctx, 'db'>, orderId: string, now: Applicant): Promise<Address | null> {
  const said = await formAnswers(db, { orderId, pluginId: 'credit-check', fields });
  const { hasMoved, formerStreet, formerHouseNumber, formerPostcode, formerCity } = said ?? {};
  if (hasMoved !== true || now.kind === 'COMPANY') return null;
  if (formerStreet === undefined || formerHouseNumber === undefined || formerPostcode === undefined || formerCity === undefined)
    return null;
  return { street: formerStreet, houseNumber: formerHouseNumber, postcode: formerPostcode, city: formerCity, country: now.country };
}
