import type { Agent, Dispatcher } from 'undici';

/** Why we ask: the legitimate interest (GDPR Art. 6(1)(f)) that is declared with each question. */
export type RequestReason = 'energy-contract';

/** Where SCHUFA is and how we prove who we are. Empty text = not given. */
export interface SchufaAccess {
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
  readonly certificateAuthority: string;
  readonly requestReason: RequestReason;
  /** For one question including the access token. */
  readonly timeoutMs: number;
}

export interface Reply {
  readonly status: number;
  /** Parsed JSON; undefined when the body is something else. */
  readonly body: unknown;
}

export type Send = (
  url: string,
  options: Pick<Dispatcher.RequestOptions, 'method' | 'headers' | 'body'> & { readonly signal: AbortSignal },
) => Promise<Reply>;

const MAX_ANSWER_BYTES = 1_000_000;

/** A connection pool of its own: with the client certificate, if there is one. Redirects are not followed. */
export function schufaHttp({ clientCertificate, clientKey, certificateAuthority }: SchufaAccess): Send {
  let pool: Agent | undefined;
  const poolOf = (Pool: typeof Agent): Agent =>
    new Pool({
      maxResponseSize: MAX_ANSWER_BYTES,
      connect: {
        ...(clientCertificate !== '' && { cert: clientCertificate, key: clientKey }),
        ...(certificateAuthority !== '' && { ca: certificateAuthority }),
      },
    });
  return async (url, options) => {
    // Loaded with the first question: most processes never ask one, and it costs a tenth of a second and 20 MB.
    const { Agent: Pool, request } = await import('undici');
    pool ??= poolOf(Pool);
    const dispatcher = pool;
    const { statusCode, body } = await request(url, { ...options, dispatcher });
    return { status: statusCode, body: jsonOf(await body.text()) };
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // whoever reads the body says what it should have been
  }
}
