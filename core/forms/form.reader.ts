import type { z } from 'zod';
import type { Problem } from '../kernel/problems.ts';
import { isRecord } from '../kernel/records.ts';
import type { Answers, Field, Fields, LeafField, PartAnswers, When } from './field.ts';
import { leafSchema } from './form.leaves.ts';

type Values = Readonly<Record<string, unknown>>;

export interface Reading<G extends Fields> {
  /** Null while a fault is left. */
  readonly form: Answers<G> | null;
  /** What is sound beside the faults. */
  readonly sound: PartAnswers<G>;
  /** Every fault at once. */
  readonly problems: readonly Problem[];
}

/** Reads the answers to a form. `prefix` stands before every path: "contracts.0.". */
export function readAnswers<G extends Fields>(fields: G, given: unknown, prefix = ''): Reading<G> {
  const problems: Problem[] = [];
  const read = readGroup(fields, given, { prefix, problems });
  if (!isPartOf(fields, read)) throw new Error('A form was read into something else');
  return { form: isWhole(fields, read, problems) ? read : null, sound: read, problems };
}

const isPartOf = <G extends Fields>(fields: G, read: Values): read is Values & PartAnswers<G> =>
  Object.keys(read).every((name) => Object.hasOwn(fields, name));
const isWhole = <G extends Fields>(_fields: G, _read: Values, problems: readonly Problem[]): _read is Values & Answers<G> =>
  problems.length === 0;

interface Place {
  readonly prefix: string;
  readonly problems: Problem[];
}

function readGroup(fields: Fields, given: unknown, { prefix, problems }: Place): Values {
  if (!isRecord(given)) {
    problems.push({ field: prefix.slice(0, -1), code: 'INVALID', values: {} });
    return {};
  }
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(fields, name) && isGiven(given[name]))
      problems.push({ field: `${prefix}${name}`, code: 'UNKNOWN_FIELD', values: {} });
  }
  const entries = Object.entries(fields).flatMap(([name, field]) => {
    const place = { prefix: `${prefix}${name}`, problems };
    const value = given[name];
    if (!isGiven(value)) {
      if (isDemanded(field, given)) problems.push(...missing(field, place.prefix));
      return [];
    }
    const read = readField(field, value, place);
    return read === undefined ? [] : [[name, read] as const];
  });
  return Object.fromEntries(entries);
}

function readField(field: Field, value: unknown, { prefix, problems }: Place): unknown {
  if (field.type === 'group') return readGroup(field.fields, value, { prefix: `${prefix}.`, problems });
  if (field.type === 'list') return readList(field, value, { prefix, problems });
  const parsed = schemaOf(field).safeParse(value);
  if (parsed.success) return parsed.data;
  problems.push(...parsed.error.issues.map((issue) => problemOf(issue, prefix)));
  return undefined;
}

function readList(field: Field & { type: 'list' }, value: unknown, { prefix, problems }: Place): unknown {
  if (!Array.isArray(value)) {
    problems.push({ field: prefix, code: 'INVALID', values: {} });
    return undefined;
  }
  const { minimum, maximum } = field;
  if (value.length < minimum || value.length > maximum) {
    problems.push({ field: prefix, code: 'LIST_LENGTH', values: { minimum, maximum } });
    return undefined;
  }
  return value.map((entry: unknown, index) => readGroup(field.fields, entry, { prefix: `${prefix}.${index}.`, problems }));
}

/** A missing group is reported by its fields, so that a person sees what to fill in. */
function missing(field: Field, path: string): Problem[] {
  if (field.type !== 'group') return [{ field: path, code: 'REQUIRED', values: {} }];
  return Object.entries(field.fields)
    .filter(([, part]) => isDemanded(part, {}))
    .flatMap(([name, part]) => missing(part, `${path}.${name}`));
}

/** Whether somebody who answers nothing has left out something. */
export const isAnyDemanded = (fields: Fields): boolean => Object.values(fields).some((field) => isDemanded(field, {}));

const isDemanded = ({ required, requiredWhen }: Field, beside: Values): boolean =>
  required === true || (requiredWhen !== undefined && holds(requiredWhen, beside));

function holds(when: When, beside: Values): boolean {
  const value = when.field.split('.').reduce<unknown>((part, name) => (isRecord(part) ? part[name] : undefined), beside);
  const isOneOf = (values: readonly unknown[]) => values.includes(value);
  return 'is' in when ? isOneOf(when.is) : !isOneOf(when.isNot);
}

function problemOf(issue: z.core.$ZodIssue, field: string): Problem {
  if (issue.code !== 'custom') return { field, code: 'INVALID', values: {} };
  const values: unknown = issue.params?.values;
  return { field, code: String(issue.params?.code ?? 'INVALID'), values: isRecord(values) ? values : {} };
}

const schemas = new WeakMap<LeafField, z.ZodType>();
function schemaOf(field: LeafField): z.ZodType {
  const schema = schemas.get(field) ?? leafSchema(field);
  schemas.set(field, schema);
  return schema;
}

/** GraphQL and browsers send null for what is left out. */
const isGiven = (value: unknown): boolean => value !== null && value !== undefined;
