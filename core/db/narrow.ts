import type { Scope } from '../access/scope.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Args } from './batch.ts';
import { shapeOf } from './shape.ts';

interface Call {
  readonly scope: Scope;
  readonly model: string;
  readonly operation: string;
  readonly args: Args;
}

const READS_AND_CHANGES: ReadonlySet<string> = new Set([
  'findUnique',
  'findUniqueOrThrow',
  'findFirst',
  'findFirstOrThrow',
  'findMany',
  'count',
  'aggregate',
  'groupBy',
  'update',
  'updateMany',
  'updateManyAndReturn',
  'upsert',
  'delete',
  'deleteMany',
]);
const CREATES: ReadonlySet<string> = new Set(['create', 'createMany', 'createManyAndReturn']);
/** What the scoped client can do with a table. */
export const OPERATIONS: readonly string[] = [...READS_AND_CHANGES, ...CREATES];
/** An id that no brand and no tenant has: a hidden table answers with nothing. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Puts brand (or tenant) and row limit into the arguments of one Prisma operation; refuses what would go round them. */
export function narrow({ scope, model, operation, args }: Call): Args {
  const { fence } = shapeOf(model);
  if (!fence) throw new Error(`${model} belongs to no brand: only the kernel reads it`);
  // Prisma compares with the cursor's row wherever it is, so a foreign id would tell that and where it exists.
  if ('cursor' in args) throw new Error(`${model}.${operation}: a cursor has no scope; compare with values, see connection.ts`);

  const result: Record<string, unknown> = { ...args };
  if (READS_AND_CHANGES.has(operation)) result.where = where(scope, model, args.where as Args | undefined);

  if (operation === 'upsert') {
    result.create = created(scope, model, args.create as Args);
    result.update = written(scope, model, args.update as Args);
  } else if (CREATES.has(operation)) {
    result.data = Array.isArray(args.data)
      ? args.data.map((row: Args) => created(scope, model, row))
      : created(scope, model, args.data as Args);
  } else if (args.data) {
    result.data = written(scope, model, args.data as Args);
  }

  if (scope.viewer.rows.kind !== 'all') {
    if (args.include) result.include = nested(scope, model, args.include as Args);
    if (args.select && operation !== 'count') result.select = nested(scope, model, args.select as Args);
  }
  return result;
}

function where(scope: Scope, model: string, given: Args = {}): Args {
  const fence = String(shapeOf(model).fence);
  const id = fence === 'tenantId' ? scope.viewer.tenantId : scope.viewer.brandId;
  const rows = scope.rows(model);
  const further = [rows ?? [], fence in given ? { [fence]: given[fence] } : []].flat();
  // Flat, not in AND: beside a unique key it keeps Prisma's batching of findUnique.
  const fenced = { ...given, [fence]: rows === null ? NOBODY : id };
  return further.length === 0 ? fenced : { ...fenced, AND: [...further, given.AND ?? []].flat() };
}

const created = (scope: Scope, model: string, row: Args): Args => {
  const { fence, hasPartner } = shapeOf(model);
  const isLimited = hasPartner && scope.viewer.rows.kind === 'partners';
  const id = fence === 'tenantId' ? scope.viewer.tenantId : scope.viewer.brandId;
  return { ...written(scope, model, isLimited ? { partnerId: undefined, ...row } : row), [String(fence)]: id };
};

/** Nested writes would go round the scope: `customer.update({ data: { contracts: { connect } } })` moves foreign rows. */
function written(scope: Scope, model: string, row: Args): Args {
  const { relations, hasPartner, fence } = shapeOf(model);
  for (const field of Object.keys(row)) {
    const relation = relations.get(field);
    if (relation) throw new Error(`${model}.${field}: nested writes are not allowed, write ${relation.model} itself`);
    if (field === fence) throw new Error(`${model}.${field} is set by the scoped client alone`);
  }
  const { rows } = scope.viewer;
  if (hasPartner && rows.kind === 'partners' && 'partnerId' in row && !rows.ids.includes(String(row.partnerId))) {
    throw new DomainError('OUT_OF_SCOPE', 'partnerId: this partner is not one of yours; name your own company or one below it');
  }
  return row;
}

/** A limited viewer's nested reads: lists get the row limit; a single row that could lie outside of it is not joined. */
function nested(scope: Scope, model: string, selection: Args): Args {
  const { relations } = shapeOf(model);
  const result: Record<string, unknown> = { ...selection };
  for (const [field, value] of Object.entries(selection)) {
    if (field === '_count' && value) {
      const { select = listsOf(model) } = value === true ? {} : (value as { select?: Args });
      result._count = { select: nested(scope, model, select) };
      continue;
    }
    const relation = relations.get(field);
    if (!relation || !value) continue;
    const rows = scope.rows(relation.model);
    const inner: Args = typeof value === 'object' ? (value as Args) : {};
    if (relation.isList)
      result[field] = { ...deeper(scope, relation.model, inner), where: where(scope, relation.model, inner.where as Args) };
    else if (rows === undefined) result[field] = value === true ? true : deeper(scope, relation.model, inner);
    else throw new Error(`${model}.${field} may lie outside the viewer's rows: read ${relation.model} by its id`);
  }
  return result;
}

const listsOf = (model: string): Args =>
  Object.fromEntries([...shapeOf(model).relations].filter(([, { isList }]) => isList).map(([field]) => [field, true]));

const deeper = (scope: Scope, model: string, inner: Args): Args => ({
  ...inner,
  ...(inner.include ? { include: nested(scope, model, inner.include as Args) } : {}),
  ...(inner.select ? { select: nested(scope, model, inner.select as Args) } : {}),
});
