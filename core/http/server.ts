import { existsSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { legalTextRoutes } from '../brands/legal-text.routes.ts';
import { logoRoutes } from '../brands/logo.routes.ts';
import type { Config } from '../config.ts';
import { documentRoutes } from '../documents/document.routes.ts';
import { exportRoutes } from '../exports/export.routes.ts';
import type { Owners } from '../graphql/plugin-builder.ts';
import type { GraphQLServer } from '../graphql/server.ts';
import { importRoutes } from '../imports/import.routes.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { observe } from '../kernel/metrics.ts';
import { apiCalls } from './api-calls.ts';
import { authRoutes } from './auth.routes.ts';
import { brandHost } from './brand-host.ts';
import { inCallersWords } from './callers-words.ts';
import { faultOf } from './faults.ts';
import { graphqlRoute } from './graphql.route.ts';
import { healthRoutes } from './health.routes.ts';
import { pluginRoutes } from './plugin.routes.ts';
import { readOperations } from './stored-operations.ts';
import { surfaceRoutes } from './surface.routes.ts';

/** Largest body of a request, bytes. */
const BODY_LIMIT = 1_000_000;

export interface HttpOptions {
  readonly kernel: Kernel;
  readonly config: Pick<Config, 'trustProxy' | 'isProduction' | 'metricsToken'>;
  readonly graphql: GraphQLServer;
  readonly owners: Owners;
  readonly schema: GraphQLSchema;
  /** Where "npm run build" put the surfaces and their operations; null = the API alone is served. */
  readonly surfaces: string | null;
}

/** Everything that is reached over HTTP. */
export async function buildHttp({ kernel, config, graphql, owners, schema, surfaces }: HttpOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: kernel.log as FastifyBaseLogger,
    trustProxy: typeof config.trustProxy === 'number' ? withinHops(config.trustProxy) : config.trustProxy,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 600_000, // a large file on a slow line; the head of a request still has one minute
    genReqId: () => crypto.randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
  });
  await app.register(cookie);
  await app.register(helmet, { contentSecurityPolicy: config.isProduction ? {} : false });
  await app.register(brandHost(kernel));
  await app.register(apiCalls(kernel));
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  app.addHook('onResponse', async (request, reply) => noteResponse(request, reply.statusCode, reply.elapsedTime));
  app.setErrorHandler(async (error, request, reply) => {
    const { status, code, message, details } = faultOf(inCallersWords(error, request, kernel.texts), request);
    if (typeof details.retryAfterSeconds === 'number') reply.header('retry-after', details.retryAfterSeconds);
    return reply.status(status).send({ error: { code, message, details } });
  });
  app.setNotFoundHandler(async (_request, reply) =>
    reply.status(404).send({ error: { code: 'NOT_FOUND', message: 'There is nothing at this address' } }),
  );

  await app.register(healthRoutes(kernel, config.metricsToken));
  await app.register(authRoutes(kernel), { prefix: '/auth' });
  await app.register(graphqlRoute({ kernel, graphql, owners, operations: readOperations(surfaces && join(surfaces, 'operations.json')) }));
  await app.register(documentRoutes(kernel, owners), { prefix: '/documents' });
  await app.register(importRoutes(kernel, owners), { prefix: '/imports' });
  await app.register(logoRoutes(kernel, owners), { prefix: '/logo' });
  await app.register(legalTextRoutes(kernel), { prefix: '/legal' });
  await app.register(exportRoutes({ kernel, schema, owners }), { prefix: '/exports' });
  await app.register(pluginRoutes(kernel), { prefix: '/plugins' });
  if (surfaces !== null && existsSync(join(surfaces, 'admin'))) await app.register(surfaceRoutes(kernel, join(surfaces, 'admin')));
  return app;
}

/** The nearest `hops` proxies are ours. */
const withinHops = (hops: number) => (_address: string, hop: number) => hop < hops;

/** One line a request: path without query, because queries may hold tokens and names. */
function noteResponse(request: FastifyRequest, status: number, elapsedMs: number): void {
  const route = request.routeOptions.url ?? 'unknown';
  observe('http', elapsedMs / 1_000, { route, method: request.method, status: String(status) });
  request.log.info({ method: request.method, route, status, ms: Math.round(elapsedMs) }, 'request');
}
