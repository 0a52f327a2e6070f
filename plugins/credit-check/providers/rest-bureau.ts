import { callOutside, DomainError } from '#core';
import type { Bureau, BureauAnswer, BureauQuestion, Monitoring } from './bureau.ts';
import { bureauHttp, type Reply, type TlsAccess } from './bureau-http.ts';

/** Where a bureau is and how we prove who we are. Empty text = not given. */
export interface BureauAccess extends TlsAccess {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** For one question including the look-up of a name. */
  readonly timeoutMs: number;
}

/** One request of a bureau's protocol. */
export interface Ask {
  readonly path: string;
  /** null = GET, unless `method` says otherwise. */
  readonly body: string | null;
  readonly method?: 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** SOAP tells faults with status 500: they are read, not thrown away. */
  readonly hasFaults?: boolean;
}

export type Exchange = (ask: Ask, signal: AbortSignal) => Promise<Reply>;

/** What of a bureau's protocol is its own: the messages. How it is reached, and what refusals mean, is the same for all. */
export interface BureauProtocol {
  readonly ask: (question: BureauQuestion, exchange: Exchange, signal: AbortSignal) => Promise<BureauAnswer>;
  readonly poll?: (reportId: string, exchange: Exchange, signal: AbortSignal) => Promise<BureauAnswer>;
  readonly monitoring?: (exchange: (ask: Ask) => Promise<Reply>) => Monitoring;
}

/** A bureau that is reached with user and password over HTTP. One circuit per host. */
export function httpBureau(name: string, access: BureauAccess, protocol: BureauProtocol): Bureau {
  const send = bureauHttp(access);
  const company = `${name} (${new URL(access.url).host})`;
  const credentials = `Basic ${Buffer.from(`${access.user}:${access.password}`).toString('base64')}`;

  const exchange: Exchange = async ({ path, body, method, headers = JSON_HEADERS, hasFaults = false }, signal) => {
    const reply = await send(`${access.url}${path}`, {
      method: method ?? (body === null ? 'GET' : 'POST'),
      headers: { authorization: credentials, ...headers },
      ...(body !== null && { body }),
      signal,
    });
    return hasFaults && reply.status === 500 ? reply : passable(name, reply);
  };
  const single = (ask: Ask) => callOutside(company, access.timeoutMs, (signal) => exchange(ask, signal));
  return {
    ...(protocol.monitoring && { monitoring: protocol.monitoring(single) }),
    ask: (question) => callOutside(company, access.timeoutMs, (signal) => protocol.ask(question, exchange, signal)),
    poll: (reportId) => callOutside(company, access.timeoutMs, (signal) => (protocol.poll ?? neverLater)(reportId, exchange, signal)),
  };
}

/** Answers about the subject pass; refusals are errors of ours, the rest failures of theirs. */
function passable(name: string, reply: Reply): Reply {
  const { status } = reply;
  if (status === 401 || status === 403) {
    throw new DomainError(
      'CREDIT_CHECK_ACCESS_REFUSED',
      `${name} refuses the question (${status}): check user and password, or the client certificate, in the settings. A new certificate works from the day after it was bound`,
      { status, bureau: name },
    );
  }
  if (status === 400 || status === 422) throw refusedBy(name, { status, fields: fieldsOf(reply.body) });
  if (status >= 500 || status === 408 || status === 429) throw new Error(`${name} answered ${status}`);
  return reply;
}

/** The question cannot be answered as it is: somebody corrects the data, or decides without the bureau. */
export const refusedBy = (name: string, { status, fields }: { readonly status: number; readonly fields: readonly string[] }): DomainError =>
  new DomainError(
    'CREDIT_CHECK_REQUEST_REFUSED',
    `${name} refuses the question (${status})${fields.length > 0 ? `: it does not accept ${fields.join(', ')}` : ''}. Correct the customer's data, or decide the check yourself`,
    { status, fields, bureau: name },
  );

/** Names of refused fields; their values are personal data and stay there. */
function fieldsOf(body: unknown): string[] {
  const errors = typeof body === 'object' && body !== null && 'errors' in body && Array.isArray(body.errors) ? body.errors : [];
  return errors.flatMap((error: unknown) =>
    typeof error === 'object' && error !== null && 'field' in error && typeof error.field === 'string' ? [error.field] : [],
  );
}

const neverLater: NonNullable<BureauProtocol['poll']> = async (reportId) => ({ kind: 'no-score', reportId, reason: 'REPORT_GONE' });

const JSON_HEADERS = { accept: 'application/json', 'content-type': 'application/json' };
