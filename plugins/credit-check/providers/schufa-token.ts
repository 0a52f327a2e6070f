import { DomainError } from '#core';
import type { Send } from './bureau-http.ts';
import type { SchufaAccess } from './schufa-access.ts';
import { tokenAnswer } from './schufa-messages.ts';

export interface TokenSource {
  /** A token that lives long enough for a question. */
  readonly get: (signal: AbortSignal) => Promise<string>;
  /** The bureau did not accept it: the next `get` fetches another one. */
  readonly drop: (token: string) => void;
}

const SPARE_SECONDS = 60;

/** OAuth 2.0 client credentials (RFC 6749, 4.4). One token serves all questions until shortly before it expires. */
export function tokenSource({ tokenUrl, clientId, clientSecret }: SchufaAccess, send: Send): TokenSource {
  let current: { readonly text: string; readonly until: number } | null = null;
  let fetching: Promise<string> | null = null;

  const fetchToken = async (signal: AbortSignal): Promise<string> => {
    const form = new URLSearchParams({ grant_type: 'client_credentials', scope: 'default', client_id: clientId });
    if (clientSecret !== '') form.set('client_secret', clientSecret);
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
    const { status, body } = await send(tokenUrl, { method: 'POST', headers, body: form.toString(), signal });
    if (status === 400 || status === 401 || status === 403) throw accessRefused(status, 'an access token');
    if (status !== 200) throw new Error(`SCHUFA answered ${status} to the question for an access token`);

    const { text, lifeSeconds } = tokenAnswer(body);
    const usableSeconds = Math.max(lifeSeconds - SPARE_SECONDS, lifeSeconds / 2);
    current = { text, until: Date.now() + usableSeconds * 1_000 };
    return text;
  };

  return {
    get(signal) {
      if (current && current.until > Date.now()) return Promise.resolve(current.text);
      fetching ??= fetchToken(signal).finally(() => {
        fetching = null;
      });
      return fetching;
    },
    drop(token) {
      if (current?.text === token) current = null;
    },
  };
}

/** No retry helps: credentials, certificate or contract must be mended. */
export const accessRefused = (status: number, what: string): DomainError =>
  new DomainError(
    'CREDIT_CHECK_ACCESS_REFUSED',
    `SCHUFA refuses ${what} (${status}): check clientId, clientSecret, clientCertificate and clientKey in the settings. A new certificate works from the day after it was bound`,
    { status, bureau: 'SCHUFA' },
  );
