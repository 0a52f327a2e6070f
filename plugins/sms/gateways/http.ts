export interface Reply {
  readonly status: number;
  /** Parsed JSON; undefined when the body is something else. */
  readonly body: unknown;
}

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
  readonly signal: AbortSignal;
}

/** Posts JSON. Redirects are not followed; a server that is not well (5xx, 429) is a failure. */
export async function post(url: string, { headers, body, signal }: Sent): Promise<Reply> {
  const { request } = await import('undici');
  const answer = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify(body),
    signal,
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 500 || answer.statusCode === 429) throw new Error(`the gateway answered ${answer.statusCode}`);
  return { status: answer.statusCode, body: jsonOf(text) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // whoever reads the body says what it should have been
  }
}
