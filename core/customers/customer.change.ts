import type { Customer, CustomerPerson } from '#prisma';
import { fromDbDate, todayIn } from '../kernel/clock.ts';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { invalid } from '../kernel/problems.ts';
import { type ChangeRequest, changeVersioned, type VersionedRow } from '../kernel/versioned-change.ts';
import { type CustomerFacts, readCustomer } from './customer.facts.ts';
import { noteCustomerChange } from './customer.history.ts';
import { columnsOf, customerNotFound, savePersons } from './customer.service.ts';

/** Changes a customer. Fails with CUSTOMER_INVALID, and with CUSTOMER_CHANGED where somebody else was faster: nothing is lost silently. */
export const changeCustomer = (ctx: Ctx, id: string, request: ChangeRequest): Promise<void> =>
  inTransaction(ctx, (ctx) => changeCustomerWithin(ctx, id, request));

/** As `changeCustomer`, for callers with an open transaction. */
export const changeCustomerWithin = (ctx: TxCtx, id: string, request: ChangeRequest): Promise<void> =>
  changeVersioned(ctx, request, customerRow(ctx, id, request.expectedVersion));

const customerRow = (ctx: TxCtx, id: string, version: number): VersionedRow<Stored, CustomerFacts> => ({
  ...{ code: 'CUSTOMER_CHANGED', type: 'Customer', factsOf },
  read: () => read(ctx, id),
  sound: (given) => {
    const { facts, problems } = readCustomer(given, todayIn(ctx.clock, ctx.brand.timeZone));
    if (!facts) throw invalid('CUSTOMER_INVALID', problems);
    return facts;
  },
  save: async (facts, { fields }) => {
    const data = { ...columnsOf(facts), version: { increment: 1 } };
    const { count } = await ctx.tx.customer.updateMany({ where: { id, version }, data });
    if (count > 0 && fields.includes('persons')) {
      await ctx.tx.customerPerson.deleteMany({ where: { customerId: id } });
      await savePersons(ctx, id, facts.persons);
    }
    return count;
  },
  note: (noted) => noteCustomerChange(ctx, { customerId: id, what: 'customer', ...noted }),
  since: (version) =>
    asBrand(ctx).tx.customerChange.findMany({ where: { customerId: id, version: { gt: version } }, orderBy: { version: 'asc' } }),
});

type Stored = Customer & { readonly persons: readonly CustomerPerson[] };

async function read({ tx }: TxCtx, id: string): Promise<Stored> {
  const customer = await tx.customer.findUnique({ where: { id }, include: { persons: { orderBy: { position: 'asc' } } } });
  if (!customer) throw customerNotFound(id);
  return customer;
}

const dayOf = (date: Date | null): string | null => date && fromDbDate(date);

function factsOf({ persons, ...row }: Stored): CustomerFacts {
  const { kind, isConsumer, companyName, registerNumber, vatId, title, firstName, lastName, email, phone } = row;
  const { street, houseNumber, postcode, city, country, language } = row;
  return {
    ...{ kind, isConsumer, companyName, registerNumber, vatId, title, firstName, lastName, birthDate: dayOf(row.birthDate), email, phone },
    ...{ street, houseNumber, postcode, city, country, language },
    persons: persons.map(({ role, firstName, lastName, birthDate, email, phone }) => ({
      ...{ role: role === 'representative' ? role : 'joint', firstName, lastName, birthDate: dayOf(birthDate), email, phone },
    })),
  };
}
