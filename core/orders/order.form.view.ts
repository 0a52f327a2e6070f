import { type Fields, type LeafField, leavesOf, type When } from '../forms/field.ts';
import type { JsonSchema } from '../forms/form.schema.ts';
import type { Texts } from '../kernel/i18n.ts';
import { ENVELOPE_FIELDS, ORDER_STEPS, SUPPLY_FIELDS } from './order.form.fields.ts';
import { orderFormSchema } from './order.form.schema.ts';
import type { OfferForm, OrderAnswers, Part } from './order.form.ts';

/** A field as a surface shows it, in the reader's language. */
export interface FieldView {
  /** "customer.email"; "*" stands for the number of an entry. */
  readonly path: string;
  readonly label: string;
  readonly help: string | null;
  readonly type: LeafField['type'];
  readonly isRequired: boolean;
  readonly requiredWhen: When | null;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** In characters, or the largest number. */
  readonly maximum: number | null;
  /** Null = core's own. */
  readonly pluginId: string | null;
  /** Asked of each contract of an order; else once. */
  readonly isPerContract: boolean;
}

export interface StepView {
  readonly code: string;
  readonly label: string;
  readonly fields: readonly FieldView[];
}

export interface OrderFormView {
  readonly steps: readonly StepView[];
  readonly schema: JsonSchema;
  /** What is known already. */
  readonly answers: OrderAnswers;
}

/** In whose words a form is shown, and what it asks of the contract. */
interface Asked {
  readonly texts: Texts;
  readonly language: string;
  readonly offer: OfferForm;
}

/** The form of a brand, in the order of its steps. */
export function orderFormView(parts: readonly Part[], { texts, language, offer: { supplyFields, answers } }: Asked): OrderFormView {
  const say: Say = (key, values) => texts(language, key, values);
  const fields = fieldsOf(parts, supplyFields).map((placed) => ({ step: placed.field.step, view: viewOf(placed, say) }));
  const steps = stepsOf(parts).map(({ code, keys, values }) => ({
    code,
    label: say(`${keys}step.${code}`, values) ?? code,
    fields: fields.filter(({ step }) => step === code).map(({ view }) => view),
  }));
  return { steps, schema: orderFormSchema(parts, supplyFields), answers };
}

type Say = (key: string, values: TextValues) => string | null;
type TextValues = Readonly<Record<string, unknown>>;

/** Where texts of the form come from. */
interface Worded {
  /** What its texts begin with: "form." or "<plugin>.form.". */
  readonly keys: string;
  readonly values: TextValues;
}

interface Placed extends Worded {
  readonly path: string;
  readonly field: LeafField;
  readonly pluginId: string | null;
}

const OWN: Worded = { keys: 'form.', values: {} };
const wordsOf = ({ pluginId, value: { values } }: Part): Worded => ({ keys: `${pluginId}.form.`, values });

const fieldsOf = (parts: readonly Part[], supplyFields: Fields): Placed[] => [
  ...leavesOf({ ...supplyFields, ...ENVELOPE_FIELDS }).map((leaf) => ({ ...leaf, ...OWN, pluginId: null })),
  ...parts.flatMap((part) => leavesOf(part.value.fields).map((leaf) => ({ ...leaf, ...wordsOf(part), pluginId: part.pluginId }))),
];

/** Core's steps with those of plugins behind the step that they name; at the end when nobody knows it. */
function stepsOf(parts: readonly Part[]): (Worded & { readonly code: string })[] {
  const steps = ORDER_STEPS.map((code: string) => ({ code, ...OWN }));
  for (const part of parts) {
    for (const { code, after } of part.value.steps) {
      const place = steps.findIndex((step) => step.code === after);
      steps.splice(place === -1 ? steps.length : place + 1, 0, { code, ...wordsOf(part) });
    }
  }
  return steps;
}

function viewOf({ path, field, keys, values, pluginId }: Placed, sayWith: Say): FieldView {
  const key = `${keys}${path.replaceAll('.*', '')}`;
  const say = (one: string) => sayWith(one, values);
  return {
    path: pluginId === null ? path : `plugins.${pluginId}.${path}`,
    label: say(key) ?? path,
    help: say(`${key}.help`),
    type: field.type,
    isRequired: field.required ?? false,
    requiredWhen: field.requiredWhen ?? null,
    choices: field.type === 'choice' ? field.choices.map((value) => ({ value, label: say(`${key}.${value}`) ?? value })) : [],
    maximum: 'maximum' in field ? field.maximum : null,
    pluginId,
    isPerContract: pluginId === null && Object.hasOwn(SUPPLY_FIELDS, path.split('.')[0] ?? ''),
  };
}
