import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  isListType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  visit,
} from 'graphql';

/** Most fields that an answer may have: 200 rows with 500 fields each. */
const MAX_FIELDS = 100_000;
/** Rows of a page that nobody gave a size. */
const USUAL_PAGE = 50;
/** Entries of a list that has no pages. */
const USUAL_LIST = 5;

export interface Asked {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Refuses an operation whose answer could have too many fields. Variables count, too: a page's size usually is one. */
export function checkCost(asked: Asked): void {
  const cost = costOf(asked);
  if (cost <= MAX_FIELDS) return;
  const message = `The answer could have ${Math.round(cost)} fields, ${MAX_FIELDS} are allowed; ask for smaller pages or fewer fields`;
  throw new GraphQLError(message, { extensions: { code: 'QUERY_LIMIT_EXCEEDED', cost: Math.round(cost), limit: MAX_FIELDS } });
}

/** How many fields the answer may have. The operation is valid, so fragments make no circles. */
export function costOf({ schema, document, operationName, variableValues }: Asked): number {
  const operation = getOperationAST(document, operationName);
  if (!operation) return 0;
  const fragments = fragmentsOf(document);
  const known = new Map<string, number>();
  const sizeOf = pageSizeIn(variableValues ?? {});

  /** `isPage`: the lists of this type are the rows of a page, which are counted at the page. */
  const ofSelections = ({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined, isPage: boolean): number => {
    let sum = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) sum += ofField(selection, type, isPage);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) sum += ofFragment(selection.name.value, isPage);
      else sum += ofSelections(selection.selectionSet, schema.getType(selection.typeCondition?.name.value ?? type?.name ?? ''), isPage);
    }
    return sum;
  };
  const ofFragment = (name: string, isPage: boolean): number => {
    const fragment = fragments.get(name);
    const key = `${name} ${isPage}`;
    const cost =
      known.get(key) ?? (fragment ? ofSelections(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), isPage) : 0);
    known.set(key, cost);
    return cost;
  };
  const ofField = (node: FieldNode, parent: GraphQLNamedType | undefined, isPage: boolean): number => {
    const field = isObjectType(parent) ? (parent.getFields()[node.name.value] ?? INTROSPECTION[node.name.value]) : undefined;
    if (!field || !node.selectionSet) return 1;
    const hasPages = field.args.some(({ name }) => name === 'first');
    const isCounted = isPage || !isListType(getNullableType(field.type));
    const times = hasPages ? sizeOf(node) : isCounted ? 1 : USUAL_LIST;
    return 1 + times * ofSelections(node.selectionSet, getNamedType(field.type), hasPages);
  };
  return ofSelections(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, false);
}

/** Variables that the cost depends on: those that are the size of a page somewhere. */
export function sizeVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Argument({ name, value }) {
      if (isSize(name.value) && value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

const isSize = (argument: string): boolean => argument === 'first' || argument === 'last';

const INTROSPECTION: Readonly<Record<string, GraphQLField<unknown, unknown>>> = { __schema: SchemaMetaFieldDef, __type: TypeMetaFieldDef };

/** The fragments of a document by their names. */
export const fragmentsOf = ({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment]));

const isFragment = (definition: DocumentNode['definitions'][number]): definition is FragmentDefinitionNode =>
  definition.kind === Kind.FRAGMENT_DEFINITION;

const pageSizeIn =
  (variables: Readonly<Record<string, unknown>>) =>
  ({ arguments: args = [] }: FieldNode): number => {
    const sizes = args.flatMap(({ name, value }) => {
      if (!isSize(name.value)) return [];
      const size = value.kind === Kind.VARIABLE ? variables[value.name.value] : value.kind === Kind.INT ? Number(value.value) : null;
      return typeof size === 'number' ? [Math.max(1, size)] : [];
    });
    return sizes.length === 0 ? USUAL_PAGE : Math.max(...sizes);
  };
