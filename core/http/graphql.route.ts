import { Readable } from 'node:stream';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Owners } from '../graphql/plugin-builder.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import type { GraphQLServer } from '../graphql/server.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { codeOfStatus, faultOf } from './faults.ts';
import { createGuestGate } from './guest.gate.ts';
import { requestContext } from './request-context.ts';
import { type StoredOperations, withText } from './stored-operations.ts';

export interface GraphQLRouteOptions {
  readonly kernel: Kernel;
  readonly graphql: GraphQLServer;
  readonly owners: Owners;
  readonly operations: StoredOperations;
}

/** POST and GET /graphql. Bodies are JSON alone: what a foreign page's form can send is refused. */
export const graphqlRoute =
  ({ kernel, graphql, owners, operations }: GraphQLRouteOptions): FastifyPluginAsync =>
  async (app) => {
    app.removeAllContentTypeParsers();
    app.decorateRequest('isStored', false);
    app.addContentTypeParser('application/json', { parseAs: 'string' }, async (request: FastifyRequest, body: string) => {
      const text = withText(body, operations);
      request.isStored = text !== body;
      return text;
    });
    const admitGuest = createGuestGate(kernel.wallClock);
    // Answers hold personal data; a link to a query would otherwise stay in the browser's cache.
    app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
    const streams = new Set<Readable>();
    // Whoever watches would keep the server from closing for as long as they watch.
    app.addHook('preClose', async () => {
      for (const stream of streams) stream.push(null);
    });
    app.setErrorHandler(async (error, request, reply) => {
      const { status, code, message, details } = faultOf(error, request);
      if (typeof details.retryAfterSeconds === 'number') reply.header('retry-after', details.retryAfterSeconds);
      return reply.status(status).send({ errors: [{ message, extensions: { ...details, code } }] });
    });
    app.route({
      method: ['GET', 'POST', 'OPTIONS'],
      url: '/graphql',
      handler: async (request, reply) => {
        const context = await requestContext(kernel, { request, reply }, owners);
        admitGuest(request, context.viewer);
        const quick = await quickAnswer(graphql, { request, reply, context });
        if (quick !== null) return quick;
        const body = await answer(graphql, { request, reply, context });
        if (body instanceof Readable && isEventStream(reply)) {
          streams.add(body);
          body.once('close', () => streams.delete(body));
        }
        return reply.send(body);
      },
    });
  };

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly context: RequestContext;
}

/** What every ordinary client sends and takes. */
const PLAIN: ReadonlySet<string> = new Set(['*/*', 'application/json']);

/** The body of an ordinary answer, always with status 200; null = the ordinary server answers. */
async function quickAnswer({ quick }: GraphQLServer, { request, reply, context }: Exchange): Promise<string | null> {
  if (request.method !== 'POST' || typeof request.body !== 'string' || request.url !== '/graphql') return null;
  if (!PLAIN.has(request.headers.accept ?? '*/*')) return null;
  const body = await quick(request.body, context);
  if (body !== null) reply.header('content-type', 'application/json; charset=utf-8');
  return body;
}

/** Fills in status and headers; returns the body, null where there is none. */
async function answer(graphql: GraphQLServer, { request, reply, context }: Exchange): Promise<Readable | object | null> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers.set(name, value);
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const response = await graphql.fetch(
    `http://${request.host}${request.url}`,
    { method: request.method, headers, signal: gone.signal, ...(typeof request.body === 'string' && { body: request.body }) },
    context,
  );
  reply.status(response.status);
  response.headers.forEach((value, name) => void reply.header(name, value));
  if (!response.body) return response.ok ? null : { errors: [refusal(response.status)] };
  return Readable.from(response.body);
}

const isEventStream = (reply: FastifyReply): boolean => String(reply.getHeader('content-type')).startsWith('text/event-stream');

/** What Yoga refuses without a word. */
const refusal = (status: number) => ({
  message: 'Send a POST with JSON as application/json, and accept application/json or text/event-stream',
  extensions: { code: codeOfStatus(status) },
});
