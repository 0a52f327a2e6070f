import type { Answers, Fields } from '../forms/field.ts';
import { readAnswers } from '../forms/form.reader.ts';
import type { TxCtx } from '../kernel/context.ts';
import { collect } from '../kernel/hooks.ts';
import type { Problem } from '../kernel/problems.ts';

type Values = Readonly<Record<string, unknown>>;

/** For which order the form is asked. */
export interface OrderFormQuestion {
  /** Null while no offer is chosen. */
  readonly offerId: string | null;
}

/** What a plugin adds to the order form. Its answers stand under `plugins.<its id>`. */
export interface OrderFormPart {
  /** Steps of its own, each behind a step of core or of a plugin before. */
  readonly steps: readonly { readonly code: string; readonly after: string }[];
  /** Labels are its texts "<id>.form.<path>", help "<id>.form.<path>.help", steps "<id>.form.step.<code>". */
  readonly fields: Fields;
  /** For the placeholders of its texts: { months: 6 }. */
  readonly values: Values;
  /** On sound and complete answers of its own; paths are its own ("roofArea"). Null = the fields say it all. */
  readonly check: ((answers: Values) => readonly Problem[]) | null;
  /** The same with a look at the database, inside the transaction: no network. */
  readonly checkInTransaction: ((answers: Values, ctx: TxCtx) => Promise<readonly Problem[]>) | null;
}

/** A plugin's part, with its checks typed by its fields. */
export function orderFormPart<const G extends Fields>(part: {
  readonly fields: G;
  readonly steps?: OrderFormPart['steps'];
  readonly values?: OrderFormPart['values'];
  readonly check?: (answers: Answers<G>) => readonly Problem[];
  readonly checkInTransaction?: (answers: Answers<G>, ctx: TxCtx) => Promise<readonly Problem[]>;
}): OrderFormPart {
  const { fields, steps = [], values = {}, check, checkInTransaction } = part;
  const formOf = (answers: Values) => readAnswers(fields, answers).form;
  return {
    fields,
    steps,
    values,
    check: check
      ? (answers) => {
          const form = formOf(answers);
          return form ? check(form) : [];
        }
      : null,
    checkInTransaction: checkInTransaction
      ? async (answers, ctx) => {
          const form = formOf(answers);
          return form ? checkInTransaction(form, ctx) : [];
        }
      : null,
  };
}

/**
 * What does the order form ask beside core's fields? null = nothing at the moment, as if the plugin were off. A plugin that
 * fails ends the operation: an order without what it demands would be accepted by mistake.
 */
export const orderForm = collect<OrderFormQuestion, OrderFormPart | null>('order.form', undefined, 'abort');
