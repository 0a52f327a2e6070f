import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  print,
} from 'graphql';
import { entityOf } from '../graphql/gate.ts';
import type { PlainDate } from '../kernel/clock.ts';
import type { ApiOperation, IsOpen } from './api-reference.ts';

/** An operation that can be sent as it is. */
export interface ApiExample {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface ExampleFacts {
  /** Id of a row of a type, one of the viewer's own; null = there is none yet. */
  readonly rows: ReadonlyMap<string, string>;
  readonly today: PlainDate;
  readonly isOpen: IsOpen;
}

/** Stands for a row while there is none. */
const NOBODY = '00000000-0000-7000-8000-000000000000';
/** Fields of an answer that an example asks for: more would hide how it is done. */
const [LEAVES, BRANCHES, TWIGS] = [8, 2, 4];

/** Whose ids arguments take that do not say so by their names. */
const ROWS: Readonly<Record<string, string>> = {
  importId: 'ImportRun',
  offerId: 'QuoteOffer',
  parentId: 'Partner',
  payerId: 'Customer',
  before: 'TariffPrice',
  after: 'TariffPrice',
  'previewTariffPrice.id': 'TariffPrice',
  'deleteTariffPrice.id': 'TariffPrice',
  'rotateApiKey.id': 'ApiKey',
};

const VERSION = { validFrom: '2027-01-01', basis: 'NET', vatRate: '0.2', components: [{ single: { price: '12' } }] };

/** What examples say where a type alone does not tell what makes sense. */
const WORDS: Readonly<Record<string, unknown>> = {
  first: 3,
  postcode: '1010',
  annualKwh: 3500,
  source: 'customer',
  transition: 'register',
  'importForm.kind': 'orders',
  'completePlace.text': 'Ring',
  'changes.after': '0',
  'askQuote.input': { postcode: '1010', annualKwh: 3500 },
  'checkOrder.input': { supplyReason: 'SWITCH', annualKwh: 3500 },
  'saveOrder.input': { supplyReason: 'SWITCH', annualKwh: 3500 },
  'duplicates.input': { email: 'ada@example.com' },
  'previewContractStates.input': { statuses: [], transitions: [] },
  'previewTariffDraft.price': VERSION,
  'draftTariffPrice.price': VERSION,
  'editTariffPrice.price': VERSION,
  'createApiKey.scopes': ['read:Contract'],
  email: 'ada@example.com',
};

/** The type whose row an argument names; null for one that takes no id of a row. */
export function rowTypeOf({ name, field }: Pick<ApiOperation, 'name' | 'field'>, arg: GraphQLArgument): string | null {
  if (getNamedType(arg.type).name !== 'ID') return null;
  const known = ROWS[`${name}.${arg.name}`] ?? ROWS[arg.name];
  if (known !== undefined) return known;
  if (arg.name === 'id') return entityOf(field);
  const noun = arg.name.replace(/Id$/, '');
  return noun.charAt(0).toUpperCase() + noun.slice(1);
}

/** Calls an operation with what it needs, and with a small page where it has pages. */
export function exampleOf(operation: ApiOperation, facts: ExampleFacts): ApiExample {
  const { kind, name, field } = operation;
  const args = field.args.filter((arg) => isRequired(arg) || arg.name === 'first');
  const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const selection = selectionOf(getNamedType(field.type), facts.isOpen);
  const text = `${kind.toLowerCase()}${declared && `(${declared})`} { ${name}${passed && `(${passed})`} ${selection} }`;
  return {
    query: print(parse(text)),
    variables: Object.fromEntries(args.map((arg) => [arg.name, valueFor(arg, { path: `${name}.${arg.name}`, operation, facts })])),
  };
}

const isRequired = (input: GraphQLArgument | GraphQLInputField): boolean => isNonNullType(input.type) && input.defaultValue === undefined;

interface Place {
  readonly path: string;
  readonly operation: ApiOperation;
  readonly facts: ExampleFacts;
}

function valueFor(input: GraphQLArgument | GraphQLInputField, place: Place): unknown {
  // An argument that knows best says it itself: `extensions: { example }`, in plugins too.
  const word = input.extensions.example ?? WORDS[place.path] ?? WORDS[input.name];
  if (word !== undefined) return word;
  const arg = place.operation.field.args.find((one) => one === input);
  const type = arg ? rowTypeOf(place.operation, arg) : null;
  return type === null ? plain(input.type, place) : (place.facts.rows.get(type) ?? NOBODY);
}

const SCALARS: Readonly<Record<string, unknown>> = { Int: 1, Float: 1, Boolean: true, Decimal: '1', BigInt: '1', ID: NOBODY, JSON: {} };

/** A value that a type allows; of an input its required fields. */
function plain(type: GraphQLInputType, place: Place): unknown {
  const bare = getNullableType(type);
  if (isListType(bare)) return [plain(bare.ofType, place)];
  if (isEnumType(bare)) return bare.getValues()[0]?.name;
  if (isInputObjectType(bare)) {
    const fields = Object.values(bare.getFields()).filter(isRequired);
    return Object.fromEntries(fields.map((field) => [field.name, valueFor(field, { ...place, path: `${place.path}.${field.name}` })]));
  }
  const { today } = place.facts;
  if (bare.name === 'Date') return today;
  if (bare.name === 'DateTime') return `${today}T12:00:00Z`;
  return SCALARS[bare.name] ?? 'Example';
}

/** The first facts of an answer, and of what it leads to. */
function selectionOf(type: unknown, isOpen: IsOpen): string {
  if (!isObjectType(type)) return '';
  const node = nodeOf(type);
  if (node) return `{ edges { node { ${leavesOf(node, isOpen, LEAVES).join(' ')} } } total { label } }`;
  const branches = fieldsOf(type, isOpen).flatMap(({ name, type: of }) => {
    const inner = getNamedType(of);
    const twigs = isObjectType(inner) && !nodeOf(inner) ? leavesOf(inner, isOpen, TWIGS) : [];
    return twigs.length > 0 ? [`${name} { ${twigs.join(' ')} }`] : [];
  });
  const parts = [...leavesOf(type, isOpen, LEAVES), ...branches.slice(0, BRANCHES)];
  return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
}

/** The rows of a page. */
function nodeOf(type: GraphQLObjectType): GraphQLObjectType | null {
  const edge = getNamedType(type.getFields().edges?.type);
  const node = isObjectType(edge) ? getNamedType(edge.getFields().node?.type) : null;
  return isObjectType(node) ? node : null;
}

const fieldsOf = (type: GraphQLObjectType, isOpen: IsOpen) =>
  Object.values(type.getFields()).filter((field) => isOpen(type.name, field) && !field.args.some(isRequired));

/** JSON is left out: nobody knows how long it is. */
const leavesOf = (type: GraphQLObjectType, isOpen: IsOpen, most: number): string[] =>
  fieldsOf(type, isOpen)
    .filter(({ type: of }) => isLeafType(getNamedType(of)) && getNamedType(of).name !== 'JSON')
    .map(({ name }) => name)
    .slice(0, most);
