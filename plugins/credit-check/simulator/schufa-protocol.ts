import { randomUUID } from 'node:crypto';
import { foundBefore, plainAnswer } from './demo-persons.ts';
import { type CreditRatingRequest, readRequest } from './request-rules.ts';
import { byPhone, inProcessing, json, notFound, problem, report, type SimulatorReply } from './simulator-replies.ts';

export interface SimulatorRules {
  readonly clientId: string;
  /** Empty: the client certificate alone proves who asks. */
  readonly clientSecret: string;
  readonly tokenSeconds: number;
  /** How often manual work is "not yet finished". */
  readonly pollsUntilDone: number;
}

export interface SimulatorCall {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly body: string;
}

export interface Protocol {
  readonly answer: (call: SimulatorCall, baseUrl: string) => SimulatorReply;
  /** From now on every token that was handed out is refused. */
  readonly revokeTokens: () => void;
}

export const BASE_PATH = '/credit-report';
export const TOKEN_PATH = '/token';

/** SCHUFA's side: what is answered to what. Its memory: tokens, and the manual work that is under way. */
export function schufaProtocol(rules: SimulatorRules): Protocol {
  const tokens = new Map<string, number>();
  const manualWork = new Map<string, { readonly request: CreditRatingRequest; readonly score: number; pollsLeft: number }>();
  let reports = 0;
  const newReportId = () => String(81_000_000 + ++reports);

  const token = ({ method, body }: SimulatorCall): SimulatorReply => {
    const form = new URLSearchParams(body);
    if (method !== 'POST' || form.get('grant_type') !== 'client_credentials') return json(400, { error: 'unsupported_grant_type' });
    if ((form.get('scope') ?? 'default') !== 'default') return json(400, { error: 'invalid_scope' });
    const isKnown = form.get('client_id') === rules.clientId && (form.get('client_secret') ?? '') === rules.clientSecret;
    if (!isKnown) return json(401, { error: 'invalid_client' });
    const text = randomUUID();
    // Whole milliseconds, as the clock counts them: a token of less than one has expired when it arrives.
    tokens.set(text, Date.now() + Math.floor(rules.tokenSeconds * 1_000));
    return json(200, { access_token: text, token_type: 'Bearer', expires_in: rules.tokenSeconds, scope: 'default' });
  };

  const isAuthorised = (authorization: string): boolean => (tokens.get(authorization.replace(/^Bearer /, '')) ?? 0) > Date.now();

  const energy = ({ body }: SimulatorCall, baseUrl: string): SimulatorReply => {
    const read = readRequest(parsed(body));
    if ('violations' in read)
      return problem(400, 'Constraint Violation', { detail: 'Your request did not validate', violations: read.violations });
    const { firstName, lastName, dateOfBirth, addresses } = read.request.personData;
    const { currentAddress, previousAddress } = addresses;
    const answer = foundBefore(plainAnswer({ firstName, lastName, dateOfBirth, postalCode: currentAddress.postalCode }), previousAddress);
    if (answer.kind === 'not-found') return notFound();
    if (answer.kind === 'by-phone') return byPhone();
    const reportId = newReportId();
    if (answer.kind !== 'manual') return report(reportId, read.request, answer);
    manualWork.set(reportId, { request: read.request, score: answer.score, pollsLeft: rules.pollsUntilDone });
    return inProcessing(reportId, baseUrl, 'Manual processing of the enquiry is necessary');
  };

  /** A finished report is handed out once. */
  const manualResult = (reportId: string, baseUrl: string): SimulatorReply => {
    const work = manualWork.get(reportId);
    if (!work) return problem(404, 'Not Found');
    if (work.pollsLeft-- > 0) return inProcessing(reportId, baseUrl, 'Manual processing not yet finished.');
    manualWork.delete(reportId);
    return report(reportId, work.request, { kind: 'manual', score: work.score });
  };

  return {
    answer(call, baseUrl) {
      if (call.path === TOKEN_PATH) return token(call);
      if (!isAuthorised(call.authorization)) return problem(401, 'Unauthorized', { detail: 'The token is null or not valid.' });
      if (call.method === 'POST' && call.path === `${BASE_PATH}/energy`) return energy(call, baseUrl);
      const reportId = call.path.match(MANUAL)?.[1];
      if (call.method === 'GET' && reportId !== undefined) return manualResult(reportId, baseUrl);
      return problem(404, 'Not Found', { detail: 'There is no such operation' });
    },
    revokeTokens: () => tokens.clear(),
  };
}

const MANUAL = new RegExp(`^${BASE_PATH}/manual-processing/([^/]+)$`);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused by the rules as "not an object"
  }
}
