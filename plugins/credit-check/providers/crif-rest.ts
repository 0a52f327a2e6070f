import { z } from '#core';
import type { Bureau, BureauAnswer, BureauQuestion } from './bureau.ts';
import { readAnswer } from './read-answer.ts';
import { type BureauAccess, httpBureau } from './rest-bureau.ts';
import { referenceOf } from './schufa-messages.ts';

// CRIF in Germany as mediafinanz publishes the way to it (v2.2, validate): field names, lengths, proof of interest and headers
// are theirs; path and answer are our model, see README.

const NAME = 'CRIF DE';
/** "Geschäftsanbahnung": a contract is about to be concluded. */
const PROOF_OF_INTEREST = 2;

/** The body of POST /validate. Texts that are too long are cut where the bureau cuts them. */
export const crifRequest = ({ person, orderId }: Pick<BureauQuestion, 'person' | 'orderId'>) => ({
  customerReference: referenceOf(orderId),
  proofOfInterest: PROOF_OF_INTEREST,
  reportFormat: 'NONE',
  person:
    person.kind === 'COMPANY'
      ? { companyName: (person.companyName ?? '').slice(0, 80), ...(person.registerNumber && { registerNumber: person.registerNumber }) }
      : {
          gender: 'u',
          firstName: person.firstName.slice(0, 40),
          lastName: person.lastName.slice(0, 40),
          ...(person.birthDate !== null && { dateOfBirth: person.birthDate }),
        },
  address: addressOf(person),
  ...(person.previousAddress && { previousAddress: addressOf(person.previousAddress) }),
});

const addressOf = ({ street, houseNumber, postcode, city, country }: BureauQuestion['person']['previousAddress'] & object) => ({
  street: street.slice(0, 40),
  houseNumber: houseNumber.slice(0, 10),
  postalCode: postcode.slice(0, 10),
  city,
  countryCode: country,
});

const answer = z.object({
  reportId: z.string().min(1),
  score: z.number().int().min(0).max(1_000).nullable(),
  addressValidation: z.enum(['CONFIRMED', 'PERSON_UNKNOWN_AT_ADDRESS', 'ADDRESS_UNKNOWN']),
  negativeFeatures: z.array(z.string()),
});

export const crifRestBureau = (access: BureauAccess): Bureau =>
  httpBureau(NAME, access, {
    ask: async (question, exchange, signal) => {
      const headers = {
        accept: 'application/json',
        'content-type': 'application/json',
        uuid: question.orderId,
        user: access.user,
        password: access.password,
      };
      const { status, body } = await exchange({ path: '/validate', body: JSON.stringify(crifRequest(question)), headers }, signal);
      return status === 404 ? { kind: 'not-found' } : readCrif(body);
    },
  });

function readCrif(body: unknown): BureauAnswer {
  const { reportId, score, addressValidation, negativeFeatures } = readAnswer(answer, body, { from: NAME, what: 'the report' });
  if (score === null) return { kind: 'no-score', reportId, reason: 'NO_SCORE_AVAILABLE' };
  const doubts = [...(addressValidation === 'CONFIRMED' ? [] : [addressValidation]), ...negativeFeatures];
  return { kind: 'scored', reportId, score, riskRate: null, range: null, text: null, doubts };
}
