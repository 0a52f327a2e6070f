import { z } from 'zod';
import { Temporal } from 'temporal-polyfill';
import { normaliseMeteringPointCode } from '../customers/metering-point-code.ts';
import type { Problem } from './order.problems.ts';

const text = (maximum: number) => z.string().trim().min(1).max(maximum);

const day = z.string().refine((value) => {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(value) && Boolean(Temporal.PlainDate.from(value, { overflow: 'reject' }));
  } catch {
    return false; // not a day: that is the answer
  }
}, { params: { code: 'DATE_INVALID' } });

const address = {
  street: text(100),
  houseNumber: text(20),
  postcode: text(10),
  city: text(80),
};

/** The order form: what must be filled in before an order can be handed in. */
const completeForm = z.strictObject({
  offerId: z.uuid(),
  supplyReason: z.enum(['SWITCH', 'MOVE_IN']),
  requestedStartOn: day,
  customer: z.strictObject({
    firstName: text(80),
    lastName: text(80),
    birthDate: day,
    email: z.string().trim().max(254).refine((value) => z.email().safeParse(value).success, { params: { code: 'EMAIL_INVALID' } }),
    phone: text(40).nullish(),
    ...address,
  }),
  meteringPoint: z.strictObject({
    code: z.string().max(60).transform(normaliseMeteringPointCode),
    /** The customer's own address when left out. */
    address: z.strictObject(address).nullish(),
  }),
});

export type OrderForm = z.output<typeof completeForm>;

/** What is saved before it is complete: any part of the form, nothing else, within the same lengths. */
export type OrderAnswers = Readonly<Record<string, unknown>>;

/** Reads a form. Every fault at once; the form only when there is none. */
export function readForm(answers: OrderAnswers): { form: OrderForm | null; problems: Problem[] } {
  const parsed = completeForm.safeParse(withoutNulls(answers));
  if (parsed.success) return { form: parsed.data, problems: [] };
  return { form: null, problems: parsed.error.issues.flatMap(problemsOf) };
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const field = issue.path.join('.');
  switch (issue.code) {
    case 'too_big':
      return [{ field, code: 'TOO_LONG', values: { maximum: Number(issue.maximum) } }];
    case 'too_small':
      return [{ field, code: 'REQUIRED', values: {} }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ field: [field, key].filter(Boolean).join('.'), code: 'UNKNOWN_FIELD', values: {} }));
    case 'custom':
      return [{ field, code: String(issue.params?.code ?? 'INVALID'), values: {} }];
    default:
      return 'input' in issue && issue.input !== undefined ? [{ field, code: 'INVALID', values: {} }] : missingFields(field);
  }
}

/** A missing group is reported by its fields, so that a person sees what to fill in. */
function missingFields(field: string): Problem[] {
  const required: Readonly<Record<string, readonly string[]>> = {
    customer: ['firstName', 'lastName', 'birthDate', 'email', ...Object.keys(address)],
    meteringPoint: ['code'],
  };
  const fields = required[field]?.map((name) => `${field}.${name}`) ?? [field];
  return fields.map((name) => ({ field: name, code: 'REQUIRED', values: {} }));
}

/** GraphQL and browsers send null for what is left out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value) || value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null && part !== undefined).map(([key, part]) => [key, withoutNulls(part)]));
}
