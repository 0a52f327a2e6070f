import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DomainError } from '../kernel/errors.ts';
import { statusOfCode } from './status.ts';

/** Expected failures by their code; everything else is a bug: logged with the request id, shown as "Unexpected error". */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof DomainError) {
    const { retryAfterSeconds } = error.details;
    if (typeof retryAfterSeconds === 'number') reply.header('retry-after', retryAfterSeconds);
    return send(reply, statusOfCode(error.code), error);
  }
  if (error instanceof z.ZodError) {
    const problems = error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
    const message = problems.map((problem) => `${problem.field || 'body'}: ${problem.message}`).join('; ');
    return send(reply, 400, { code: 'INPUT_INVALID', message, details: { problems } });
  }
  const status = statusOf(error);
  if (status === 415) return send(reply, 415, { code: 'JSON_ONLY', message: 'Content-Type: send application/json' });
  if (status >= 400 && status < 500)
    return send(reply, status, { code: 'REQUEST_INVALID', message: 'body: send one JSON object of at most 10 kB' });
  request.log.error({ err: error }, 'unexpected error');
  return send(reply, 500, { code: 'INTERNAL', message: 'Unexpected error', details: { requestId: request.id } });
}

interface Shown {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

const send = (reply: FastifyReply, status: number, { code, message, details = {} }: Shown): FastifyReply =>
  reply.code(status).send({ error: { code, message, details } });

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
