import { send } from '../../api/ask.ts';
import type { OperationOfPage } from './reference.facts.ts';

/** So long an example that watches is listened to. */
export const WATCHED_SECONDS = 5;

interface Example {
  readonly query: string;
  readonly variables: unknown;
}

/** Sends an example as a program would, and gives the answer as it came, refusals too. Fails with OFFLINE where nobody answers. */
export async function runExample(kind: OperationOfPage['kind'], example: Example): Promise<string> {
  const over = new AbortController();
  if (kind === 'SUBSCRIPTION') setTimeout(() => over.abort(), WATCHED_SECONDS * 1_000);
  const accept = kind === 'SUBSCRIPTION' ? 'text/event-stream' : 'application/json';
  const response = await send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify(example),
    signal: over.signal,
  });
  return kind === 'SUBSCRIPTION' ? heard(response, over.signal) : pretty(await response.text());
}

/** What was told until it was over. */
async function heard({ body }: Response, signal: AbortSignal): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (reader) {
    const { value, done } = await reader.read().catch((cause: unknown) => {
      if (signal.aborted) return { value: undefined, done: true } as const;
      throw cause;
    });
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  return [...text.matchAll(/^data: ?(.+)$/gm)].map(([, data]) => pretty(data ?? '')).join('\n');
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return text;
  }
}
