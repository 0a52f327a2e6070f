import autocannon from 'autocannon';

export interface Target {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  /** Bodies that are sent one after the other, again and again; a function makes each one anew. */
  readonly body?: string | (() => string);
}

export interface Shot {
  readonly requestsPerSecond: number;
  /** Median and 99th percentile of a request, ms. */
  readonly p50: number;
  readonly p99: number;
  readonly requests: number;
}

/** Keeps `connections` requests under way for so many seconds. Throws when an answer is not 200. */
export async function shoot(
  { url, method, headers, body }: Target,
  { seconds, connections }: { seconds: number; connections: number },
): Promise<Shot> {
  const result = await autocannon({
    url,
    method,
    headers,
    connections,
    duration: seconds,
    ...(typeof body === 'string' && { body }),
    ...(typeof body === 'function' && { requests: [{ method, setupRequest: (request) => ({ ...request, body: body() }) }] }),
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} answers were not 200, ${result.errors} failed`);
  return { requestsPerSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, requests: result.requests.total };
}

/** One answer, read. */
export async function once({ url, method, headers, body }: Target): Promise<unknown> {
  const text = typeof body === 'function' ? body() : body;
  const response = await fetch(url, { method, headers, ...(text !== undefined && { body: text }) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${(await response.text()).slice(0, 2_000)}`);
  return response.json();
}
