import type { AskedStep, Question } from './questions.ts';

/** The brand's form for one order: each question that is asked of a contract once for each of them. */
export interface OrderForm {
  readonly steps: readonly FormStep[];
}

export interface FormStep {
  readonly code: string;
  readonly label: string;
  /** Asked once. */
  readonly fields: readonly Question[];
  /** Asked of each contract, in their order; paths begin with "contracts.0.". */
  readonly contracts: readonly (readonly Question[])[];
}

/** `asked`: the form of each contract's offer, in the order of the contracts. What several of them ask once is asked once. */
export function formOf(asked: readonly (readonly AskedStep[])[]): OrderForm {
  const codes = [...new Set(asked.flatMap((steps) => steps.map(({ code }) => code)))];
  return {
    steps: codes.map((code) => {
      const same = asked.map((steps) => steps.find((step) => step.code === code));
      const fields = new Map(
        same.flatMap((step) => (step?.fields ?? []).filter(({ isPerContract }) => !isPerContract).map((field) => [field.path, field])),
      );
      const contracts = same.map((step, at) =>
        (step?.fields ?? [])
          .filter(({ isPerContract }) => isPerContract)
          .map((field) => ({ ...field, path: `contracts.${at}.${field.path}` })),
      );
      return { code, label: same.find((step) => step)?.label ?? code, fields: [...fields.values()], contracts };
    }),
  };
}

/** All questions, in the order in which they are asked. */
export const questionsOf = ({ steps }: OrderForm): Question[] => steps.flatMap(({ fields, contracts }) => [...contracts.flat(), ...fields]);

/** The question to a path with numbers in it: "customer.persons.0.firstName". */
export const questionAt = (questions: readonly Question[], path: string): Question | undefined =>
  questions.find((question) => question.path === path) ??
  questions.find((question) => question.path === path.replace(/^(?!contracts\.)(.*?)\.\d+\./, '$1.*.'));

/** Where an answer stands in this page, for a field as the API names it: of an order of one contract it names no number. */
export const placeOf = (questions: readonly Question[], field: string): string =>
  questions.some(({ path }) => path === `contracts.0.${field}`) ? `contracts.0.${field}` : field;
