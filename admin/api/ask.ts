import { isRecord } from '../kit/is-record.ts';
import { language, say } from '../kit/text.ts';

/** Something that keeps an answer from being given, as the API says it. */
export class ApiError extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;

  constructor(message: string, { code, details = {}, requestId = null, cause }: ErrorFacts) {
    super(message, { cause });
    this.code = code;
    this.details = details;
    this.requestId = requestId;
  }
}

interface ErrorFacts {
  readonly code: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly requestId?: string | null;
  readonly cause?: unknown;
}

/** The code of an error that no answer brought: the line is down, or took too long. */
export const OFFLINE = 'OFFLINE';
const PATIENCE_MS = 20_000;

/** One of the operations that the build stored on the server: here is its id, and for the compiler what it takes and gives. */
export interface Operation<Result, Variables> {
  readonly __apiType?: (variables: Variables) => Result;
}

/** Gives the Authorization header; `isOver`: the one that it gave last is not good any more. */
export type Identity = (isOver: boolean) => Promise<string>;
let identity: Identity | null = null;

/** From now on this page asks as this one, whoever may be signed in: no cookie is sent. */
export const askAs = (given: Identity): void => {
  identity = given;
};

export interface Asking {
  readonly signal?: AbortSignal;
  /** For pages without a session: goes into the Authorization header. */
  readonly authorization?: string;
}

/** Sends one of the stored operations. Fails with an ApiError, with code OFFLINE where nobody answered. */
export async function ask<Result, Variables>(
  operation: Operation<Result, Variables>,
  variables: Variables,
  asking: Asking = {},
): Promise<Result> {
  if (!identity || asking.authorization) return askWith(operation, variables, asking);
  const { signal } = asking;
  try {
    return await askWith(operation, variables, { ...(signal && { signal }), authorization: await identity(false) });
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'GUEST_OVER') throw error;
    return askWith(operation, variables, { ...(signal && { signal }), authorization: await identity(true) });
  }
}

async function askWith<Result, Variables>(
  operation: Operation<Result, Variables>,
  variables: Variables,
  { signal, authorization }: Asking,
): Promise<Result> {
  const response = await send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...(authorization && { authorization }) },
    body: JSON.stringify({ documentId: idOf(operation), variables }),
    ...(signal && { signal }),
  });
  return resultOf<Result>(await jsonOf(response, signal), response);
}

/** What an answer of the API brings; fails with the first of its errors. */
export function resultOf<Result>(answer: unknown, response: Response): Result {
  const { data, errors } = isRecord(answer) ? answer : {};
  const [first]: unknown[] = Array.isArray(errors) ? errors : [];
  if (isRecord(first)) throw errorOf(first, response.headers.get('x-request-id'));
  if (!isRecord(data)) throw new ApiError(say('kit.unexpected'), { code: 'INTERNAL', requestId: response.headers.get('x-request-id') });
  return data as Result; // the server checked the operation that this type was made from
}

/** What an answer says; null where it is no JSON. A line that breaks in the middle of it is a line that is down. */
async function jsonOf(response: Response, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    if (signal?.aborted) throw cause;
    throw new ApiError(say('kit.offline'), { code: OFFLINE, cause });
  }
}

/** Sends JSON to a route of its own; null where it answers with nothing. */
export async function post(path: string, body: object, asking: Asking = {}): Promise<unknown> {
  const { signal, authorization } = asking;
  const response = await send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
  return answerOf(response);
}

/** What a route of its own answers. */
export const get = async (path: string, { signal, authorization }: Asking = {}): Promise<unknown> =>
  answerOf(await send(path, { headers: { ...(authorization && { authorization }) }, ...(signal && { signal }) }));

async function answerOf(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  throw refusalOf(answer, response.headers.get('x-request-id'));
}

/** What a route says that does not do what it was asked. */
export function refusalOf(answer: unknown, requestId: string | null): ApiError {
  const { error } = isRecord(answer) ? answer : {};
  return isRecord(error)
    ? errorOf({ message: error.message, extensions: { ...(isRecord(error.details) && error.details), code: error.code } }, requestId)
    : new ApiError(say('kit.unexpected'), { code: 'INTERNAL', requestId });
}

/** A request to this very host; fails with OFFLINE where nobody answers. */
export async function send(path: string, init: RequestInit): Promise<Response> {
  const tooLong = AbortSignal.timeout(PATIENCE_MS);
  const signal = init.signal ? AbortSignal.any([init.signal, tooLong]) : tooLong;
  try {
    return await fetch(path, {
      ...init,
      signal,
      credentials: identity ? 'omit' : 'same-origin',
      headers: { ...init.headers, 'accept-language': language },
    });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError(say('kit.offline'), { code: OFFLINE, cause });
  }
}

function errorOf({ message, extensions }: Record<string, unknown>, askedAs: string | null): ApiError {
  const { code, ...details } = isRecord(extensions) ? extensions : {};
  const requestId = typeof details.requestId === 'string' ? details.requestId : askedAs;
  const text = code === 'INTERNAL' ? say('kit.unexpected') : String(message);
  return new ApiError(text, { code: typeof code === 'string' ? code : 'INTERNAL', details, requestId });
}

/** The build leaves nothing of an operation but the id under which the server stored it. */
export function idOf(operation: unknown): string {
  const meta = isRecord(operation) ? operation.__meta__ : null;
  if (!isRecord(meta) || typeof meta.hash !== 'string') throw new Error('this operation was not stored by the build');
  return meta.hash;
}
