import { Prisma } from '#prisma';
import { columnName, shapeOf, tableName } from './shape.ts';

type Where = Readonly<Record<string, unknown>>;
interface Table {
  readonly model: string;
  readonly alias: string;
}

/** A condition that has no translation here: the caller takes the ordinary way through Prisma. */
export class NotTranslatable extends Error {}

/**
 * A Prisma condition as SQL, for the conditions that filters of lists and row limits are made of. Whatever is not known for
 * certain to mean the same is NotTranslatable, so a viewer never sees more than Prisma would show.
 */
export function whereSql(table: Table, where: Where): Prisma.Sql {
  const parts = Object.entries(where).flatMap(([name, value]) => (value === undefined ? [] : [partSql(table, name, value)]));
  return parts.length === 0 ? TRUE : Prisma.join(parts, ' and ');
}

export const column = ({ alias }: Pick<Table, 'alias'>, field: string): Prisma.Sql => Prisma.raw(`"${alias}"."${columnName(field)}"`);
export const from = ({ model, alias }: Table): Prisma.Sql => Prisma.raw(`"${tableName(model)}" "${alias}"`);

const TRUE = Prisma.sql`true`;

function partSql(table: Table, name: string, value: unknown): Prisma.Sql {
  if (name === 'AND') return Prisma.join([TRUE, ...listOf(value).map((part) => Prisma.sql`(${whereSql(table, part)})`)], ' and ');
  if (name === 'OR')
    return Prisma.sql`(${Prisma.join([Prisma.sql`false`, ...listOf(value).map((part) => whereSql(table, part))], ' or ')})`;
  const { columns, lists, relations } = shapeOf(table.model);
  const relation = relations.get(name);
  if (relation) return relationSql(table, relation, value);
  const type = columns.get(name);
  if (type === undefined || type === 'Json' || lists.has(name)) throw new NotTranslatable(`${table.model}.${name}`);
  return comparison(column(table, name), value);
}

/** A row on the other side of a link that fulfils a condition. */
function relationSql(table: Table, { model, isList, name, from: fields }: Link, value: unknown): Prisma.Sql {
  const inner = objectOf(isList ? only(value, 'some') : value);
  const other = { model, alias: `${table.alias}_${name.toLowerCase()}` };
  const link = isList ? linkOf(other, table, backward(model, name)) : linkOf(table, other, fields);
  return Prisma.sql`exists (select from ${from(other)} where ${link} and ${whereSql(other, inner)})`;
}

interface Link {
  readonly model: string;
  readonly isList: boolean;
  readonly name: string;
  readonly from: readonly string[];
}

/** The columns with which `model` points back over a relation. */
const backward = (model: string, relation: string): readonly string[] =>
  [...shapeOf(model).relations.values()].find(({ name, from: fields }) => name === relation && fields.length > 0)?.from ?? [];

/** "c.brand_id = o.brand_id and c.order_id = o.id". Links that end at another column than the id are not known here. */
export function linkOf(source: Table, target: Table, fields: readonly string[]): Prisma.Sql {
  const [fence, key, ...more] = fields;
  const { columns } = shapeOf(target.model);
  if (key === undefined || fence === undefined || more.length > 0 || !columns.has(fence) || !columns.has('id'))
    throw new NotTranslatable(`${source.model} to ${target.model}`);
  return Prisma.sql`${column(source, fence)} = ${column(target, fence)} and ${column(source, key)} = ${column(target, 'id')}`;
}

function comparison(left: Prisma.Sql, value: unknown): Prisma.Sql {
  if (value === null) return Prisma.sql`${left} is null`;
  if (isPlain(value)) return Prisma.sql`${left} = ${parameter(value)}`;
  const { mode, ...operators } = objectOf(value);
  const isInsensitive = mode === 'insensitive';
  if (mode !== undefined && !isInsensitive) throw new NotTranslatable(`mode ${String(mode)}`);
  const parts = Object.entries(operators).flatMap(([operator, operand]) =>
    operand === undefined ? [] : [operation(left, operator, { operand, isInsensitive })],
  );
  return parts.length === 0 ? TRUE : Prisma.join(parts, ' and ');
}

const COMPARISONS: Readonly<Record<string, Prisma.Sql>> = {
  gt: Prisma.sql`>`,
  gte: Prisma.sql`>=`,
  lt: Prisma.sql`<`,
  lte: Prisma.sql`<=`,
};

function operation(
  left: Prisma.Sql,
  operator: string,
  { operand, isInsensitive }: { operand: unknown; isInsensitive: boolean },
): Prisma.Sql {
  if (operator === 'not' && operand === null) return Prisma.sql`${left} is not null`;
  if (operator === 'in' && Array.isArray(operand) && operand.every(isPlain)) return Prisma.sql`${left} = any(${operand.map(parameter)})`;
  if (!isPlain(operand)) throw new NotTranslatable(operator);
  const like = isInsensitive ? Prisma.sql`ilike` : Prisma.sql`like`;
  if (operator === 'startsWith') return Prisma.sql`${left} ${like} ${`${String(operand)}%`}`;
  if (operator === 'equals')
    return isInsensitive ? Prisma.sql`${left} ilike ${String(operand)}` : Prisma.sql`${left} = ${parameter(operand)}`;
  const compared = COMPARISONS[operator];
  if (!compared || isInsensitive) throw new NotTranslatable(operator);
  return Prisma.sql`${left} ${compared} ${parameter(operand)}`;
}

type Plain = string | number | boolean | bigint | Date;
const isPlain = (value: unknown): value is Plain =>
  value instanceof Date || ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
/** The driver would write an instant in the process's own time zone; a day would become the day before. */
const parameter = (value: Plain): string | number | boolean =>
  value instanceof Date ? value.toISOString() : typeof value === 'bigint' ? String(value) : value;

const listOf = (value: unknown): Where[] => (Array.isArray(value) ? value : [value]).map(objectOf);

function objectOf(value: unknown): Where {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new NotTranslatable('a condition');
  return value as Where;
}

function only(value: unknown, name: string): unknown {
  const { [name]: inner, ...more } = objectOf(value);
  if (inner === undefined || Object.keys(more).length > 0) throw new NotTranslatable(Object.keys(more).join());
  return inner;
}
