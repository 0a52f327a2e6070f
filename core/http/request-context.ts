import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mayReadAllOf, mayWrite, type RouteWrite } from '../access/api-scopes.ts';
import { authenticate } from '../access/authenticate.ts';
import { sessionCookie } from '../access/session-cookie.ts';
import type { GraphQLContext } from '../graphql/builder.ts';
import type { Owners } from '../graphql/plugin-builder.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import { DomainError } from '../kernel/errors.ts';
import { contextFor, type Kernel } from '../kernel/kernel.ts';
import { callOf } from './api-calls.ts';
import { languageAsked } from './callers-words.ts';

interface Pair {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Who asks, by cookie or key, and the context they act in; without one for strangers. */
export async function requestContext(kernel: Kernel, { request, reply }: Pair, fieldOwners: Owners): Promise<RequestContext> {
  const { authorization } = request.headers;
  const cookie = await sessionCookieOf(kernel, request);
  const viewer = await authenticate(kernel, {
    cookieToken: cookie?.token ?? null,
    authorization: authorization ?? null,
    brandId: request.brandId,
    ip: request.ip,
  });
  if (cookie && !viewer) reply.clearCookie(cookie.name, { path: '/' }); // it is not good any more
  const language = languageAsked(request) ?? viewer?.language ?? 'en';
  if (!viewer) return { ctx: null, viewer, requestId: request.id, language };
  const call = viewer.kind === 'api-key' ? callOf({ id: viewer.id, brandId: viewer.brandId }) : null;
  request.apiCall = call;
  const ctx = await contextFor(kernel, { ...viewer, language }, { log: kernel.log.child({ reqId: request.id }) });
  return { ctx: { ...ctx, kernel, requestId: request.id, fieldOwners }, viewer, requestId: request.id, language, call };
}

/** What a route of its own needs, as the gate asks it of a field. */
export interface RouteNeeds {
  readonly permission: string;
  /** API keys: they must be able to read this whole type or this field ("Type.field"), or carry this scope for writing. */
  readonly reads?: string;
  readonly writes?: RouteWrite;
}

/** The context of somebody who may: else UNAUTHENTICATED, FORBIDDEN with what is missing, as in GraphQL. */
export async function admitted(
  kernel: Kernel,
  pair: Pair,
  { owners, ...needed }: RouteNeeds & { readonly owners: Owners },
): Promise<GraphQLContext> {
  const { ctx } = await requestContext(kernel, pair, owners);
  if (!ctx) throw new DomainError('UNAUTHENTICATED', 'Sign in, or send an API key as "Authorization: Bearer …"');
  refuseForeignOrigin(pair.request);
  const { permissions, scopes } = ctx.viewer;
  const { permission, reads, writes } = needed;
  if (!permissions.has(permission))
    throw new DomainError('FORBIDDEN', `This needs the permission "${permission}"; ask your administrator`, { permission });
  const lacks = (scope: string): never => {
    throw new DomainError('FORBIDDEN', `This API key lacks the scope "${scope}"; ask for a key with it`, { scope });
  };
  if (scopes !== null && reads !== undefined && !mayReadAllOf(scopes, reads)) lacks(`read:${reads}`);
  if (scopes !== null && writes !== undefined && !mayWrite(scopes, writes)) lacks(`write:${writes}`);
  return ctx;
}

/** A form of another site can send files with a signed-in person's cookie: browsers say where it stands. */
function refuseForeignOrigin({ method, headers, host }: FastifyRequest): void {
  const { origin } = headers;
  if (method === 'GET' || origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host)
    throw new DomainError('FORBIDDEN', 'origin: this address takes requests from its own pages alone; open it directly');
}

async function sessionCookieOf({ brands }: Kernel, { brandId, cookies }: FastifyRequest): Promise<{ name: string; token: string } | null> {
  if (brandId === null) return null;
  const { name } = sessionCookie((await brands.facts(brandId)).url);
  const token = cookies[name];
  return token === undefined ? null : { name, token };
}
