import type { FastifyRequest } from 'fastify';
import { loggable } from '../db/faults.ts';
import { isAborted } from '../kernel/aborted.ts';
import { DomainError } from '../kernel/errors.ts';
import { statusOfCode } from './status.ts';

export interface Fault {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What a caller is told of something that was thrown below a route. Bugs are logged and told as "Unexpected error". */
export function faultOf(error: unknown, { id, log, raw }: Pick<FastifyRequest, 'id' | 'log' | 'raw'>): Fault {
  if (error instanceof DomainError) {
    const { code, message, details } = error;
    return { status: statusOfCode(code), code, message, details };
  }
  if (hasLeft(raw) && (isAborted(error) || BROKEN.has(codeOf(error)))) {
    log.info('the caller went away');
    return { status: 499, code: 'CANCELLED', message: 'The caller went away', details: {} };
  }
  const status = statusOf(error);
  if (status < 500 && error instanceof Error) return { status, code: codeOfStatus(status), message: error.message, details: {} };
  log.error({ err: loggable(error) }, 'request failed');
  return { status: 500, code: 'INTERNAL', message: 'Unexpected error', details: { requestId: id } };
}

/** What breaks when a caller goes away in the middle. */
const BROKEN: ReadonlySet<string> = new Set(['ABORT_ERR', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);
const hasLeft = ({ socket }: FastifyRequest['raw']): boolean => socket.destroyed;
const codeOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '');

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;

/** Code of a status that HTTP itself answers with, before any of our code ran. */
const CODES: Readonly<Record<number, string>> = {
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

export const codeOfStatus = (status: number): string => (status >= 500 ? 'INTERNAL' : (CODES[status] ?? 'BAD_REQUEST'));
