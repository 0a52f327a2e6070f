import { type GraphQLSchema, isObjectType } from 'graphql';
import type { Prisma } from '#prisma';
import { needs } from '../graphql/builder.ts';
import { connectionField } from '../graphql/connection.ts';
import { only } from '../graphql/filters.ts';
import type { Shared } from '../graphql/shared.ts';
import { inTransaction } from '../kernel/context.ts';
import { createApiKey, revokeApiKey, rotateApiKey, type ShownApiKey } from './api-keys.ts';
import { ROUTE_WRITES, type ScopeLookup } from './api-scopes.ts';

export function apiKeySchema({ builder, connections }: Shared): void {
  const ApiKey = builder.prismaObject('ApiKey', {
    description: "A third party's key for this brand.",
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      name: t.exposeString('name', { description: 'What it is for.' }),
      prefix: t.exposeString('prefix', { description: 'First characters, to recognise it by.' }),
      scopes: t.exposeStringList('scopes', { description: 'What it may: read:*, read:Type, read:Type.field, write:*, write:mutation.' }),
      partnerId: t.exposeID('partnerId', { nullable: true, description: "Limits it to this partner's sub-tree." }),
      allowedIps: t.exposeStringList('allowedIps', { description: 'From where; empty = from anywhere.' }),
      rateLimit: t.exposeInt('rateLimit', { description: 'Requests a minute.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
      createdBy: t.exposeString('createdBy', { description: 'By whom.' }),
      expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true, description: 'When it ends.' }),
      revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true, description: 'When it was revoked.' }),
      lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true, description: 'Last use, to the minute.' }),
      replacedById: t.exposeID('replacedById', { nullable: true, description: 'The key that took its place.' }),
    }),
  });
  const Shown = builder.objectRef<ShownApiKey>('NewApiKey');
  Shown.implement({
    description: 'A new key with its secret, shown this once.',
    fields: (t) => ({
      text: t.exposeString('text', { description: 'The key: send it as "Authorization: Bearer …". Nobody can read it again.' }),
      key: t.field({ type: ApiKey, description: 'What is kept of it.', resolve: ({ key }) => key }),
    }),
  });
  const Filter = builder.inputType('ApiKeyFilter', {
    description: 'Which keys.',
    fields: (t) => ({ prefix: t.string({ description: 'Exactly this prefix.' }) }),
  });
  connectionField(builder, connections, {
    name: 'apiKeys',
    type: 'ApiKey',
    permission: 'api-key.read',
    description: "The brand's API keys.",
    sort: { CREATED_AT: { column: 'createdAt', description: 'When it was made.' } },
    filter: { ref: Filter, where: ({ prefix }: typeof Filter.$inferInput) => only({ prefix }) },
  });

  builder.queryField('apiKey', (t) =>
    t.prismaField({
      type: 'ApiKey',
      nullable: true,
      description: 'A key by its id; null when the brand has none.',
      extensions: needs('api-key.read'),
      args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
      resolve: (query, _root, { id }, { db }) => db.apiKey.findUnique({ ...query, where: { id } }),
    }),
  );

  builder.prismaObject('ApiRequest', {
    description: 'Requests of a key in one second that asked for the same and ended alike. What was asked about and answered is not kept.',
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Id.' }),
      keyId: t.exposeID('keyId', { description: 'The key.' }),
      at: t.expose('at', { type: 'DateTime', description: 'When the first of them came.' }),
      operation: t.exposeString('operation', { description: '"query contracts", "POST /imports".' }),
      status: t.exposeInt('status', { description: 'HTTP status.' }),
      code: t.exposeString('code', { nullable: true, description: 'Code of the first error; null = none.' }),
      ip: t.exposeString('ip', { description: 'From where.' }),
      times: t.exposeInt('times', { description: 'How many there were.' }),
      ms: t.exposeInt('ms', { description: 'What the longest of them took, in milliseconds.' }),
    }),
  });
  const RequestFilter = builder.inputType('ApiRequestFilter', {
    description: 'Which requests. Conditions hold together.',
    fields: (t) => ({
      keyId: t.id({ description: 'Of this key.' }),
      isRefused: t.boolean({ description: 'Only those that ended with an error, or without one.' }),
    }),
  });
  connectionField(builder, connections, {
    name: 'apiRequests',
    type: 'ApiRequest',
    permission: 'api-key.read',
    description: 'What keys asked for in the last 30 days, newest first; a second late.',
    sort: { ID: { column: 'id', description: 'As they came.' } },
    filter: {
      ref: RequestFilter,
      where: ({ keyId, isRefused }: typeof RequestFilter.$inferInput): Prisma.ApiRequestWhereInput => ({
        ...only({ keyId }),
        ...(isRefused != null && { code: isRefused ? { not: null } : null }),
      }),
    },
  });

  builder.mutationField('createApiKey', (t) =>
    t.field({
      type: Shown,
      description: 'Makes a key for this brand.',
      extensions: needs('api-key.write'),
      args: {
        name: t.arg.string({ required: true, description: 'What it is for.' }),
        scopes: t.arg.stringList({ required: true, description: 'read:*, read:Type, read:Type.field, write:*, write:mutation.' }),
        partnerId: t.arg.id({ description: "Limits it to this partner's sub-tree." }),
        allowedIps: t.arg.stringList({ description: 'Addresses or CIDR blocks; from anywhere when left out.' }),
        rateLimit: t.arg.int({ defaultValue: 600, description: 'Requests a minute.' }),
        expiresAt: t.arg({ type: 'DateTime', description: 'When it ends; never when left out.' }),
      },
      resolve: (_root, { name, scopes, partnerId, allowedIps, rateLimit, expiresAt }, ctx, { schema }) =>
        inTransaction(ctx, (tx) =>
          createApiKey(
            tx,
            {
              name,
              scopes,
              partnerId: partnerId ?? null,
              allowedIps: allowedIps ?? [],
              rateLimit: rateLimit ?? 600,
              expiresAt: expiresAt ?? null,
            },
            lookupIn(schema),
          ),
        ),
    }),
  );
  builder.mutationField('rotateApiKey', (t) =>
    t.field({
      type: Shown,
      description: 'Makes a key that takes the place of another; the old one works on for the overlap.',
      extensions: needs('api-key.write'),
      args: {
        id: t.arg.id({ required: true, description: 'The old key.' }),
        overlapHours: t.arg.float({ defaultValue: 24, description: 'Hours for which both work.' }),
      },
      resolve: (_root, { id, overlapHours }, ctx) => inTransaction(ctx, (tx) => rotateApiKey(tx, id, overlapHours ?? 24)),
    }),
  );
  builder.mutationField('revokeApiKey', (t) =>
    t.prismaField({
      type: 'ApiKey',
      description: 'Ends a key at once.',
      extensions: needs('api-key.write'),
      args: { id: t.arg.id({ required: true, description: 'The key.' }) },
      resolve: async (query, _root, { id }, ctx) => {
        await inTransaction(ctx, (tx) => revokeApiKey(tx, id));
        return ctx.db.apiKey.findUniqueOrThrow({ ...query, where: { id } });
      },
    }),
  );
}

const lookupIn = (schema: GraphQLSchema): ScopeLookup => ({
  hasType: (type) => isObjectType(schema.getType(type)),
  hasField: (type, field) => {
    const found = schema.getType(type);
    return isObjectType(found) && field in found.getFields();
  },
  hasMutation: (mutation) => mutation in (schema.getMutationType()?.getFields() ?? {}) || ROUTE_WRITES.some((name) => name === mutation),
});
