import type { ApiReferenceQuery } from '../../../generated/admin/graphql.ts';
import { pluginName } from '../../kit/plugin-name.ts';
import { say, sayIfKnown } from '../../kit/text.ts';

export type OperationOfPage = ApiReferenceQuery['apiReference']['operations'][number];

/** "contract" is "Contracts"; of a plugin its name. */
export const areaName = (area: string): string => sayIfKnown(`office.api.area.${area}`) ?? pluginName(area);

/** "placeOrder" is "Place order". */
export function titleOf(name: string): string {
  const spaced = name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const PLAIN = ['ID', 'String', 'Int', 'Float', 'Decimal', 'Boolean', 'Date', 'DateTime', 'BigInt', 'JSON'] as const;

/** "[ID!]!" is "list of ids"; a type of the API keeps its name. */
export function typeInWords(type: string): string {
  const name = type.replaceAll(/[[\]!]/g, '');
  const plain = PLAIN.find((one) => one === name);
  const word = plain === undefined ? name : say(`office.api.type.${plain}`);
  return type.startsWith('[') ? say('office.api.listOf', { type: word }) : word;
}

/** Operations in which something of what was typed stands. */
export function found(operations: readonly OperationOfPage[], typed: string): readonly OperationOfPage[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const textOf = ({ name, area, description, arguments: args }: OperationOfPage): string =>
    [name, titleOf(name), areaName(area), description, ...args.map((arg) => arg.name)].join(' ').toLowerCase();
  return operations.filter((operation) => words.every((word) => textOf(operation).includes(word)));
}

export interface Area {
  readonly code: string;
  readonly name: string;
  readonly operations: readonly OperationOfPage[];
}

/** By what they are about; what reads before what changes. */
export function areasOf(operations: readonly OperationOfPage[]): readonly Area[] {
  const order = { QUERY: 0, SUBSCRIPTION: 1, MUTATION: 2 } as const;
  const codes = [...new Set(operations.map(({ area }) => area))];
  return codes
    .map((code) => ({
      code,
      name: areaName(code),
      operations: operations
        .filter(({ area }) => area === code)
        .sort((a, b) => order[a.kind] - order[b.kind] || a.name.localeCompare(b.name)),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** How a program calls it, as a line for a terminal. */
export const asCurl = ({ query, variables }: { readonly query: string; readonly variables: unknown }): string =>
  [
    `curl ${location.origin}/graphql`,
    `-H 'authorization: Bearer vk_…'`,
    `-H 'content-type: application/json'`,
    `-d '${JSON.stringify({ query: query.replaceAll(/\s+/g, ' ').trim(), variables }).replaceAll("'", String.raw`'\''`)}'`,
  ].join(' \\\n  ');
