import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { addMonths, type PlainDate } from '../kernel/clock.ts';
import { type Problem, problemsOf } from '../kernel/problems.ts';
import { isCountry } from '../places/countries.ts';
import { hasPostcodeShape } from '../places/postcode.ts';
import { isVatId } from './vat-id.ts';

/** Nobody has lived longer than 122 years. */
const OLDEST_YEARS = 125;

const text = (maximum: number) => z.string().trim().min(1).max(maximum);
/** A text that may be left out: blanks alone are none. */
export const maybe = (maximum: number) =>
  z
    .string()
    .trim()
    .max(maximum)
    .nullish()
    .transform((value) => value || null);
const coded = <T>(schema: z.ZodType<T>, isRight: (value: T) => boolean, code: string) => schema.refine(isRight, { params: { code } });

export const plainDate = coded(z.string(), isPlainDate, 'DATE_INVALID');
export const country = coded(z.string(), isCountry, 'COUNTRY_INVALID');
const mailAddress = z.email(); // made once: to make a schema takes longer than to read by it
export const email = coded(z.string().trim().min(1).max(254), (value) => mailAddress.safeParse(value).success, 'EMAIL_INVALID');
/** Letters and digits, as on a letter; what is right in one country stands in `readCustomer`. */
const postcode = coded(text(10), (value) => value === '' || /^(?=.*\d)[0-9A-Z]+([ -]{1,3}[0-9A-Z]+)*$/i.test(value), 'POSTCODE_INVALID');
export const address = { street: text(100), houseNumber: text(20), postcode, city: text(80), country };

const person = z.strictObject({
  role: z.enum(['joint', 'representative']).default('joint'),
  firstName: text(80),
  lastName: text(80),
  birthDate: plainDate.nullish().transform((value) => value ?? null),
  email: email.nullish().transform((value) => value ?? null),
  phone: maybe(40),
});

/** What is known of a customer, as callers write it: unknown things are null or left out. */
const customerFacts = z.strictObject({
  kind: z.enum(['PERSON', 'JOINT', 'COMPANY']).default('PERSON'),
  isConsumer: z.boolean().nullish(),
  companyName: maybe(160),
  registerNumber: maybe(40),
  vatId: maybe(20),
  title: maybe(40),
  firstName: z.string().trim().max(80).default(''),
  lastName: z.string().trim().max(80).default(''),
  birthDate: plainDate.nullish().transform((value) => value ?? null),
  email,
  phone: maybe(40),
  ...address,
  language: coded(z.string(), (value) => /^[a-z]{2}$/.test(value), 'LANGUAGE_INVALID')
    .nullish()
    .transform((value) => value ?? null),
  persons: z.array(person).max(20).default([]),
});

type Given = z.output<typeof customerFacts>;
export type CustomerInput = z.input<typeof customerFacts>;
export type CustomerFacts = Omit<Given, 'isConsumer'> & { readonly isConsumer: boolean };
export type PersonFacts = z.output<typeof person>;

export type ReadCustomer =
  | { readonly facts: CustomerFacts; readonly problems: readonly [] }
  | { readonly facts: null; readonly problems: readonly Problem[] };

/** Reads a customer: the facts in one shape, or every problem at once. `today`: nobody is born later. */
export function readCustomer(given: unknown, today: PlainDate): ReadCustomer {
  const parsed = customerFacts.safeParse(given);
  if (!parsed.success) return { facts: null, problems: problemsOf(parsed.error) };
  const problems = [
    ...kindProblems(parsed.data),
    ...birthProblems(parsed.data, today),
    ...placeProblems(parsed.data),
    ...vatProblems(parsed.data),
  ];
  if (problems.length > 0) return { facts: null, problems };
  const { isConsumer, vatId, registerNumber, ...rest } = parsed.data;
  const company = { vatId: vatId && normaliseVatId(vatId), registerNumber: registerNumber && normaliseRegisterNumber(registerNumber) };
  return { facts: { ...rest, ...company, isConsumer: isConsumer ?? rest.kind !== 'COMPANY' }, problems: [] };
}

/** As registers print them, without blanks and in capitals: "ATU 123 456 78" is "ATU12345678". */
export const normaliseVatId = (text: string): string => text.replace(/[\s.-]/g, '').toUpperCase();
export const normaliseRegisterNumber = (text: string): string => text.replace(/\s+/g, ' ').trim().toUpperCase();

const required = (field: string): Problem => ({ field, code: 'REQUIRED', values: {} });

function kindProblems({ kind, isConsumer, companyName, birthDate, firstName, lastName, persons }: Given): Problem[] {
  if (kind === 'COMPANY')
    return [
      ...(companyName ? [] : [required('companyName')]),
      ...(isConsumer ? [{ field: 'isConsumer', code: 'COMPANY_NO_CONSUMER', values: {} }] : []),
      ...(birthDate === null ? [] : [{ field: 'birthDate', code: 'COMPANY_NOT_BORN', values: {} }]),
    ];
  const problems = [...(firstName ? [] : [required('firstName')]), ...(lastName ? [] : [required('lastName')])];
  if (kind === 'JOINT' && persons.length === 0) problems.push({ field: 'persons', code: 'JOINT_PERSON_MISSING', values: {} });
  return problems;
}

function birthProblems({ birthDate, persons }: Given, today: PlainDate): Problem[] {
  const dates = [
    { field: 'birthDate', day: birthDate },
    ...persons.map(({ birthDate: day }, index) => ({ field: `persons.${index}.birthDate`, day })),
  ];
  const earliest = addMonths(today, -12 * OLDEST_YEARS);
  return dates.flatMap(({ field, day }) => {
    if (day === null || (day <= today && day >= earliest)) return [];
    return [day > today ? { field, code: 'BIRTH_DATE_AHEAD', values: {} } : { field, code: 'BIRTH_DATE_TOO_EARLY', values: { earliest } }];
  });
}

const placeProblems = ({ country, postcode }: Given): Problem[] =>
  hasPostcodeShape(country, postcode) ? [] : [{ field: 'postcode', code: 'POSTCODE_INVALID', values: {} }];

function vatProblems({ vatId }: Given): Problem[] {
  if (vatId === null || isVatId(normaliseVatId(vatId))) return [];
  return [{ field: 'vatId', code: 'VAT_ID_INVALID', values: {} }];
}

function isPlainDate(value: string): boolean {
  try {
    return /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(value) && Boolean(Temporal.PlainDate.from(value, { overflow: 'reject' }));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return false;
  }
}
