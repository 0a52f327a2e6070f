import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { mayRead } from '../access/api-scopes.ts';
import type { Viewer } from '../access/viewer.ts';
import type { GraphQLContext } from '../graphql/builder.ts';
import { listOptionsOf } from '../graphql/page.ts';

/** A column: a field of the rows, or of something that each row has one of. */
export interface ExportColumn {
  /** Path in the API: "customer.lastName". */
  readonly path: string;
  /** The types on the way and their fields, for names and scopes. */
  readonly steps: readonly { readonly type: string; readonly field: string }[];
  /** GraphQL scalar or enum: says how a value is written. */
  readonly scalar: string;
  readonly isList: boolean;
}

/** A list of the API that can be exported. */
export interface ExportList {
  /** Root field: "contracts". */
  readonly name: string;
  /** Type of the rows. */
  readonly type: string;
  readonly permission: string;
  readonly filterType: string | null;
  readonly sortType: string | null;
  readonly columns: readonly ExportColumn[];
}

type Field = GraphQLField<unknown, GraphQLContext>;

const known = new WeakMap<GraphQLSchema, ReadonlyMap<string, ExportList>>();

/** Every connection of the schema, plugins' too: a new list is exported the day it is added. */
export function exportLists(schema: GraphQLSchema): ReadonlyMap<string, ExportList> {
  const lists =
    known.get(schema) ?? new Map(Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => listOf(schema, field)));
  known.set(schema, lists);
  return lists;
}

function listOf(schema: GraphQLSchema, field: Field): [string, ExportList][] {
  const options = listOptionsOf(field);
  if (!options) return [];
  const rows = schema.getType(options.type);
  if (!isObjectType(rows)) return [];
  const argument = (name: string): string | null => {
    const arg: GraphQLArgument | undefined = field.args.find((one) => one.name === name);
    return arg ? getNamedType(arg.type).name : null;
  };
  const list = {
    name: field.name,
    type: rows.name,
    permission: options.permission,
    filterType: argument('filter'),
    sortType: argument('orderBy'),
    columns: columnsOf(rows, []),
  };
  return [[field.name, list]];
}

/** How far a column may lie from its row: a contract's metering point, not that point's other contracts. */
const MAX_STEPS = 2;

function columnsOf(type: GraphQLObjectType, before: ExportColumn['steps']): ExportColumn[] {
  return Object.values(type.getFields()).flatMap((field: Field) => {
    if (field.args.some(({ type: of, defaultValue }) => isNonNullType(of) && defaultValue === undefined)) return [];
    const steps = [...before, { type: type.name, field: field.name }];
    const named = getNamedType(field.type);
    const isList = isListType(getNullableType(field.type));
    if (isLeafType(named)) return [{ path: steps.map((step) => step.field).join('.'), steps, scalar: named.name, isList }];
    return isObjectType(named) && !isList && steps.length < MAX_STEPS ? columnsOf(named, steps) : [];
  });
}

/** What is exported when nobody says: the row's own plain fields, as far as a key may read them. */
export const usualColumns = ({ columns }: ExportList, viewer: Viewer): ExportColumn[] =>
  columns.filter(({ steps, scalar, isList }) => steps.length === 1 && scalar !== 'JSON' && !isList && isReadable(steps, viewer));

const isReadable = (steps: ExportColumn['steps'], { scopes }: Viewer): boolean =>
  scopes === null || steps.every(({ type, field }) => mayRead(scopes, type, field));
