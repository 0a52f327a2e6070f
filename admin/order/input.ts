import type { OrderInput } from '../../generated/admin/graphql.ts';
import { isRecord } from '../kit/is-record.ts';
import { language } from '../kit/text.ts';
import type { AnswerValue, Draft } from './draft.ts';
import { type OrderForm, questionAt, questionsOf } from './form.ts';
import type { Question } from './questions.ts';
import type { Address } from './supplies.ts';

type Tree = { [key: string]: unknown };

/** The draft as the API takes it: what is empty is left out, so that no group is begun by accident. */
export function inputOf(draft: Draft, form: OrderForm): OrderInput {
  const { address, answers, supplies } = draft;
  const supplyAt = (at: number, { street, houseNumber, postcode, city }: Address): void => {
    if (questions.some(({ path }) => path === `contracts.${at}.meteringPoint.code`))
      put(tree, `contracts.${at}.meteringPoint.address`, { street, houseNumber, postcode, city });
  };
  const questions = questionsOf(form);
  const tree: Tree = {};
  for (const [path, value] of Object.entries(answers)) {
    const question = questionAt(questions, path);
    if (question && value !== '' && value !== false) put(tree, path, answerOf(question, value));
  }
  supplies.forEach(({ offerId }, at) => {
    if (offerId !== null) put(tree, `contracts.${at}.offerId`, offerId);
  });
  const supplied = { street: address.street, houseNumber: address.houseNumber, postcode: address.postcode, city: address.city };
  if (isRecord(tree.customer)) {
    put(tree, 'customer.language', language);
    if (draft.isOwnAddress) Object.assign(tree.customer, supplied);
    else for (const at of supplies.keys()) supplyAt(at, address);
  }
  for (const [at, supply] of supplies.entries()) if (supply.address) supplyAt(at, supply.address);
  return supplies.length === 1 ? ofOneContract(tree) : tree; // its fields are those of the form, which the API checks
}

/** An order of one contract says what it is about in the form itself. */
function ofOneContract({ contracts, ...order }: Tree): Tree {
  const [only]: unknown[] = Array.isArray(contracts) ? contracts : [];
  return { ...(isRecord(only) && only), ...order };
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
