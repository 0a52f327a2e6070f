import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { shapeOf } from '../db/shape.ts';
import { type ListOptions, listOptionsOf } from './page.ts';
import { type ColumnSql, columnOf, linkOfField } from './plan-hints.ts';
import { type Reader, readerOf } from './plan-readers.ts';

type Field = GraphQLField<unknown, unknown>;

/** What becomes of one selected field of a row: a column, a row on the other side of a link, or the type's name. */
export type Part = { readonly key: string } & (
  | { readonly kind: 'column'; readonly column: string | ColumnSql; readonly read: Reader; readonly isRequired: boolean }
  | { readonly kind: 'row'; readonly model: string; readonly by: string; readonly parts: readonly Part[] }
  | { readonly kind: 'constant'; readonly value: string }
);

/** What is selected of a page itself, in order. */
export type PagePart = { readonly key: string } & (
  | { readonly kind: 'edges'; readonly parts: readonly EdgePart[] }
  | { readonly kind: 'info'; readonly fields: readonly { readonly key: string; readonly name: string }[] }
  | { readonly kind: 'constant'; readonly value: string }
);
export type EdgePart = { readonly key: string } & (
  | { readonly kind: 'cursor' }
  | { readonly kind: 'node'; readonly parts: readonly Part[] }
  | { readonly kind: 'constant'; readonly value: string }
);

/** One list of an operation, read by one statement. */
export interface ListPlan {
  readonly key: string;
  readonly field: Field;
  readonly node: FieldNode;
  readonly options: ListOptions;
  readonly parts: readonly PagePart[];
  readonly rowParts: readonly Part[];
  /** Every field that the viewer must be allowed to read. */
  readonly fields: readonly Field[];
}

/** The operation selects something that is no column: it goes the ordinary way. */
class NotPlannable extends Error {}

/**
 * The plan of an operation that reads nothing but lists whose rows are made of columns and of rows on the other side of
 * to-one links; null for every other operation.
 */
export function planLists(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly ListPlan[] | null {
  const query = schema.getQueryType();
  if (!query || operation.operation !== 'query') return null;
  try {
    return new Planner(fragments).selected(operation.selectionSet, query).map(({ key, field, node, planner }) => {
      const list = listOptionsOf(field);
      if (!list) throw new NotPlannable(field.name);
      return planner.list({ key, field, node, list });
    });
  } catch (cause) {
    if (cause instanceof NotPlannable) return null;
    throw cause;
  }
}

interface Selected {
  readonly key: string;
  readonly field: Field;
  readonly node: FieldNode;
}

/** Notes the fields on the way. */
class Planner {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #fields = new Set<Field>();
  #rowParts: readonly Part[] = [];

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#fragments = fragments;
  }

  list({ key, field, node, list }: Selected & { list: ListOptions }): ListPlan {
    const parts = this.#each(node, field, (selected): PagePart => {
      if (selected.field.name === 'edges') return { key: selected.key, kind: 'edges', parts: this.#edges(selected) };
      if (selected.field.name !== 'pageInfo') throw new NotPlannable(selected.field.name);
      const fields = this.selected(selectionOf(selected.node), objectType(selected.field.type));
      return { key: selected.key, kind: 'info', fields: fields.map((info) => ({ key: info.key, name: info.field.name })) };
    });
    return { key, field, node, options: list, parts, rowParts: this.#rowParts, fields: [...this.#fields] };
  }

  #edges({ node, field }: Selected): EdgePart[] {
    return this.#each(node, field, (selected): EdgePart => {
      if (selected.field.name === 'cursor') return { key: selected.key, kind: 'cursor' };
      if (this.#rowParts.length > 0) throw new NotPlannable('two nodes');
      const parts = this.#columns(selected);
      this.#rowParts = parts;
      return { key: selected.key, kind: 'node', parts };
    });
  }

  #columns({ node, field }: Selected): Part[] {
    const model = objectType(field.type).name;
    return this.#each(node, field, (selected): Part => this.#part(model, selected));
  }

  #part(model: string, selected: Selected): Part {
    const { key, field } = selected;
    if (isListType(getNullableType(field.type)) || field.args.length > 0) throw new NotPlannable(field.name);
    const link = linkOfField(model, field);
    if (link) {
      if (isNonNullType(field.type)) throw new NotPlannable(field.name);
      return { key, kind: 'row', ...link, parts: this.#columns(selected) };
    }
    const column = columnOf(model, field);
    const read = readerOf(getNamedType(field.type), typeof column === 'string' ? shapeOf(model).columns.get(column) : 'String');
    if (!column || !read) throw new NotPlannable(field.name);
    return { key, kind: 'column', column, read, isRequired: isNonNullType(field.type) };
  }

  /** The fields below a field, each made into a part. */
  #each<P extends { readonly key: string }>(
    node: FieldNode,
    { type }: { type: GraphQLOutputType },
    make: (selected: Selected) => P,
  ): (P | { key: string; kind: 'constant'; value: string })[] {
    const parent = objectType(type);
    return this.selected(selectionOf(node), parent).map((selected) =>
      selected.field.name === '__typename' ? { key: selected.key, kind: 'constant', value: parent.name } : make(selected),
    );
  }

  /** The fields of a selection with its fragments. A field that stands there twice, or under a condition, is not planned. */
  selected({ selections }: SelectionSetNode, type: GraphQLObjectType): (Selected & { planner: Planner })[] {
    const found = selections.flatMap((selection): (Selected & { planner: Planner })[] => {
      if (selection.directives && selection.directives.length > 0) throw new NotPlannable('a directive');
      if (selection.kind === Kind.FIELD) return [this.#select(selection, type)];
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection;
      if (!fragment || (fragment.typeCondition && fragment.typeCondition.name.value !== type.name)) throw new NotPlannable('a fragment');
      return this.selected(fragment.selectionSet, type);
    });
    if (new Set(found.map(({ key }) => key)).size < found.length) throw new NotPlannable('a field twice');
    return found;
  }

  #select(node: FieldNode, type: GraphQLObjectType): Selected & { planner: Planner } {
    const name = node.name.value;
    const key = node.alias?.value ?? name;
    if (name === '__typename') return { key, field: { name, extensions: {} } as Field, node, planner: this };
    const field = type.getFields()[name];
    if (!field) throw new NotPlannable(name);
    // Each list of an operation has a planner of its own, which knows its fields.
    const planner = listOptionsOf(field) ? new Planner(this.#fragments) : this;
    planner.#fields.add(field);
    return { key, field, node, planner };
  }
}

function objectType(type: GraphQLOutputType): GraphQLObjectType {
  const named = getNamedType(type);
  if (!isObjectType(named)) throw new NotPlannable(named.name);
  return named;
}

function selectionOf({ selectionSet }: FieldNode): SelectionSetNode {
  if (!selectionSet) throw new NotPlannable('a leaf');
  return selectionSet;
}
