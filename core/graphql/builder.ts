import SchemaBuilder from '@pothos/core';
import PrismaPlugin from '@pothos/plugin-prisma';
import type PrismaTypes from '#pothos';
import { getDatamodel } from '#pothos';
import type { PrismaClient } from '#prisma';
import type { PlainDate } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { BigIntScalar, DateScalar, DateTimeScalar, DecimalScalar, JsonScalar } from './scalars.ts';

/** What a resolver receives. Strangers never get here: the gate stands before every root field. */
export interface GraphQLContext extends Ctx {
  readonly kernel: Kernel;
  readonly requestId: string;
  readonly fieldOwners: ReadonlyMap<string, string>;
}

export function createBuilder() {
  const builder = new SchemaBuilder<{
    Context: GraphQLContext;
    PrismaTypes: PrismaTypes;
    DefaultFieldNullability: false;
    Scalars: {
      ID: { Input: string; Output: string };
      Date: { Input: PlainDate; Output: PlainDate | Date };
      DateTime: { Input: Date; Output: Date };
      Decimal: { Input: string; Output: { toString(): string } };
      BigInt: { Input: bigint; Output: bigint };
      JSON: { Input: unknown; Output: unknown };
    };
  }>({
    plugins: [PrismaPlugin],
    defaultFieldNullability: false,
    prisma: {
      // The scoped client is a narrowed PrismaClient: the tables that Pothos calls are all there.
      client: (ctx) => ctx.db as PrismaClient,
      dmmf: getDatamodel(),
      onUnusedQuery: 'error',
      exposeDescriptions: true,
    },
  });
  builder.addScalarType('Date', DateScalar);
  builder.addScalarType('DateTime', DateTimeScalar);
  builder.addScalarType('Decimal', DecimalScalar);
  builder.addScalarType('BigInt', BigIntScalar);
  builder.addScalarType('JSON', JsonScalar);
  builder.queryType({ description: 'What can be read.' });
  builder.mutationType({ description: 'What can be done.' });
  builder.subscriptionType({ description: 'What can be watched, over server-sent events.' });
  return builder;
}

export type Builder = ReturnType<typeof createBuilder>;

/** The permission that a field needs. Every root field names one: the schema is not built without. */
export const needs = (permission: string): { readonly permission: string } => ({ permission });
