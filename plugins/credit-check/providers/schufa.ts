import { callOutside, DomainError } from '#core';
import type { Bureau, BureauAnswer } from './bureau.ts';
import { bureauHttp, type Reply } from './bureau-http.ts';
import type { RequestReason, SchufaAccess } from './schufa-access.ts';
import { creditRatingRequest, manualAnswer, problemFields, reportAnswer } from './schufa-messages.ts';
import { accessRefused, tokenSource } from './schufa-token.ts';

/** The address that is called declares the legitimate interest (formerly enquiry code AE). */
const ENQUIRIES: Readonly<Record<RequestReason, string>> = { 'energy-contract': '/energy' };
const MANUAL = '/manual-processing';

/**
 * SCHUFA's "Credit Report" API 1.0.0. Each question costs money and SCHUFA knows no idempotency key: a question whose answer
 * got lost on the way is asked, and billed, again under the same reference.
 */
export function schufaBureau(access: SchufaAccess): Bureau {
  const send = bureauHttp(access);
  const tokens = tokenSource(access, send);
  const company = `SCHUFA (${new URL(access.baseUrl).host})`;

  const sendWithToken = async (path: string, body: object | null, signal: AbortSignal): Promise<Reply & { readonly token: string }> => {
    const token = await tokens.get(signal);
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json', ...(body && { 'content-type': 'application/json' }) };
    const reply = await send(`${access.baseUrl}${path}`, {
      method: body ? 'POST' : 'GET',
      headers,
      body: body && JSON.stringify(body),
      signal,
    });
    return { ...reply, token };
  };

  const call = (path: string, body: object | null, unknown: BureauAnswer): Promise<BureauAnswer> =>
    callOutside(company, access.timeoutMs, async (signal) => {
      const first = await sendWithToken(path, body, signal);
      if (first.status !== 401) return answerOf(first, unknown);
      tokens.drop(first.token);
      return answerOf(await sendWithToken(path, body, signal), unknown);
    });

  return {
    ask: (question) => call(ENQUIRIES[access.requestReason], creditRatingRequest(question), { kind: 'not-found' }),
    poll: (reportId) => call(`${MANUAL}/${encodeURIComponent(reportId)}`, null, { kind: 'no-score', reportId, reason: 'REPORT_GONE' }),
  };
}

/** `unknown`: what a 404 means. 404 and 422 are answers about the person; other refusals are errors of ours, the rest failures of theirs. */
function answerOf({ status, body }: Reply, unknown: BureauAnswer): BureauAnswer {
  if (status === 200) return reportAnswer(body);
  if (status === 202) return manualAnswer(body);
  if (status === 401 || status === 403) throw accessRefused(status, 'the question');
  const fields = problemFields(body);
  if (fields === null || status < 400 || status >= 500 || BUSY.has(status)) throw new Error(`SCHUFA answered ${status}`);
  if (status === 404) return unknown;
  if (status === 422) return { kind: 'no-score', reportId: null, reason: 'BY_PHONE_ONLY' };
  throw new DomainError(
    'CREDIT_CHECK_REQUEST_REFUSED',
    `SCHUFA refuses the question (${status})${fields.length > 0 ? `: it does not accept ${fields.join(', ')}` : ''}. Correct the customer's data, or decide the check yourself`,
    { status, fields, bureau: 'SCHUFA' },
  );
}

/** Request timeout, too many requests: worth another try. */
const BUSY: ReadonlySet<number> = new Set([408, 429]);
