import { getCountrySpecifications, ValidationErrorsIBAN, validateIBAN } from 'ibantools';

/** What is wrong with an IBAN. Values never hold the number itself. */
export interface IbanFault {
  /** A code of "problem.<code>". */
  readonly code: 'REQUIRED' | 'IBAN_COUNTRY_UNKNOWN' | 'IBAN_LENGTH_WRONG' | 'IBAN_STRUCTURE_WRONG' | 'IBAN_CHECK_DIGITS_WRONG';
  readonly values: Readonly<Record<string, unknown>>;
}

/** Without blanks, dots and dashes, in capitals: people copy it from a card or a letter. */
export const normaliseIban = (text: string): string => text.replace(/[\s.-]/g, '').toUpperCase();

export const lastFourOf = (iban: string): string => iban.slice(-4);

/** Shorter ones are no IBAN, and four letters of them would be too many. */
const SHORTEST_TO_SHOW = 12;

/** How an IBAN is shown to those who may not see it: by its last four. Also what is none yet, as a draft may hold. */
export function maskedIban(text: string): string {
  const iban = normaliseIban(text);
  return `****${iban.length < SHORTEST_TO_SHOW ? '' : lastFourOf(iban)}`;
}

/**
 * The first thing that is wrong with a normalised IBAN, null when nothing is: country, length, the country's structure, check
 * digits, in this order. Mod 97 alone lets wrong lengths and letters pass, and what has a wrong length fails mod 97 too.
 */
export function ibanFault(iban: string): IbanFault | null {
  if (iban === '') return { code: 'REQUIRED', values: {} };
  const country = iban.slice(0, 2);
  const specification = getCountrySpecifications()[country];
  const faults = new Set(validateIBAN(iban).errorCodes);
  if (faults.size === 0) return null;
  if (!specification || faults.has(ValidationErrorsIBAN.NoIBANCountry))
    return { code: 'IBAN_COUNTRY_UNKNOWN', values: { country: country.replace(/[^A-Z]/g, '') } };
  if (faults.has(ValidationErrorsIBAN.WrongBBANLength))
    return { code: 'IBAN_LENGTH_WRONG', values: { country, expected: specification.chars, given: iban.length } };
  if (faults.has(ValidationErrorsIBAN.WrongBBANFormat) || faults.has(ValidationErrorsIBAN.ChecksumNotNumber))
    return { code: 'IBAN_STRUCTURE_WRONG', values: { country } };
  return { code: 'IBAN_CHECK_DIGITS_WRONG', values: {} };
}
