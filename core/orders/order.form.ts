import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { normaliseMeteringPointCode } from '../metering-points/metering-point-code.ts';
import type { Problem } from './order.problems.ts';

const text = (maximum: number) => z.string().trim().min(1).max(maximum);

const day = z.string().refine(
  (value) => {
    try {
      return /^\d{4}-\d{2}-\d{2}$/.test(value) && Boolean(Temporal.PlainDate.from(value, { overflow: 'reject' }));
    } catch {
      return false; // not a day: that is the answer
    }
  },
  { params: { code: 'DATE_INVALID' } },
);

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
    email: z
      .string()
      .trim()
      .max(254)
      .refine((value) => z.email().safeParse(value).success, { params: { code: 'EMAIL_INVALID' } }),
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

/** The answers that the checks beyond the form look at, as far as each of them is sound by itself. */
export interface SoundAnswers {
  readonly offerId: string | null;
  readonly requestedStartOn: string | null;
  readonly birthDate: string | null;
  readonly meteringPointCode: string | null;
  /** Of the place of supply, with the field it stands in. */
  readonly postcode: { readonly field: string; readonly value: string } | null;
}

export interface ReadForm {
  /** Null while a fault is left. */
  readonly form: OrderForm | null;
  readonly sound: SoundAnswers;
  readonly problems: readonly Problem[];
}

/** Reads a form: every fault at once, and what is sound beside the faults. */
export function readForm(answers: OrderAnswers): ReadForm {
  const given = withoutNulls(answers);
  const parsed = completeForm.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.flatMap(problemsOf);
  return { form: parsed.success ? parsed.data : null, sound: soundAnswers(given, problems), problems };
}

function soundAnswers(given: unknown, problems: readonly Problem[]): SoundAnswers {
  const faulty = new Set(problems.map(({ field }) => field));
  const text = (field: string): string | null => {
    const value = field
      .split('.')
      .reduce<unknown>((part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined), given);
    return typeof value === 'string' && !faulty.has(field) ? value.trim() : null;
  };
  const place = text('meteringPoint.address.postcode') === null ? 'customer.postcode' : 'meteringPoint.address.postcode';
  const postcode = text(place);
  const code = text('meteringPoint.code');
  return {
    offerId: text('offerId'),
    requestedStartOn: text('requestedStartOn'),
    birthDate: text('customer.birthDate'),
    meteringPointCode: code && normaliseMeteringPointCode(code),
    postcode: postcode === null ? null : { field: place, value: postcode },
  };
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
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== null && part !== undefined)
      .map(([key, part]) => [key, withoutNulls(part)]),
  );
}
