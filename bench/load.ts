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

const options = ({ url, method, headers, body }: Target) => ({
  url,
  method,
  headers,
  ...(typeof body === 'string' && { body }),
  ...(typeof body === 'function' && {
    requests: [{ method, setupRequest: (request: autocannon.Request) => ({ ...request, body: body() }) }],
  }),
});

function checked(url: string, result: autocannon.Result): autocannon.Result {
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} answers were not 200, ${result.errors} failed`);
  return result;
}

/** Keeps `connections` requests under way for so many seconds. Throws when an answer is not 200. */
export async function shoot(target: Target, { seconds, connections }: { seconds: number; connections: number }): Promise<Shot> {
  const { requests, latency, duration } = checked(target.url, await autocannon({ ...options(target), connections, duration: seconds }));
  return { requestsPerSecond: requests.total / duration, p50: latency.p50, p99: latency.p99, requests: requests.total };
}

/** So many requests, unmeasured: until then the engine has compiled what is hot. */
export const warmUp = async (target: Target, amount: number): Promise<void> =>
  void checked(target.url, await autocannon({ ...options(target), connections: 8, amount }));

/** One answer, read. */
export async function once({ url, method, headers, body }: Target): Promise<unknown> {
  const text = typeof body === 'function' ? body() : body;
  const response = await fetch(url, { method, headers, ...(text !== undefined && { body: text }) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${(await response.text()).slice(0, 2_000)}`);
  return response.json();
}
