import { Decimal, z } from '#core';
import type { Bureau, BureauAnswer, BureauQuestion } from './bureau.ts';
import { readAnswer } from './read-answer.ts';
import { type BureauAccess, type Exchange, httpBureau } from './rest-bureau.ts';
import { referenceOf } from './schufa-messages.ts';

// KSV1870: Austria, companies by their number in the Firmenbuch, consumers by name and day of birth. The rating of 100 to 700 is
// public, the messages are our model, see README.

const NAME = 'KSV1870';

const matches = z.object({
  matches: z.array(z.object({ ksvNumber: z.string().min(1), name: z.string(), address: z.string(), isCertain: z.boolean() })),
});
const reply = z.object({
  reportId: z.string().min(1),
  /** 100 = hardly any risk, 700 = insolvent. */
  rating: z.number().int().min(100).max(700).nullish(),
  riskPercent: z.number().min(0).max(100).nullish(),
});

export const ksv1870Bureau = (access: BureauAccess): Bureau =>
  httpBureau(NAME, access, {
    ask: async (question, exchange, signal) => {
      const found = question.candidateId ?? (await identify(question, exchange, signal));
      if (typeof found !== 'string') return found;
      const request = { ksvNumber: found, product: question.product, reason: 'CONTRACT', reference: referenceOf(question.orderId) };
      const { status, body } = await exchange({ path: '/ratings', body: JSON.stringify(request) }, signal);
      return status === 404 ? { kind: 'not-found' } : answerOf(body);
    },
  });

async function identify({ person }: BureauQuestion, exchange: Exchange, signal: AbortSignal): Promise<string | BureauAnswer> {
  const { body } = await exchange({ path: '/identifications', body: JSON.stringify(searched(person)) }, signal);
  const found = readAnswer(matches, body, { from: NAME, what: 'the list of matches' }).matches;
  const certain = found.filter(({ isCertain }) => isCertain);
  const [only] = certain;
  if (only && certain.length === 1) return only.ksvNumber;
  if (found.length === 0) return { kind: 'not-found' };
  return { kind: 'ambiguous', candidates: found.map(({ ksvNumber, name, address }) => ({ id: ksvNumber, name, address })) };
}

const searched = (person: BureauQuestion['person']) => ({
  ...(person.kind === 'COMPANY'
    ? { companyName: person.companyName, firmenbuchNumber: firmenbuchNumber(person.registerNumber) }
    : { firstName: person.firstName, lastName: person.lastName, dateOfBirth: person.birthDate }),
  ...{ street: `${person.street} ${person.houseNumber}`.trim(), postcode: person.postcode, city: person.city },
});

/** "FN 123456 a" and "123456A" are the same number; null = it is none, and the name alone has to do. */
export function firmenbuchNumber(text: string | null): string | null {
  const [, digits, letter] = /^(?:FN)?(\d{1,6})([A-Z])$/.exec((text ?? '').replaceAll(/\s/g, '').toUpperCase()) ?? [];
  return digits === undefined || letter === undefined ? null : `${digits}${letter.toLowerCase()}`;
}

function answerOf(body: unknown): BureauAnswer {
  const { reportId, rating, riskPercent } = readAnswer(reply, body, { from: NAME, what: 'the rating' });
  if (rating === undefined || rating === null) return { kind: 'no-score', reportId, reason: 'NO_SCORE_AVAILABLE' };
  const riskRate = riskPercent === null || riskPercent === undefined ? null : new Decimal(riskPercent);
  return { kind: 'scored', reportId, score: rating, riskRate, range: null, text: null, doubts: [] };
}
