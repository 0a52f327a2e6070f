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
  const say = (key: string) => texts(language, key);
  const fields = fieldsOf(parts, supplyFields).map(({ path, field, keys, pluginId }) => ({
    step: field.step,
    view: viewOf({ path, field, keys, pluginId }, say),
  }));
  const steps = stepsOf(parts).map(({ code, keys }) => ({
    code,
    label: say(`${keys}step.${code}`) ?? code,
    fields: fields.filter(({ step }) => step === code).map(({ view }) => view),
  }));
  return { steps, schema: orderFormSchema(parts, supplyFields), answers };
}

interface Placed {
  readonly path: string;
  readonly field: LeafField;
  /** What its texts begin with: "form." or "<plugin>.form.". */
  readonly keys: string;
  readonly pluginId: string | null;
}

const fieldsOf = (parts: readonly Part[], supplyFields: Fields): Placed[] => [
  ...leavesOf({ ...supplyFields, ...ENVELOPE_FIELDS }).map((leaf) => ({ ...leaf, keys: 'form.', pluginId: null })),
  ...parts.flatMap(({ pluginId, value }) => leavesOf(value.fields).map((leaf) => ({ ...leaf, keys: `${pluginId}.form.`, pluginId }))),
];

/** Core's steps with those of plugins behind the step that they name; at the end when nobody knows it. */
function stepsOf(parts: readonly Part[]): { readonly code: string; readonly keys: string }[] {
  const steps = ORDER_STEPS.map((code: string) => ({ code, keys: 'form.' }));
  for (const { pluginId, value } of parts) {
    for (const { code, after } of value.steps) {
      const place = steps.findIndex((step) => step.code === after);
      steps.splice(place === -1 ? steps.length : place + 1, 0, { code, keys: `${pluginId}.form.` });
    }
  }
  return steps;
}

function viewOf({ path, field, keys, pluginId }: Placed, say: (key: string) => string | null): FieldView {
  const key = `${keys}${path.replaceAll('.*', '')}`;
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
