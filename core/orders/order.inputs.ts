import type { InputRef } from '@pothos/core';
import type { Field, Fields, GroupField, ListField } from '../forms/field.ts';
import type { Shared } from '../graphql/shared.ts';
import { CORE_TEXTS } from '../locales/index.ts';
import { ENVELOPE_FIELDS, SUPPLY_FIELDS } from './order.form.fields.ts';
import type { OrderAnswers } from './order.form.ts';

/**
 * The order form as an input type, made of its fields. Every part may be left out and texts are taken as they are: what is
 * wrong with them is told by the form's own check, all at once. Descriptions are the fields' English labels.
 */
export function orderInput(builder: Shared['builder']) {
  const place: Place = { builder, known: new Map() };
  const fields = { ...SUPPLY_FIELDS, ...ENVELOPE_FIELDS };
  return builder.inputType('OrderInput', {
    description: 'The order form. Every part may be left out while it is saved; checkOrder says what is missing.',
    fields: (t) => ({
      ...inputFields(place, fields, '')(t),
      contracts: t.field({ type: [contractInput(place)], description: describe('contracts') }),
      plugins: t.field({ type: 'JSON', description: describe('plugins') }),
    }),
  });
}

interface Place {
  readonly builder: Shared['builder'];
  /** A group that stands in several places is one type. */
  readonly known: Map<string, InputRef<OrderAnswers>>;
}
type InputFields = Parameters<Parameters<Shared['builder']['inputType']>[1]['fields']>[0];

const contractInput = (place: Place) =>
  place.builder.inputRef<OrderAnswers>('OrderContractInput').implement({
    description: 'What one contract of an order is about.',
    fields: inputFields(place, SUPPLY_FIELDS, ''),
  });

const inputFields = (place: Place, fields: Fields, prefix: string) => (t: InputFields) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, inputField(place, { t, field, path: `${prefix}${name}` })]));

function inputField(place: Place, { t, field, path }: { t: InputFields; field: Field; path: string }) {
  const description = describe(path);
  switch (field.type) {
    case 'group':
      return t.field({ type: typeOf(place, field, path), description });
    case 'list':
      return t.field({ type: [typeOf(place, field, path)], description });
    case 'flag':
      return t.boolean({ description });
    case 'whole':
      return t.int({ description });
    case 'choice':
      return t.string({ description: `${description} One of ${field.choices.join(', ')}.` });
    default:
      return t.string({ description });
  }
}

function typeOf(place: Place, { name, fields }: GroupField | ListField, path: string): InputRef<OrderAnswers> {
  const known = place.known.get(name);
  if (known) return known;
  const type = place.builder
    .inputRef<OrderAnswers>(`${name}Input`)
    .implement({ description: describe(path), fields: inputFields(place, fields, `${path}.`) });
  place.known.set(name, type);
  return type;
}

function describe(path: string): string {
  const label = CORE_TEXTS.en?.[`form.${path}`] ?? path;
  const help = CORE_TEXTS.en?.[`form.${path}.help`];
  return [label, ...(help === undefined ? [] : [help])].map((text) => (text.endsWith('.') ? text : `${text}.`)).join(' ');
}
