import type { Field, Fields, When } from './field.ts';
import { DAY_PATTERN, PATTERNS } from './form.leaves.ts';

/** A part of a JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The schema of a group of fields. It says the same as the reader, except for what a schema cannot say: check digits, today, the database. */
export function objectSchema(fields: Fields): JsonSchema {
  const entries = Object.entries(fields);
  const required = entries.filter(([, field]) => field.required).map(([name]) => name);
  const conditions = entries.flatMap(([name, field]) => (field.requiredWhen ? [condition(name, field.requiredWhen)] : []));
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, field]) => [name, fieldSchema(field)])),
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    ...(conditions.length > 0 && { allOf: conditions }),
  };
}

function fieldSchema(field: Field): JsonSchema {
  switch (field.type) {
    case 'group':
      return objectSchema(field.fields);
    case 'list':
      return { type: 'array', minItems: field.minimum, maxItems: field.maximum, items: objectSchema(field.fields) };
    case 'text':
      return { type: 'string', maxLength: field.maximum, pattern: PATTERNS[field.format].pattern };
    case 'day':
      return { type: 'string', format: 'date', pattern: DAY_PATTERN };
    case 'choice':
      return { type: 'string', enum: field.choices };
    case 'flag':
      return { type: 'boolean' };
    case 'whole':
      return { type: 'integer', minimum: field.minimum, maximum: field.maximum };
  }
}

function condition(name: string, when: When): JsonSchema {
  const [values, isNot] = 'is' in when ? [when.is, false] : [when.isNot, true];
  const given = when.field
    .split('.')
    .reduceRight<JsonSchema>((inner, part) => ({ type: 'object', properties: { [part]: inner }, required: [part] }), { enum: values });
  // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
  return { if: isNot ? { not: given } : given, then: { required: [name] } };
}
