import { Decimal, z } from '#core';
import type { Bureau, BureauAnswer, BureauQuestion } from './bureau.ts';
import { readAnswer } from './read-answer.ts';
import { type BureauAccess, type Exchange, httpBureau } from './rest-bureau.ts';
import { referenceOf } from './schufa-messages.ts';

// Bürgel: companies alone, in two depths: whether something negative is known, or the whole report with an index of 1.0 to 6.0.
// The messages are our model, see README.

const NAME = 'Bürgel';

const hits = z.object({ companies: z.array(z.object({ number: z.string().min(1), name: z.string(), address: z.string() })) });
const reply = z.object({
  reportId: z.string().min(1),
  state: z.enum(['COMPLETE', 'IN_RESEARCH']),
  hasNegativeFeatures: z.boolean().nullish(),
  /** 1.0 is best, 6.0 insolvent; a text, so that no digit is lost. */
  index: z
    .string()
    .regex(/^[1-6]\.\d$/)
    .nullish(),
});

export const buergelBureau = (access: BureauAccess): Bureau =>
  httpBureau(NAME, access, {
    ask: async (question, exchange, signal) => {
      const found = question.candidateId ?? (await identify(question, exchange, signal));
      if (typeof found !== 'string') return found;
      const { status, body } = await exchange({ path: '/reports', body: JSON.stringify(requestOf(question, found)) }, signal);
      return status === 404 ? { kind: 'not-found' } : answerOf(body, question.product);
    },
    poll: async (reportId, exchange, signal) => {
      const { status, body } = await exchange({ path: `/reports/${encodeURIComponent(reportId)}`, body: null }, signal);
      return status === 404 ? { kind: 'no-score', reportId, reason: 'REPORT_GONE' } : answerOf(body, 'detailed');
    },
  });

async function identify({ person }: BureauQuestion, exchange: Exchange, signal: AbortSignal): Promise<string | BureauAnswer> {
  const asked = { companyName: person.companyName, registerNumber: person.registerNumber, postalCode: person.postcode, city: person.city };
  const { body } = await exchange({ path: '/companies/search', body: JSON.stringify(asked) }, signal);
  const { companies } = readAnswer(hits, body, { from: NAME, what: 'the list of companies' });
  const [only] = companies;
  if (!only) return { kind: 'not-found' };
  if (companies.length === 1) return only.number;
  return { kind: 'ambiguous', candidates: companies.map(({ number, ...one }) => ({ id: number, ...one })) };
}

const requestOf = ({ orderId, product, upgradeOf }: BureauQuestion, companyNumber: string) => ({
  companyNumber,
  product,
  purpose: 'CONTRACT',
  reference: referenceOf(orderId),
  ...(upgradeOf !== null && { upgradeOf }),
});

function answerOf(body: unknown, product: string): BureauAnswer {
  const { reportId, state, hasNegativeFeatures, index } = readAnswer(reply, body, { from: NAME, what: 'the report' });
  if (state === 'IN_RESEARCH') return { kind: 'manual', reportId };
  const known = { kind: 'scored', reportId, riskRate: null, range: null, text: null, doubts: [] } as const;
  if (product === 'negative') {
    if (typeof hasNegativeFeatures !== 'boolean') return { kind: 'no-score', reportId, reason: 'NO_SCORE_AVAILABLE' };
    return { ...known, score: hasNegativeFeatures ? 0 : 1 };
  }
  if (typeof index !== 'string') return { kind: 'no-score', reportId, reason: 'NO_SCORE_AVAILABLE' };
  return { ...known, score: new Decimal(index).times(10).toNumber() };
}
