import type { OrderInput } from '../../generated/admin/graphql.ts';
import { isRecord } from '../api/ask.ts';
import { language } from '../kit/text.ts';
import type { AnswerValue, Draft } from './draft.ts';
import type { Question } from './questions.ts';

type Tree = { [key: string]: unknown };

/** The draft as the API takes it: what is empty is left out, so that no group is begun by accident. */
export function inputOf(draft: Draft, questions: readonly Question[]): OrderInput {
  const { address, offerId, answers } = draft;
  const tree: Tree = {};
  const known = new Map(questions.map((question) => [question.path, question]));
  for (const [path, value] of Object.entries(answers)) {
    const question = known.get(path.replace(/\.\d+\./, '.*.'));
    if (question && value !== '' && value !== false) put(tree, path, answerOf(question, value));
  }
  const supplied = { street: address.street, houseNumber: address.houseNumber, postcode: address.postcode, city: address.city };
  if (offerId !== null) put(tree, 'offerId', offerId);
  if (isRecord(tree.customer)) {
    put(tree, 'customer.language', language);
    if (draft.isOwnAddress) Object.assign(tree.customer, supplied);
    else put(tree, 'meteringPoint.address', supplied);
  }
  return tree; // its fields are those of the form, which the API checks
}

const answerOf = ({ type }: Question, value: AnswerValue): unknown =>
  type === 'whole' && typeof value === 'string' ? Number(value.replace(/\D/g, '')) : typeof value === 'string' ? value.trim() : value;

/** Sets a value deep in a tree; a number in the path makes a list. */
function put(tree: Tree, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at: Tree = tree;
  for (const [index, key] of keys.entries()) {
    const next = at[key];
    const made: unknown = typeof next === 'object' && next !== null ? next : /^\d+$/.test(keys[index + 1] ?? last) ? [] : {};
    at[key] = made;
    at = made as Tree;
  }
  at[last] = value;
}

/** Answers of a saved order by their paths, as a draft holds them. */
export function flatAnswers(answers: unknown, prefix = ''): Record<string, AnswerValue> {
  if (!isRecord(answers) && !Array.isArray(answers)) return {};
  const flat: Record<string, AnswerValue> = {};
  for (const [key, value] of Object.entries(answers)) {
    const path = `${prefix}${key}`;
    if (typeof value === 'string' || typeof value === 'boolean') flat[path] = value;
    else if (typeof value === 'number') flat[path] = String(value);
    else Object.assign(flat, flatAnswers(value, `${path}.`));
  }
  return flat;
}
