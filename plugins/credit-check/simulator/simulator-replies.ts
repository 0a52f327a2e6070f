import { type SimulatedAnswer, scoreDetails } from './demo-persons.ts';
import type { CreditRatingRequest, Violation } from './request-rules.ts';

export interface SimulatorReply {
  readonly status: number;
  readonly type: 'application/json' | 'application/problem+json' | 'text/html' | 'text/xml; charset=utf-8';
  readonly body: string;
}

export const json = (status: number, body: object): SimulatorReply => ({ status, type: 'application/json', body: JSON.stringify(body) });

export function problem(status: number, title: string, more: { detail?: string; violations?: readonly Violation[] } = {}): SimulatorReply {
  return { status, type: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title, status, ...more }) };
}

/** 200: a report with nothing in it but the person and the score. */
export function report(
  reportId: string,
  { personData }: CreditRatingRequest,
  answer: Extract<SimulatedAnswer, { kind: 'score' | 'manual' | 'no-score' }>,
): SimulatorReply {
  const score =
    answer.kind === 'no-score'
      ? { description: 'Score', status: 'NO_SCORE_AVAILABLE' }
      : { description: 'Score', status: 'OK', details: scoreDetails(answer.score) };
  return json(200, {
    reportId,
    personData: { ...personData, deceasedInformation: { deceased: false } },
    contracts: [],
    courtData: [],
    enquiries: [],
    notes: [],
    identificationReservations: answer.kind === 'score' ? answer.reservations : [],
    score,
  });
}

/** 202: people work on it. */
export const inProcessing = (reportId: string, baseUrl: string, message: string): SimulatorReply =>
  json(202, { message, reportId, href: `${baseUrl}/manual-processing/${reportId}` });

export const notFound = (): SimulatorReply => problem(404, 'Not Found', { detail: 'Person was not found in Schufa database' });

export const byPhone = (): SimulatorReply =>
  problem(422, 'Unprocessable Entity', {
    detail:
      'Automated retrieval of the product for this person not possible. Manual processing is not requested by you and therefore not proceeded.',
  });
