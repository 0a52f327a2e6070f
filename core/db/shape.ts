import { getDatamodel } from '#pothos';

/** What the scoped client must know of a table. */
export interface Shape {
  /** Which column fences it: a brand's rows, a tenant's rows, or nobody's (only the kernel reads those). */
  readonly fence: 'brandId' | 'tenantId' | null;
  readonly hasPartner: boolean;
  /** Column -> its type in Prisma's words: "DateTime", "String", the name of an enum. */
  readonly columns: ReadonlyMap<string, string>;
  /** Columns that hold a list. */
  readonly lists: ReadonlySet<string>;
  /** Relation field -> target table and whether it is a list. */
  readonly relations: ReadonlyMap<string, Relation>;
}

interface Relation {
  readonly model: string;
  readonly isList: boolean;
  /** Both sides have the same name. */
  readonly name: string;
  /** The columns on this side that hold the other's key; empty on the other side. */
  readonly from: readonly string[];
}

const shapes: ReadonlyMap<string, Shape> = new Map(
  Object.entries(getDatamodel().datamodel.models).map(([model, { fields }]) => {
    const names = new Set(fields.map(({ name }) => name));
    return [
      model,
      {
        fence: names.has('brandId') ? 'brandId' : names.has('tenantId') ? 'tenantId' : null,
        hasPartner: names.has('partnerId'),
        columns: new Map(fields.filter(({ kind }) => kind !== 'object').map(({ name, type }) => [name, type] as const)),
        lists: new Set(fields.filter(({ kind, isList }) => kind !== 'object' && isList).map(({ name }) => name)),
        relations: new Map(
          fields
            .filter(({ kind }) => kind === 'object')
            .map(({ name, type, isList = false, relationName = '', relationFromFields: from = [] }) => [
              name,
              { model: type, isList, name: relationName, from },
            ]),
        ),
      },
    ] as const;
  }),
);

export const models: readonly string[] = [...shapes.keys()];

export function shapeOf(model: string): Shape {
  const shape = shapes.get(model);
  if (!shape) throw new Error(`There is no table for the model ${model}`);
  return shape;
}

/** The name in the database of a model or one of its columns: the schema writes each in its own way, `core/db/shape.test.ts` proves it. */
export const tableName = (model: string): string => (model === 'User' ? 'app_user' : columnName(model));
export const columnName = (field: string): string => field.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
