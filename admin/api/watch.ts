import { language, say } from '../kit/text.ts';
import { ApiError, idOf, OFFLINE, type Operation, resultOf } from './ask.ts';

/**
 * What one of the stored subscriptions tells, as long as the server tells it (server-sent events). Fails with an ApiError,
 * with code OFFLINE where the line breaks.
 */
export async function* watch<Result, Variables>(
  operation: Operation<Result, Variables>,
  variables: Variables,
  signal: AbortSignal,
): AsyncGenerator<Result> {
  const response = await open(JSON.stringify({ documentId: idOf(operation), variables }), signal);
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
    yield resultOf<Result>(await response.json().catch(() => null), response); // a refusal
    return;
  }
  for await (const { event, data } of eventsOf(response, signal)) {
    if (event === 'complete') return;
    if (event === 'next') yield resultOf<Result>(JSON.parse(data), response);
  }
}

const open = (body: string, signal: AbortSignal): Promise<Response> =>
  fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'accept-language': language },
    body,
    signal,
  }).catch(brokenBy(signal));

interface Told {
  readonly event: string;
  readonly data: string;
}

/** Events are apart by an empty line; what has no data keeps the line open. */
async function* eventsOf({ body }: Response, signal: AbortSignal): AsyncGenerator<Told> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  for (let text = ''; reader; ) {
    const { value, done } = await reader.read().catch(brokenBy(signal));
    if (done) return;
    const blocks = (text + decoder.decode(value, { stream: true })).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
      yield { event: lines.get('event') ?? '', data: lines.get('data') ?? '' };
    }
  }
}

/** Who went away themselves is not told that the line broke. */
const brokenBy =
  (signal: AbortSignal) =>
  (cause: unknown): never => {
    if (signal.aborted) throw cause;
    throw new ApiError(say('kit.offline'), { code: OFFLINE, cause });
  };
