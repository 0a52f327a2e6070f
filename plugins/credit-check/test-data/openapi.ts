import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import document from './schufa-energy.openapi.json' with { type: 'json' };

type Schema = keyof (typeof document)['components']['schemas'];

/** SCHUFA applies a pattern to the whole value; JSON Schema would search for it anywhere. */
const withWholePatterns: object = JSON.parse(JSON.stringify(document), (key, value: unknown) =>
  key === 'pattern' ? `^(?:${String(value)})$` : value,
);

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(withWholePatterns, 'schufa');

const compiled = new Map<Schema, ValidateFunction>();

/** What the specification says against a body; an empty list = valid. */
export function violationsOf(schema: Schema, body: unknown): string[] {
  const validate = compiled.get(schema) ?? ajv.compile({ $ref: `schufa#/components/schemas/${schema}` });
  compiled.set(schema, validate);
  return validate(body) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The schema of an answer by its operation and status. */
export const ANSWERS: Readonly<Record<number, Schema>> = {
  200: 'CreditRatingInformation',
  202: 'EnquiryInProcessing',
  400: 'ProblemDetail',
  401: 'ProblemDetail',
  403: 'ProblemDetail',
  404: 'ProblemDetail',
  422: 'ProblemDetail',
};
