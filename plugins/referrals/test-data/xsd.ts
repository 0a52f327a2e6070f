import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';

/** A node as the parser keeps the order of things: its name, its attributes, what is in it. */
interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  readonly text: string;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: true,
});

function nodesOf(parsed: unknown): Node[] {
  return (parsed as readonly Record<string, unknown>[]).flatMap((entry) => {
    const [name] = Object.keys(entry).filter((key) => key !== ':@');
    if (name === undefined || name === '#text' || name === '?xml') return [];
    const inside = entry[name] as readonly Record<string, unknown>[];
    const text = inside.map((one) => one['#text']).filter((one) => one !== undefined);
    const attributes = (entry[':@'] ?? {}) as Readonly<Record<string, string>>;
    return [{ name, attributes, children: nodesOf(inside), text: text.join('') }];
  });
}

/**
 * What a document breaks of a schema, as far as banks' schemas go: sequences and choices with their order and number, and simple
 * types with their patterns, lengths, enumerations and digits. Empty = nothing.
 */
export function faultsBySchema(xml: string, schemaFile: string): string[] {
  const [schema] = nodesOf(parser.parse(readFileSync(join(import.meta.dirname, schemaFile), 'utf8')));
  const [document] = nodesOf(parser.parse(xml));
  const root = schema?.children.find(({ name }) => name === 'xs:element');
  if (!schema || !document || !root) return ['there is no document or no schema'];
  const types = new Map(schema.children.map((type) => [type.attributes.name, type]));
  if (document.attributes.xmlns !== schema.attributes.targetNamespace) return [`the namespace is ${document.attributes.xmlns}`];
  return faultsOf(document, root.attributes.type ?? '', { types, path: document.name });
}

interface Place {
  readonly types: ReadonlyMap<string | undefined, Node>;
  readonly path: string;
}

function faultsOf(node: Node, typeName: string, { types, path }: Place): string[] {
  const type = types.get(typeName);
  if (!type) return [`${path}: the schema has no type ${typeName}`];
  if (type.name === 'xs:simpleType') return simpleFaults(node.text, type, path);
  const group = type.children.find(({ name }) => name === 'xs:sequence' || name === 'xs:choice');
  const extension = type.children[0]?.children.find(({ name }) => name === 'xs:extension');
  if (extension) {
    const missing = extension.children.filter(
      ({ attributes }) => attributes.use === 'required' && !((attributes.name ?? '') in node.attributes),
    );
    return [
      ...missing.map(({ attributes }) => `${path}: @${attributes.name} is missing`),
      ...faultsOf(node, extension.attributes.base ?? '', { types, path }),
    ];
  }
  const allowed = group?.children ?? [];
  const order = node.children.map(({ name }) => allowed.findIndex(({ attributes }) => attributes.name === name));
  const countOf = (name: string | undefined) => node.children.filter((child) => child.name === name).length;
  return [
    ...order.flatMap((at, index) => (at === -1 ? [`${path}: ${node.children[index]?.name} does not belong there`] : [])),
    ...order.flatMap((at, index) =>
      index > 0 && at < (order[index - 1] ?? 0) ? [`${path}: ${node.children[index]?.name} comes too late`] : [],
    ),
    ...(group?.name === 'xs:choice' && node.children.length !== 1 ? [`${path}: one of its parts, and not ${node.children.length}`] : []),
    ...(group?.name === 'xs:choice' ? [] : allowed)
      .filter(({ attributes: { name, minOccurs = '1' } }) => countOf(name) < Number(minOccurs))
      .map(({ attributes }) => `${path}: ${attributes.name} is missing`),
    ...allowed
      .filter(({ attributes: { name, maxOccurs = '1' } }) => maxOccurs !== 'unbounded' && countOf(name) > Number(maxOccurs))
      .map(({ attributes }) => `${path}: too many ${attributes.name}`),
    ...node.children.flatMap((child) => {
      const element = allowed.find(({ attributes }) => attributes.name === child.name);
      return element ? faultsOf(child, element.attributes.type ?? '', { types, path: `${path}/${child.name}` }) : [];
    }),
  ];
}

function simpleFaults(text: string, type: Node, path: string): string[] {
  const [restriction] = type.children;
  const rules = restriction?.children ?? [];
  const given = (name: string) => rules.find((rule) => rule.name === `xs:${name}`)?.attributes.value;
  const choices = rules.filter(({ name }) => name === 'xs:enumeration').map(({ attributes }) => attributes.value);
  const pattern = given('pattern');
  const isDecimal = restriction?.attributes.base === 'xs:decimal';
  const isSound =
    (choices.length === 0 || choices.includes(text)) &&
    (pattern === undefined || new RegExp(`^(?:${pattern})$`, 'u').test(text)) &&
    text.length >= Number(given('minLength') ?? 0) &&
    text.length <= Number(given('maxLength') ?? Number.POSITIVE_INFINITY) &&
    (!isDecimal || (/^-?\d+(\.\d+)?$/.test(text) && (text.split('.')[1] ?? '').length <= Number(given('fractionDigits') ?? 17))) &&
    (restriction?.attributes.base !== 'xs:date' || /^\d{4}-\d{2}-\d{2}$/.test(text)) &&
    (restriction?.attributes.base !== 'xs:dateTime' || !Number.isNaN(Date.parse(text)));
  return isSound ? [] : [`${path}: "${text}" is no ${type.attributes.name}`];
}
