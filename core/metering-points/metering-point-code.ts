import { DomainError } from '../kernel/errors.ts';
import type { Problem } from '../kernel/problems.ts';

/** Sum of digits × weights, up to the next ten: GS1 (3,1,3,… from the left over an odd number of digits) and the German market location (1,2,1,…). */
function checkDigit(digits: string, weights: readonly [number, number]): number {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (weights[index % 2] ?? 0), 0);
  return (10 - (sum % 10)) % 10;
}

interface CodeRule {
  readonly pattern: RegExp;
  /** For people. */
  readonly shape: string;
  /** Weights of the check digit at the end; null = the code has none. */
  readonly weights: readonly [number, number] | null;
}

/** 18 digits of GS1. The prefix is part of the rule: eighteen zeros pass the check digit. */
const gsrn = (prefix: string): CodeRule => ({
  pattern: new RegExp(`^${prefix}\\d{${18 - prefix.length}}$`),
  shape: `18 digits beginning with ${prefix} and with a check digit at the end`,
  weights: [3, 1],
});

/** Country -> what the market calls a metering point: DE market location, AT Zählpunkt, elsewhere the GSRN of GS1. */
const RULES: Readonly<Record<string, CodeRule>> = {
  AT: { pattern: /^AT[0-9]{11}[0-9A-Z]{20}$/, shape: 'AT, 11 digits, 20 digits or capital letters (33 characters)', weights: null },
  DE: { pattern: /^[1-9]\d{10}$/, shape: '11 digits with a check digit at the end', weights: [1, 2] },
  DK: gsrn('5713'),
  NO: gsrn('7070575000'),
  PL: gsrn('590'),
};

/** DE: where the device sits. Operator, postcode and 20 characters that the operator chooses; no check digit. */
const METERING_LOCATION: CodeRule = {
  pattern: /^DE\d{6}\d{5}[0-9A-Z]{20}$/,
  shape: 'DE, 11 digits, 20 digits or capital letters (33 characters)',
  weights: null,
};

/** Without blanks, dots and dashes, in capitals: people copy the number from a bill. */
export const normaliseMeteringPointCode = (text: string): string => text.replace(/[\s.-]/g, '').toUpperCase();

/** Whose points the market numbers. Elsewhere (heat, water, what plugins bring) the supplier's own word is enough. */
const NUMBERED_BY_MARKET: ReadonlySet<string> = new Set(['ELECTRICITY', 'GAS']);

interface PointCode {
  readonly country: string;
  /** Null = not known yet; then the market's rule is asked for. */
  readonly commodity: string | null;
  /** Normalised. */
  readonly code: string;
}

/** What is wrong with a code: its shape, or its last digit and which one belongs there. Null when it is right. */
export function meteringPointCodeProblem(field: string, { country, commodity, code }: PointCode): Problem | null {
  if (commodity !== null && !NUMBERED_BY_MARKET.has(commodity)) return code === '' ? { field, code: 'REQUIRED', values: {} } : null;
  const rule = RULES[country];
  if (!rule)
    throw new DomainError(
      'COUNTRY_NOT_SUPPORTED',
      `country: metering points of ${country} are not known; use one of ${Object.keys(RULES).join(', ')}`,
      { country },
    );
  return problemWith(rule, { field, country, code });
}

/** The same for a German metering location; other countries have none, so nothing is right there. */
export function meteringLocationProblem(field: string, country: string, code: string): Problem | null {
  if (country === 'DE') return problemWith(METERING_LOCATION, { field, country, code });
  return { field, code: 'METERING_LOCATION_UNKNOWN', values: { country } };
}

function problemWith({ pattern, shape, weights }: CodeRule, at: { field: string; country: string; code: string }): Problem | null {
  const { field, country, code } = at;
  if (!pattern.test(code)) return { field, code: 'METERING_POINT_CODE_INVALID', values: { country, shape } };
  if (weights === null) return null;
  const expected = checkDigit(code.slice(0, -1), weights);
  const given = Number(code.at(-1));
  return expected === given ? null : { field, code: 'METERING_POINT_CHECK_DIGIT_WRONG', values: { expected, given } };
}
