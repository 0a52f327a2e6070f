import { readFileSync } from 'node:fs';
import {
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { fromRoot } from '../core/root.ts';
import { installedSchema, printedSchema } from './printed-schema.ts';

interface Described {
  readonly name: string;
  readonly description: string | null | undefined;
  /** Name of a field's or an argument's type, without list and non-null. */
  readonly type?: string;
}

/** Everything in a schema that a reader meets: types, fields, arguments, enum values, input fields. */
function everythingIn(schema: GraphQLSchema): Described[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .flatMap((type) => {
      const own: Described = { name: type.name, description: type.description };
      const part = ({ name, description, type: typed }: Omit<Described, 'type'> & { type?: GraphQLType }): Described => ({
        name: `${type.name}.${name}`,
        description,
        ...(typed && { type: getNamedType(typed).name }),
      });
      if (isEnumType(type)) return [own, ...type.getValues().map(({ name, description }) => part({ name, description }))];
      if (isInputObjectType(type)) return [own, ...Object.values(type.getFields()).map(part)];
      if (!isObjectType(type) && !isInterfaceType(type)) return [own];
      const fields = Object.values(type.getFields());
      const args = fields.flatMap((field) => field.args.map((arg) => part({ ...arg, name: `${field.name}(${arg.name})` })));
      return [own, ...fields.map(part), ...args];
    });
}

describe('the API', () => {
  const all = everythingIn(installedSchema());

  it('is what schema.graphql says; a wanted change is written with "npm run schema:print"', () => {
    expect(printedSchema()).toBe(readFileSync(fromRoot('schema.graphql'), 'utf8'));
  });

  it('describes every type, field, argument, enum value and input field', () => {
    expect(all.length).toBeGreaterThan(300);
    expect(all.filter(({ description }) => !description?.trim()).map(({ name }) => name)).toEqual([]);
  });

  it('names the unit of every amount', () => {
    const isAmount = ({ name, type = '' }: Described) =>
      ['Decimal', 'Float'].includes(type) || /(Cents|Kwh|Hours|Days|Weeks|Months|Years|Percent|Rate)\)?$/.test(name);
    const amounts = all.filter(isAmount);
    expect(amounts.length).toBeGreaterThan(20);
    const unit = /EUR|\bct\b|\bcents\b|kWh|\bkW\b|degrees|percent|%|seconds|minute|hours|days|weeks|months|years|`unit`|`priceUnit`/i;
    expect(amounts.filter(({ description }) => !unit.test(description ?? '')).map(({ name }) => name)).toEqual([]);
  });

  it('describes in sentences', () => {
    expect(all.filter(({ description }) => description && !/[.:)!?`"]$/.test(description.trim())).map(({ name }) => name)).toEqual([]);
  });
});
