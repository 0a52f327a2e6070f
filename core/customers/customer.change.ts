import type { Customer, CustomerPerson, Prisma } from '#prisma';
import { changedMeanwhile } from '../kernel/both-versions.ts';
import { fromDbDate, todayIn } from '../kernel/clock.ts';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import type { DomainError } from '../kernel/errors.ts';
import { invalid } from '../kernel/problems.ts';
import { type CustomerFacts, readCustomer } from './customer.facts.ts';
import { noteCustomerChange } from './customer.history.ts';
import { columnsOf, customerNotFound, savePersons } from './customer.service.ts';

export interface CustomerChangeRequest {
  /** The version the caller saw; another one is a conflict. */
  readonly expectedVersion: number;
  /** What is to be different; what is left out stays, null empties. `persons` replaces all of them. */
  readonly change: Readonly<Record<string, unknown>>;
}

/** Changes a customer. Fails with CUSTOMER_INVALID, and with CUSTOMER_CHANGED where somebody else was faster: nothing is lost silently. */
export const changeCustomer = (ctx: Ctx, id: string, { expectedVersion, change }: CustomerChangeRequest): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    const stored = await read(ctx, id);
    if (stored.version !== expectedVersion) throw await conflict(ctx, stored, expectedVersion);
    const before = factsOf(stored);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const { facts, problems } = readCustomer({ ...before, ...given }, todayIn(ctx.clock, ctx.brand.timeZone));
    if (!facts) throw invalid('CUSTOMER_INVALID', problems);
    const fields = differing(before, facts);
    if (fields.length === 0) return;

    // The version in the condition: of two at once, the second finds no row any more.
    const { count } = await ctx.tx.customer.updateMany({
      where: { id, version: expectedVersion },
      data: { ...columnsOf(facts), version: { increment: 1 } },
    });
    if (count === 0) throw await conflict(ctx, await read(ctx, id), expectedVersion);
    if (fields.includes('persons')) {
      await ctx.tx.customerPerson.deleteMany({ where: { customerId: id } });
      await savePersons(ctx, id, facts.persons);
    }
    const note = { customerId: id, version: expectedVersion + 1, what: 'customer' };
    await noteCustomerChange(ctx, { ...note, before: pick(before, fields), after: pick(facts, fields) });
  });

type Stored = Customer & { readonly persons: readonly CustomerPerson[] };
type Field = keyof CustomerFacts;

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

const differing = (before: CustomerFacts, after: CustomerFacts): Field[] =>
  fieldsOf(before).filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
const fieldsOf = (facts: CustomerFacts): Field[] => Object.keys(facts) as Field[];
const pick = (facts: CustomerFacts, fields: readonly Field[]): Prisma.InputJsonObject =>
  Object.fromEntries(fields.map((field) => [field, facts[field]]));

/** Both versions: what the caller saw, and what stands there now, with who changed it since. */
async function conflict(ctx: TxCtx, stored: Stored, expectedVersion: number): Promise<DomainError> {
  const since = await asBrand(ctx).tx.customerChange.findMany({
    where: { customerId: stored.id, version: { gt: expectedVersion } },
    orderBy: { version: 'asc' },
  });
  const current = { version: stored.version, values: factsOf(stored) };
  return changedMeanwhile(ctx, { code: 'CUSTOMER_CHANGED', type: 'Customer', expectedVersion, current, since });
}
