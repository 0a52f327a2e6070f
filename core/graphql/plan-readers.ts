import { type GraphQLNamedType, isEnumType } from 'graphql';
import type { Cell } from '../db/root-client.ts';
import { Decimal } from '../kernel/money.ts';

/** Turns what the driver gives into what the scalar would serialise. Throws for what it would refuse. */
export type Reader = (cell: Exclude<Cell, null>) => unknown;

const asIs: Reader = (cell) => cell;

/** By GraphQL type, the types of columns (in Prisma's words) that it may show, and how. */
const READERS: Readonly<Record<string, { readonly columns: readonly string[]; readonly read: Reader }>> = {
  ID: { columns: ['String', 'BigInt'], read: asIs },
  String: { columns: ['String'], read: asIs },
  Int: { columns: ['Int'], read: asIs },
  Boolean: { columns: ['Boolean'], read: asIs },
  BigInt: { columns: ['BigInt'], read: asIs },
  JSON: { columns: ['Json'], read: asIs },
  Decimal: { columns: ['Decimal'], read: (cell) => new Decimal(String(cell)).toString() },
  // A day comes as text, an instant as Date.
  Date: { columns: ['DateTime'], read: (cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)) },
  DateTime: { columns: ['DateTime'], read: (cell) => (cell instanceof Date ? cell.toISOString() : refuse(cell)) },
};

export function readerOf(type: GraphQLNamedType, column: string | undefined): Reader | null {
  if (isEnumType(type)) return (cell) => type.serialize(cell);
  const known = READERS[type.name];
  return known?.columns.includes(column ?? '') ? known.read : null;
}

const refuse = (cell: unknown): never => {
  throw new TypeError(`${typeof cell} is no instant`);
};
