import { Readable } from 'node:stream';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { authenticate } from '../access/authenticate.ts';
import { sessionCookie } from '../access/session-cookie.ts';
import type { Owners } from '../graphql/plugin-builder.ts';
import type { GraphQLServer, RequestContext } from '../graphql/server.ts';
import { contextFor, type Kernel } from '../kernel/kernel.ts';
import { DomainError } from '../kernel/errors.ts';
import { statusOfCode } from './status.ts';

export interface GraphQLRouteOptions {
  readonly kernel: Kernel;
  readonly graphql: GraphQLServer;
  readonly owners: Owners;
}

/** POST and GET /graphql. Bodies are JSON alone: what a foreign page's form can send is refused. */
export const graphqlRoute =
  ({ kernel, graphql, owners }: GraphQLRouteOptions): FastifyPluginAsync =>
  async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    app.route({
      method: ['GET', 'POST', 'OPTIONS'],
      url: '/graphql',
      handler: async (request, reply) => {
        try {
          const context = await requestContext(kernel, request, owners);
          return await answer(graphql, { request, reply, context });
        } catch (cause) {
          if (!(cause instanceof DomainError)) throw cause;
          const { code, message, details } = cause;
          return reply.status(statusOfCode(code)).send({ errors: [{ message, extensions: { code, ...details } }] });
        }
      },
    });
  };

async function requestContext(kernel: Kernel, request: FastifyRequest, fieldOwners: Owners): Promise<RequestContext> {
  const { authorization } = request.headers;
  const viewer = await authenticate(kernel, {
    cookieToken: await cookieTokenOf(kernel, request),
    authorization: authorization ?? null,
    brandId: request.brandId,
    ip: request.ip,
  });
  const asked = request.headers['accept-language']?.slice(0, 2).toLowerCase();
  const language = asked === 'en' || asked === 'de' ? asked : (viewer?.language ?? 'en');
  if (!viewer) return { ctx: null, viewer, requestId: request.id, language };
  const ctx = await contextFor(kernel, { ...viewer, language }, { log: kernel.log.child({ reqId: request.id }) });
  return { ctx: { ...ctx, kernel, requestId: request.id, fieldOwners }, viewer, requestId: request.id, language };
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly context: RequestContext;
}

async function answer(graphql: GraphQLServer, { request, reply, context }: Exchange): Promise<FastifyReply> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === 'string') headers.set(name, value);
  const gone = new AbortController();
  request.raw.socket.once('close', () => gone.abort());
  const response = await graphql.fetch(
    `http://${request.host}${request.url}`,
    { method: request.method, headers, signal: gone.signal, ...(typeof request.body === 'string' && { body: request.body }) },
    context,
  );
  reply.status(response.status);
  response.headers.forEach((value, name) => void reply.header(name, value));
  if (!response.body) return reply.send(null);
  return reply.send(Readable.from(response.body));
}

async function cookieTokenOf({ brands }: Kernel, { brandId, cookies }: FastifyRequest): Promise<string | null> {
  if (brandId === null) return null;
  const { url } = await brands.facts(brandId);
  return cookies[sessionCookie(url).name] ?? null;
}
