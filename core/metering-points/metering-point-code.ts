import { DomainError } from '../kernel/errors.ts';

/** Sum of digits × weights, up to the next ten: GS1 (3,1,3,… from the left over an odd number of digits) and the German market location (1,2,1,…). */
function checkDigit(digits: string, weights: readonly [number, number]): number {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (weights[index % 2] ?? 0), 0);
  return (10 - (sum % 10)) % 10;
}

const isGsrn = (code: string, prefix: string): boolean =>
  /^\d{18}$/.test(code) && code.startsWith(prefix) && checkDigit(code.slice(0, 17), [3, 1]) === Number(code[17]);

const isMarketLocation = (code: string): boolean =>
  /^[1-9]\d{10}$/.test(code) && checkDigit(code.slice(0, 10), [1, 2]) === Number(code[10]);

/** Country -> what a metering point's identifier looks like (domain primer, part 1: "Identifiers"). */
const RULES: Readonly<Record<string, { readonly isValid: (code: string) => boolean; readonly shape: string }>> = {
  AT: { isValid: (code) => /^AT[0-9]{11}[0-9A-Z]{20}$/.test(code), shape: 'AT, 11 digits, 20 digits or capital letters (33 characters)' },
  DE: { isValid: isMarketLocation, shape: '11 digits with a check digit at the end' },
  DK: { isValid: (code) => isGsrn(code, '5713'), shape: '18 digits beginning with 5713 and with a check digit at the end' },
  NO: { isValid: (code) => isGsrn(code, '7070575000'), shape: '18 digits beginning with 7070575000 and with a check digit at the end' },
  PL: { isValid: (code) => isGsrn(code, '590'), shape: '18 digits beginning with 590 and with a check digit at the end' },
};

/** Without blanks and dots, in capitals: people copy the number from a bill. */
export const normaliseMeteringPointCode = (text: string): string => text.replace(/[\s.-]/g, '').toUpperCase();

/** What the number should look like; null when it is right. */
export function meteringPointCodeFault(country: string, code: string): string | null {
  const rule = RULES[country];
  if (!rule)
    throw new DomainError(
      'COUNTRY_NOT_SUPPORTED',
      `country: metering points of ${country} are not known; use one of ${Object.keys(RULES).join(', ')}`,
      { country },
    );
  return rule.isValid(code) ? null : rule.shape;
}
