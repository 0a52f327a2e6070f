import { z } from '#core';
import type { Bureau, BureauAnswer, BureauQuestion } from './bureau.ts';
import { readAnswer } from './read-answer.ts';
import { type BureauAccess, type Exchange, httpBureau, refusedBy } from './rest-bureau.ts';
import { referenceOf } from './schufa-messages.ts';
import { CRIF_NAMESPACE, soapEnvelopes } from './soap-envelope.ts';

// CRIF in Austria and Switzerland, formerly Deltavista: SOAP, operations identifyAddress and getReport. Namespace and names of
// operations are public, their elements are our model, see README. Who it is and whether they pay are two answers.

const listOf = <T extends z.ZodType>(entry: T) =>
  z.preprocess((value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]), z.array(entry));

const identified = z.object({
  identificationState: z.enum(['IDENTIFIED', 'AMBIGUOUS', 'UNKNOWN']),
  candidate: listOf(z.object({ addressId: z.string().min(1), name: z.string(), address: z.string() })),
});

/** Several sources answer; one that is down is named and leaves its part out. */
const report = z.object({
  reportId: z.string().min(1),
  decision: z.enum(['GREEN', 'YELLOW', 'RED', 'NONE']),
  score: z.coerce.number().int().min(0).max(1_000).optional(),
  addressConfirmed: z.enum(['true', 'false']),
  source: listOf(z.object({ name: z.string(), state: z.enum(['OK', 'UNAVAILABLE']) })),
});

export function crifSoapBureau(name: string, access: BureauAccess): Bureau {
  const call = async (operation: string, content: object, { exchange, signal }: Line): Promise<unknown> => {
    const { envelope, openEnvelope } = await soapEnvelopes();
    const headers = { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${CRIF_NAMESPACE}/${operation}"` };
    const { text, status } = await exchange({ path: '', body: envelope(`${operation}Request`, content), headers, hasFaults: true }, signal);
    const body = openEnvelope(text);
    if (body?.kind === 'fault') throw faultOf(name, body.code);
    if (body?.name !== `${operation}Response`) throw new Error(`${name}: the answer to ${operation} (${status}) is no envelope of it`);
    return body.content;
  };
  return httpBureau(name, access, {
    ask: async (question, exchange, signal) => {
      const line = { exchange, signal };
      const found = question.candidateId ?? (await identify(question, (content) => call('identifyAddress', content, line), name));
      if (typeof found !== 'string') return found;
      const content = { addressId: found, reference: referenceOf(question.orderId), reason: 'CONTRACT', product: question.product };
      return readReport(await call('getReport', content, line), name);
    },
  });
}

interface Line {
  readonly exchange: Exchange;
  readonly signal: AbortSignal;
}

async function identify(
  { person, orderId }: BureauQuestion,
  ask: (content: object) => Promise<unknown>,
  name: string,
): Promise<string | BureauAnswer> {
  const answer = await ask({ reference: referenceOf(orderId), searchedAddress: searched(person) });
  const { identificationState, candidate } = readAnswer(identified, answer, { from: name, what: 'the identification' });
  const [only] = candidate;
  if (identificationState === 'UNKNOWN' || !only) return { kind: 'not-found' };
  if (identificationState === 'IDENTIFIED') return only.addressId;
  return { kind: 'ambiguous', candidates: candidate.map(({ addressId, ...one }) => ({ id: addressId, ...one })) };
}

const searched = ({ previousAddress, ...person }: BureauQuestion['person']) => ({
  ...(person.kind === 'COMPANY'
    ? { companyName: person.companyName ?? '', ...(person.registerNumber !== null && { registerNumber: person.registerNumber }) }
    : {
        firstName: person.firstName,
        lastName: person.lastName,
        ...(person.birthDate !== null && { birthDate: person.birthDate }),
      }),
  ...locationOf(person),
  ...(previousAddress && { previousAddress: locationOf(previousAddress) }),
});

const locationOf = ({ street, houseNumber, postcode, city, country }: NonNullable<BureauQuestion['person']['previousAddress']>) => ({
  ...{ street, houseNumber, zip: postcode, city, country },
});

function readReport(content: unknown, name: string): BureauAnswer {
  const { reportId, decision, score, addressConfirmed, source } = readAnswer(report, content, { from: name, what: 'the report' });
  const missing = source.filter(({ state }) => state === 'UNAVAILABLE');
  if (decision === 'NONE' || score === undefined) return { kind: 'no-score', reportId, reason: 'NO_SCORE_AVAILABLE' };
  return {
    ...{ kind: 'scored', reportId, score, riskRate: null, range: decision, text: null },
    doubts: [...(addressConfirmed === 'true' ? [] : ['PERSON_UNKNOWN_AT_ADDRESS']), ...(missing.length > 0 ? ['PARTIAL_RESULT'] : [])],
  };
}

/** A fault of the caller is ours and stays one; a fault of the server passes. */
const faultOf = (name: string, code: string): Error =>
  code === 'Client' ? refusedBy(name, { status: 500, fields: [] }) : new Error(`${name} answered with the fault ${code}`);
