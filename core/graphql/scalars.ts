import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { Temporal } from 'temporal-polyfill';
import { fromDbDate, type PlainDate } from '../kernel/clock.ts';

const refuse = (scalar: string, value: unknown, remedy: string): never => {
  const shown = String(JSON.stringify(value)).slice(0, 60);
  throw new GraphQLError(`${scalar} cannot be ${shown}; ${remedy}`, { extensions: { code: 'BAD_USER_INPUT' } });
};

function plainDate(value: unknown): PlainDate {
  if (typeof value === 'string' && /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(value)) {
    try {
      return Temporal.PlainDate.from(value, { overflow: 'reject' }).toString();
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
    }
  }
  return refuse('Date', value, 'write a day that exists as YYYY-MM-DD');
}

/** With its zone: an instant without one would be another one on another machine. */
function instant(value: unknown): Date {
  const date = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) ? instantOf(value) : null;
  const year = date?.getUTCFullYear() ?? 0;
  return date && year > 0 && year < 10_000 ? date : refuse('DateTime', value, 'write an instant with its zone, as 2026-08-22T10:00:00Z');
}

function instantOf(text: string): Date | null {
  try {
    return new Date(Temporal.Instant.from(text).epochMilliseconds);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return null;
  }
}

function decimalText(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^-?\d{1,15}(\.\d{1,10})?$/.test(text) ? text : refuse('Decimal', value, 'write it as "12.34"');
}

function whole(value: unknown): bigint {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === 'string' && /^-?\d{1,18}$/.test(text)
    ? BigInt(text)
    : refuse('BigInt', value, 'write a whole number, best as text');
}

const literal = (node: ValueNode): unknown =>
  node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : null;

export const DateScalar = new GraphQLScalarType<PlainDate, PlainDate>({
  name: 'Date',
  description: 'A day without a time, YYYY-MM-DD.',
  serialize: (value) => (value instanceof Date ? fromDbDate(value) : plainDate(value)),
  parseValue: plainDate,
  parseLiteral: (node) => plainDate(literal(node)),
});

export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant in UTC, ISO 8601.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : instant(value).toISOString()),
  parseValue: instant,
  parseLiteral: (node) => instant(literal(node)),
});

export const DecimalScalar = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'An exact decimal number as text, for example "9.8". Never a float.',
  serialize: (value) => String(value),
  parseValue: decimalText,
  parseLiteral: (node) => decimalText(literal(node)),
});

export const BigIntScalar = new GraphQLScalarType<bigint, string>({
  name: 'BigInt',
  description: 'A whole number of any size as text.',
  serialize: (value) => String(value),
  parseValue: whole,
  parseLiteral: (node) => whole(literal(node)),
});

export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: function parse(node, variables): unknown {
    if (node.kind === Kind.OBJECT) return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, parse(value, variables)]));
    if (node.kind === Kind.LIST) return node.values.map((value) => parse(value, variables));
    if (node.kind === Kind.VARIABLE) return variables?.[node.name.value];
    if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value);
    return node.kind === Kind.NULL ? null : node.value;
  },
});
