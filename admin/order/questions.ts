import { z } from 'zod/mini';
import type { OrderFormQuery } from '../../generated/admin/graphql.ts';
import type { AnswerValue } from './draft.ts';

export type AskedStep = OrderFormQuery['orderForm']['steps'][number];
export type Question = AskedStep['fields'][number];
export type Answers = Readonly<Record<string, AnswerValue>>;

const When = z.union([
  z.object({ field: z.string(), is: z.array(z.union([z.string(), z.boolean()])) }),
  z.object({ field: z.string(), isNot: z.array(z.union([z.string(), z.boolean()])) }),
]);

/** What other steps of this page answer, or what the page knows by itself. */
const ELSEWHERE = /^(offerId|annualKwh|lowRateKwh|customer\.language|meteringPoint\.address\..*|party\..*)$/;
const OWN_ADDRESS = /^customer\.(street|houseNumber|postcode|city)$/;
/** What only somebody who sells can know. */
const OF_SELLERS = /^(salesChannel|signedOn)$/;
/** Questions that are for some kinds of customers, although nothing demands an answer. */
const FOR_KINDS: Readonly<Record<string, readonly string[]>> = {
  'customer.registerNumber': ['COMPANY'],
  'customer.vatId': ['COMPANY'],
  'customer.title': ['', 'PERSON', 'JOINT'],
};

/** What the page answers at first needs no word about what is meant when it is left out. */
const withoutHelp = (question: Question, kind: string): Question =>
  question.path === 'customer.kind' || (question.path === 'customer.firstName' && kind !== 'COMPANY')
    ? { ...question, help: null }
    : question;

export const idOf = (path: string): string => `q-${path.replaceAll('.', '-')}`;

/** Who answers, and what is settled already. */
export interface Answering {
  readonly answers: Answers;
  readonly isOwnAddress: boolean;
  readonly isSeller: boolean;
}

/** The questions of a list that are open, given the answers so far. */
export function openQuestions(fields: readonly Question[], { answers, isOwnAddress, isSeller }: Answering): Question[] {
  const kind = String(answers['customer.kind'] ?? '');
  return fields.flatMap((question) => {
    const path = question.path.replace(/^contracts\.\d+\./, '');
    if (ELSEWHERE.test(path) || (isOwnAddress && OWN_ADDRESS.test(path)) || (!isSeller && OF_SELLERS.test(path))) return [];
    if (path.startsWith('customer.persons.*.')) return kind === 'JOINT' ? [{ ...question, path: path.replace('*', '0') }] : [];
    if (path.includes('*')) return [];
    if (FOR_KINDS[path]?.includes(kind) === false) return [];
    return question.requiredWhen !== null && !isDemanded(question, answers) && path !== 'customer.firstName' && path !== 'customer.lastName'
      ? []
      : [withoutHelp(question, kind)];
  });
}

/** Whether a question must be answered: always, or because of an answer beside it. */
export function isDemanded({ path, isRequired, requiredWhen }: Question, answers: Answers): boolean {
  const when = When.safeParse(requiredWhen).data;
  if (when === undefined) return isRequired && isBegun(path, answers);
  const beside = `${path.includes('.') ? path.slice(0, path.lastIndexOf('.') + 1) : ''}${when.field}`;
  const answer = answers[beside];
  return 'is' in when ? when.is.some((value) => value === answer) : !when.isNot.some((value) => value === answer);
}

/** Groups that an order may go without are asked for once they are begun. */
const OPTIONAL_GROUPS = /^(customer\.correspondenceAddress|payment|plugins\.[^.]+)\./;

function isBegun(path: string, answers: Answers): boolean {
  const [, group] = OPTIONAL_GROUPS.exec(path) ?? [];
  if (group === undefined || path.startsWith('plugins.')) return true;
  return Object.entries(answers).some(([other, value]) => other.startsWith(`${group}.`) && value !== '' && value !== false);
}

/** What browsers fill in by themselves. */
const AUTOCOMPLETE: Readonly<Record<string, string>> = {
  'customer.firstName': 'given-name',
  'customer.lastName': 'family-name',
  'customer.companyName': 'organization',
  'customer.birthDate': 'bday',
  'customer.email': 'email',
  'customer.phone': 'tel',
  'customer.title': 'honorific-prefix',
  'customer.street': 'address-line1',
  'customer.postcode': 'postal-code',
  'customer.city': 'address-level2',
};

export const autoCompleteOf = (path: string): string => AUTOCOMPLETE[path] ?? 'off';
