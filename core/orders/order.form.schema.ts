import type { Fields } from '../forms/field.ts';
import { isAnyDemanded } from '../forms/form.reader.ts';
import { type JsonSchema, objectSchema } from '../forms/form.schema.ts';
import { ENVELOPE_FIELDS, MAX_CONTRACTS, SUPPLY_FIELDS } from './order.form.fields.ts';
import type { Part } from './order.form.ts';

/**
 * The form as JSON Schema, draft 2020-12, with the parts of the plugins that are on. Leave out what is not answered; null is not
 * an answer. `supplyFields`: what is asked of the contract that is ordered, where that is known.
 */
export function orderFormSchema(parts: readonly Part[], supplyFields: Fields = SUPPLY_FIELDS): JsonSchema {
  const envelope = objectSchema(ENVELOPE_FIELDS);
  const supply = objectSchema(supplyFields);
  const plugins = pluginsSchema(parts);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      ...propertiesOf(supply),
      ...propertiesOf(envelope),
      contracts: { type: 'array', minItems: 1, maxItems: MAX_CONTRACTS, items: supply },
      plugins: plugins.schema,
    },
    additionalProperties: false,
    ...(plugins.isDemanded && { required: ['plugins'] }),
    allOf: [
      conditionsOf(envelope),
      {
        if: { required: ['contracts'] },
        // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
        then: { properties: Object.fromEntries(Object.keys(supplyFields).map((name) => [name, false])) },
        else: conditionsOf(supply),
      },
    ],
  };
}

function pluginsSchema(parts: readonly Part[]): { readonly schema: JsonSchema; readonly isDemanded: boolean } {
  const demanded = parts.filter(({ value }) => isAnyDemanded(value.fields)).map(({ pluginId }) => pluginId);
  const schema = {
    type: 'object',
    properties: Object.fromEntries(parts.map(({ pluginId, value }) => [pluginId, objectSchema(value.fields)])),
    ...(demanded.length > 0 && { required: demanded }),
  };
  return { schema, isDemanded: demanded.length > 0 };
}

const propertiesOf = ({ properties }: JsonSchema): JsonSchema => ({ ...(typeof properties === 'object' ? properties : {}) });

/** What is required, now or under a condition. */
const conditionsOf = ({ required = [], allOf = [] }: JsonSchema): JsonSchema => ({
  required,
  ...(Array.isArray(allOf) && allOf.length > 0 && { allOf }),
});
