import { day } from './format.ts';
import { isRecord } from './is-record.ts';
import { say } from './text.ts';

/** A question of the order form, as the API describes it. */
export interface Question {
  /** "customer.email"; "*" stands for the number of an entry. */
  readonly path: string;
  readonly label: string;
  readonly type: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

export interface AnswerRow {
  readonly path: string;
  readonly label: string;
  readonly text: string;
}

/** What stands at a path of answers; undefined where nothing does. */
export const answerAt = (answers: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => (Array.isArray(at) ? at[Number(key)] : isRecord(at) ? at[key] : undefined), answers);

/** Answers under the labels of their questions, for people; without ids and without what was left out. */
export const answersAsRows = (answers: unknown, questions: readonly Question[]): AnswerRow[] =>
  questions.flatMap((question) =>
    pathsOf(answers, question.path).flatMap((path) => {
      const value = answerAt(answers, path);
      const isShown = value !== undefined && value !== null && value !== '' && !/Id$/.test(path);
      return isShown ? [{ path, label: question.label, text: answerText(question, value) }] : [];
    }),
  );

function pathsOf(answers: unknown, path: string): string[] {
  const [before = '', after] = path.split('.*.');
  if (after === undefined) return [path];
  const list = answerAt(answers, before);
  return Array.isArray(list) ? list.map((_entry, at) => `${before}.${at}.${after}`) : [];
}

function answerText({ type, choices }: Question, value: unknown): string {
  if (typeof value === 'boolean') return say(value ? 'kit.yes' : 'kit.no');
  if (type === 'day' && typeof value === 'string') return day(value);
  return choices.find((choice) => choice.value === value)?.label ?? String(value);
}
