import { z } from '#core';
import type { Bureau, BureauAnswer, BureauQuestion } from './bureau.ts';
import { creditreformMonitoring } from './creditreform-monitoring.ts';
import { readAnswer } from './read-answer.ts';
import { type BureauAccess, type Exchange, httpBureau } from './rest-bureau.ts';
import { referenceOf } from './schufa-messages.ts';

// Creditreform identifies first: a name leads to one or several Crefo numbers, the number to the solvency index. Reports and
// reasons as CrediConnect publishes them (POST /v3/reports); the look-up and the answer's fields are our model, see README.

const NAME = 'Creditreform';

const candidates = z.object({
  hits: z.array(z.object({ crefo: z.string().min(1), name: z.string(), address: z.string(), match: z.enum(['EXACT', 'SIMILAR']) })),
});

/** 600 = insolvent, 500 = serious disturbances, 100 to 499 an index; null for newly founded and unclear cases. */
const report = z.object({
  reportId: z.string().min(1),
  status: z.enum(['READY', 'IN_PROGRESS']),
  solvencyIndex: z.number().int().min(100).max(600).nullish(),
  riskClass: z.string().nullish(),
  reservations: z.array(z.string()).default([]),
});

export const creditreformBureau = (access: BureauAccess): Bureau =>
  httpBureau(NAME, access, {
    monitoring: creditreformMonitoring,
    ask: async (question, exchange, signal) => {
      const found = question.candidateId ?? (await identify(question, exchange, signal));
      if (typeof found !== 'string') return found;
      const { status, body } = await exchange({ path: '/v3/reports', body: JSON.stringify(reportRequest(question, found)) }, signal);
      return status === 404 ? { kind: 'not-found' } : readReport(body);
    },
    poll: async (reportId, exchange, signal) => {
      const { status, body } = await exchange({ path: `/v3/reports/${encodeURIComponent(reportId)}`, body: null }, signal);
      return status === 404 ? { kind: 'no-score', reportId, reason: 'REPORT_GONE' } : readReport(body);
    },
  });

/** The Crefo number of the one that is meant; otherwise what is to be told. */
async function identify({ person }: BureauQuestion, exchange: Exchange, signal: AbortSignal): Promise<string | BureauAnswer> {
  const { status, body } = await exchange({ path: '/v3/companies/search', body: JSON.stringify(searchFor(person)) }, signal);
  if (status === 404) return { kind: 'not-found' };
  const { hits } = readAnswer(candidates, body, { from: NAME, what: 'the list of candidates' });
  const exact = hits.filter(({ match }) => match === 'EXACT');
  const [only] = exact;
  if (only && exact.length === 1) return only.crefo;
  if (hits.length === 0) return { kind: 'not-found' };
  return { kind: 'ambiguous', candidates: hits.map(({ crefo, name, address }) => ({ id: crefo, name, address })) };
}

const searchFor = (person: BureauQuestion['person']) => ({
  subject: person.kind === 'COMPANY' ? 'COMPANY' : 'CONSUMER',
  name: person.kind === 'COMPANY' ? person.companyName : `${person.firstName} ${person.lastName}`,
  ...(person.registerNumber !== null && { registerNumber: person.registerNumber }),
  ...(person.vatId !== null && { vatId: person.vatId }),
  ...(person.birthDate !== null && { dateOfBirth: person.birthDate }),
  street: `${person.street} ${person.houseNumber}`.trim(),
  postCode: person.postcode,
  city: person.city,
  country: person.country,
});

const reportRequest = ({ orderId, product, upgradeOf }: BureauQuestion, crefo: string) => ({
  crefo,
  reasonOfInquiry: 'Contract',
  product,
  customerReference: referenceOf(orderId),
  ...(upgradeOf !== null && { upgradeOf }),
});

function readReport(body: unknown): BureauAnswer {
  const { reportId, status, solvencyIndex, riskClass, reservations } = readAnswer(report, body, { from: NAME, what: 'the report' });
  if (status === 'IN_PROGRESS') return { kind: 'manual', reportId };
  if (solvencyIndex === undefined || solvencyIndex === null) return { kind: 'no-score', reportId, reason: 'NO_SCORE_AVAILABLE' };
  return { kind: 'scored', reportId, score: solvencyIndex, riskRate: null, range: riskClass ?? null, text: null, doubts: reservations };
}
