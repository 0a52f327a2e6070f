import { readCustomer } from '../customers/customer.facts.ts';
import { createCustomer } from '../customers/customer.service.ts';
import type { Fields } from '../forms/field.ts';
import { answersOfCells, columnsOf } from '../forms/form.columns.ts';
import { todayIn } from '../kernel/clock.ts';
import { type Ctx, inTransaction } from '../kernel/context.ts';
import { once } from '../kernel/idempotency.ts';
import { invalid, type Problem } from '../kernel/problems.ts';
import type { ImportKind, RowValues } from './import.kind.ts';

const text = (maximum: number) => ({ type: 'text', format: 'plain', step: 'customer', maximum }) as const;

/** What a file says of a customer. How it must look is checked by the customer's own reader. */
const FIELDS = {
  kind: { type: 'choice', step: 'customer', choices: ['PERSON', 'JOINT', 'COMPANY'] },
  isConsumer: { type: 'flag', step: 'customer' },
  companyName: text(160),
  registerNumber: text(40),
  vatId: text(20),
  title: text(40),
  firstName: text(80),
  lastName: text(80),
  birthDate: { type: 'day', step: 'customer' },
  email: text(254),
  phone: text(40),
  street: text(100),
  houseNumber: text(20),
  postcode: text(10),
  city: text(80),
  country: text(2),
  language: text(2),
  persons: {
    type: 'list',
    name: 'ImportPerson',
    minimum: 1,
    maximum: 20,
    columns: 2,
    fields: { firstName: text(80), lastName: text(80), birthDate: { type: 'day', step: 'customer' }, email: text(254), phone: text(40) },
  },
} as const satisfies Fields;
const COLUMNS = columnsOf(FIELDS);

/** Customers without an agreement yet: known ones are named, not made again. */
export const customersImport: ImportKind = {
  code: 'customers',
  permission: 'customer.write',
  mutation: 'createCustomer',
  required: ['email', 'street', 'houseNumber', 'postcode', 'city'],
  uniqueBy: ['companyName', 'lastName', 'firstName', 'birthDate', 'email', 'postcode', 'street', 'houseNumber'],
  columns: async () => COLUMNS,
  open: async (ctx, partnerId) => {
    const factsOf = (values: RowValues) => ({ country: ctx.brand.country, ...answersOfCells(COLUMNS, values) });
    const check = async (values: RowValues): Promise<readonly Problem[]> => {
      const { facts, problems } = readCustomer(factsOf(values), todayIn(ctx.clock, ctx.brand.timeZone));
      return facts && (await isKnown(ctx, facts)) ? [{ field: 'email', code: 'CUSTOMER_KNOWN', values: {} }] : problems;
    };
    return {
      check,
      take: (values, key) =>
        inTransaction(ctx, (ctx) =>
          once(ctx, { key, operation: 'import customers', body: values }, async () => {
            const { facts, problems } = readCustomer(factsOf(values), todayIn(ctx.clock, ctx.brand.timeZone));
            if (!facts) throw invalid('CUSTOMER_INVALID', problems);
            return createCustomer(ctx, facts, partnerId);
          }),
        ),
    };
  },
};

type Known = Pick<NonNullable<ReturnType<typeof readCustomer>['facts']>, 'companyName' | 'firstName' | 'lastName' | 'email' | 'postcode'>;

/** The very same name at the same address of mail and post. Whoever only resembles somebody is a question for a person. */
const isKnown = async ({ db }: Ctx, { companyName, firstName, lastName, email, postcode }: Known): Promise<boolean> =>
  (await db.customer.findFirst({ where: { companyName, firstName, lastName, email, postcode }, select: { id: true } })) !== null;
