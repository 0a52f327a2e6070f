import type { Agent, Dispatcher } from 'undici';

/** How a connection is proved and trusted, PEM. Empty text = not given. */
export interface TlsAccess {
  readonly clientCertificate: string;
  readonly clientKey: string;
  /** Whom to trust instead of the system's authorities. */
  readonly certificateAuthority: string;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
  /** Parsed JSON; undefined when the body is something else. */
  readonly body: unknown;
}

export type Send = (
  url: string,
  options: Pick<Dispatcher.RequestOptions, 'method' | 'headers' | 'body'> & { readonly signal: AbortSignal },
) => Promise<Reply>;

const MAX_ANSWER_BYTES = 1_000_000;

/** A connection pool of its own: with the client certificate, if there is one. Redirects are not followed. */
export function bureauHttp({ clientCertificate, clientKey, certificateAuthority }: TlsAccess): Send {
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
    const text = await body.text();
    return { status: statusCode, text, body: jsonOf(text) };
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // whoever reads the body says what it should have been
  }
}
