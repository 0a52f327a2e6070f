import { z } from '#core';
import type { Bureau, BureauAnswer, BureauQuestion } from './bureau.ts';
import { readAnswer } from './read-answer.ts';
import { type BureauAccess, httpBureau } from './rest-bureau.ts';
import { referenceOf } from './schufa-messages.ts';

// Boniversum: the score's range is public, the messages are our model, see README. Whether somebody is known at the address
// and whether they pay are two answers.

const NAME = 'Boniversum';

const reply = z.object({
  reportId: z.string().min(1),
  /** How well the person was found. */
  identification: z.enum(['PERSON_AT_ADDRESS', 'HOUSEHOLD_AT_ADDRESS', 'PERSON_ELSEWHERE', 'SEVERAL']),
  negativeFeatures: z.enum(['NONE', 'SOFT', 'HARD']),
  score: z.number().int().nullish(),
});

export const boniversumBureau = (access: BureauAccess): Bureau =>
  httpBureau(NAME, access, {
    ask: async (question, exchange, signal) => {
      const { status, body } = await exchange({ path: '/inquiries', body: JSON.stringify(inquiryOf(question)) }, signal);
      return status === 404 ? { kind: 'not-found' } : answerOf(body, question.product);
    },
  });

const inquiryOf = ({ person, orderId, product, upgradeOf }: BureauQuestion) => ({
  product,
  legitimateInterest: 'CONTRACT_INITIATION',
  clientReference: referenceOf(orderId),
  ...(upgradeOf !== null && { upgradeOf }),
  subject:
    person.kind === 'COMPANY'
      ? { companyName: person.companyName, ...(person.registerNumber !== null && { registerNumber: person.registerNumber }) }
      : { firstName: person.firstName, lastName: person.lastName, ...(person.birthDate !== null && { dateOfBirth: person.birthDate }) },
  address: { street: person.street, houseNumber: person.houseNumber, postalCode: person.postcode, city: person.city },
});

function answerOf(body: unknown, product: string): BureauAnswer {
  const { reportId, identification, negativeFeatures, score } = readAnswer(reply, body, { from: NAME, what: 'the answer' });
  const doubts = identification === 'PERSON_AT_ADDRESS' ? [] : [identification];
  const known = { kind: 'scored', reportId, riskRate: null, range: negativeFeatures, text: null, doubts } as const;
  if (product === 'negative') return { ...known, score: negativeFeatures === 'NONE' ? 1 : 0 };
  if (score === undefined || score === null) return { kind: 'no-score', reportId, reason: 'NO_SCORE_AVAILABLE' };
  return { ...known, score };
}
