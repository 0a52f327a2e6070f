import { getDatamodel } from '#pothos';

/** What the scoped client must know of a table. */
export interface Shape {
  /** Which column fences it: a brand's rows, a tenant's rows, or nobody's (only the kernel reads those). */
  readonly fence: 'brandId' | 'tenantId' | null;
  readonly hasPartner: boolean;
  /** Column -> its type in Prisma's words: "DateTime", "String", the name of an enum. */
  readonly columns: ReadonlyMap<string, string>;
  /** Relation field -> target table and whether it is a list. */
  readonly relations: ReadonlyMap<string, { readonly model: string; readonly isList: boolean }>;
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
        relations: new Map(
          fields.filter(({ kind }) => kind === 'object').map(({ name, type, isList = false }) => [name, { model: type, isList }] as const),
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
