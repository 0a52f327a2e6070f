import { describe, expect, it } from 'vitest';
import { violationsOf } from '../test-data/openapi.ts';
import { manualAnswer, problemFields, reportAnswer, tokenAnswer } from './schufa-messages.ts';

const address = { streetWithNumber: 'Geheimweg 1', postalCode: '10115', city: 'Berlin', country: 'DEU' };
const personData = {
  firstName: 'Gundula',
  lastName: 'Geheimrat',
  gender: 'FEMALE',
  addresses: { currentAddress: address },
  deceasedInformation: { deceased: false },
};
const empty = { contracts: [], courtData: [], enquiries: [], notes: [] };
const report = (changes: object = {}) => ({
  reportId: '4711',
  personData,
  ...empty,
  identificationReservations: [],
  score: { status: 'OK', details: { value: 612, riskRate: 7.25, range: 'C', text: 'C' } },
  ...changes,
});
const errorOf = (work: () => unknown): string => {
  try {
    return `no error: ${JSON.stringify(work())}`;
  } catch (cause) {
    return String(cause);
  }
};

describe("SCHUFA's report", () => {
  it('becomes a score with what belongs to it, and nothing else of the person', () => {
    expect(violationsOf('CreditRatingInformation', report())).toEqual([]);
    const answer = reportAnswer(
      report({ courtData: [{ withDateOfBirth: true, attributeName: 'INSOLVENCY_INITIATED', date: '2025-02-01', reference: 'B1' }] }),
    );
    expect(JSON.parse(JSON.stringify(answer))).toEqual({
      kind: 'scored',
      reportId: '4711',
      score: 612,
      riskRate: '7.25',
      range: 'C',
      text: 'C',
      doubts: [],
    });
  });

  it('may leave out everything but the score itself', () => {
    expect(reportAnswer(report({ score: { status: 'OK', details: { value: 0 } } }))).toMatchObject({
      kind: 'scored',
      score: 0,
      riskRate: null,
      range: null,
      text: null,
    });
  });

  it('tells every doubt about the person, also of a kind that did not exist yet', () => {
    const body = report({
      identificationReservations: ['DIFFERENT_PERSON_DATA', 'NEW_KIND'],
      personData: { ...personData, deceasedInformation: { deceased: true } },
      fraudInformation: { resultType: 'MATCH', matchId: '1' },
    });
    expect(violationsOf('CreditRatingInformation', body)).toEqual([]);
    expect(reportAnswer(body)).toMatchObject({ doubts: ['DIFFERENT_PERSON_DATA', 'NEW_KIND', 'DECEASED', 'FRAUD_MATCH'] });
    expect(reportAnswer(report({ fraudInformation: { resultType: 'NO_MATCH' } }))).toMatchObject({ doubts: [] });
  });

  it('without a usable score says why', () => {
    const reasonOf = (score: object | undefined) => reportAnswer(report({ score }));
    expect(reasonOf({ status: 'NO_SCORE_AVAILABLE' })).toEqual({ kind: 'no-score', reportId: '4711', reason: 'NO_SCORE_AVAILABLE' });
    expect(reasonOf(undefined)).toMatchObject({ reason: 'NO_SCORE_AVAILABLE' });
    expect(reasonOf({ status: 'ERROR', details: { value: 612 } })).toMatchObject({ kind: 'no-score', reason: 'SCORE_ERROR' });
    expect(reasonOf({ status: 'OK' })).toMatchObject({ kind: 'no-score', reason: 'SCORE_ERROR' });
  });

  it('that breaks the specification is refused without repeating personal data', () => {
    const message = errorOf(() => reportAnswer(report({ reportId: undefined, score: { status: 'OK', details: { value: 'Geheim 612' } } })));
    expect(message).toMatch(/at: reportId, score\.details\.value$/);
    expect(message).not.toMatch(/Geheim|612/);
    expect(errorOf(() => reportAnswer(undefined))).toMatch(/at: the whole body$/);
  });
});

describe('other answers', () => {
  it('are read as far as they are needed', () => {
    expect(manualAnswer({ reportId: '1', message: 'm', href: 'https://elsewhere.example/' })).toEqual({ kind: 'manual', reportId: '1' });
    expect(tokenAnswer({ access_token: 'abc', expires_in: '300', token_type: 'Bearer' })).toEqual({ text: 'abc', lifeSeconds: 300 });
    expect(problemFields({ status: 400, violations: [{ field: 'reference', message: 'Geheim' }] })).toEqual(['reference']);
    expect(problemFields({ status: 400 })).toEqual([]);
    expect(problemFields({ message: 'Forbidden' })).toBe(null);
    expect(problemFields(undefined)).toBe(null);
  });

  it('that are refused do not show the token', () => {
    expect(errorOf(() => tokenAnswer({ access_token: 'very-secret', expires_in: 'soon' }))).not.toContain('very-secret');
  });
});
