import type { Prisma } from '#prisma';
import { toDbDate, todayIn } from '../kernel/clock.ts';
import type { TxCtx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';
import { newNumber } from '../kernel/numbers.ts';
import { invalid } from '../kernel/problems.ts';
import { type CustomerFacts, type CustomerInput, type PersonFacts, readCustomer } from './customer.facts.ts';
import { noteCustomerChange } from './customer.history.ts';
import { addressKey, companyKey, emailKey, personKey, phoneKey } from './customer.keys.ts';

/** What a client sent; `readCustomer` finds out what it is. */
type Unread = Readonly<Record<string, unknown>>;

/** A new customer. Whether somebody is known already is decided by the seller, not guessed: see `findDuplicates`. Fails with CUSTOMER_INVALID. */
export async function createCustomer(ctx: TxCtx, input: CustomerInput | Unread, partnerId: string | null): Promise<string> {
  const { facts, problems } = readCustomer(input, todayIn(ctx.clock, ctx.brand.timeZone));
  if (!facts) throw invalid('CUSTOMER_INVALID', problems);
  const { id } = await ctx.tx.customer.create({
    data: { ...columnsOf(facts), partnerId, number: newNumber('K', ctx.brand), createdAt: ctx.clock.now() },
    select: { id: true },
  });
  if (facts.persons.length > 0) await savePersons(ctx, id, facts.persons);
  await noteCustomerChange(ctx, { customerId: id, version: 1, what: 'created', before: null, after: null });
  return id;
}

/** What a customer's row holds, with the keys by which it is found: whoever writes the one writes the other. */
export function columnsOf({ persons: _, birthDate, ...facts }: CustomerFacts): Omit<Prisma.CustomerUncheckedCreateInput, 'number'> {
  return {
    ...facts,
    birthDate: birthDate === null ? null : toDbDate(birthDate),
    nameKey: facts.kind === 'COMPANY' ? companyKey(facts.companyName ?? '') : personKey(facts),
    addressKey: addressKey(facts),
    emailKey: emailKey(facts.email),
    phoneKey: facts.phone === null ? '' : phoneKey(facts.phone, facts.country),
  };
}

export async function savePersons({ tx }: TxCtx, customerId: string, persons: readonly PersonFacts[]): Promise<void> {
  await tx.customerPerson.createMany({ data: personRows(customerId, persons) });
}

/** The rows of a customer's further persons, with the keys by which they are found. */
export const personRows = (customerId: string, persons: readonly PersonFacts[]) =>
  persons.map(({ birthDate, ...person }, index) => ({
    ...person,
    customerId,
    position: index + 1,
    birthDate: birthDate === null ? null : toDbDate(birthDate),
    nameKey: personKey(person),
  }));

export const customerNotFound = (customerId: string): DomainError =>
  new DomainError('CUSTOMER_NOT_FOUND', `customerId: there is no customer ${customerId}; look it up again`, { customerId });

/** Fails with CUSTOMER_NOT_FOUND outside of the viewer's rows. */
export async function checkCustomer({ tx }: TxCtx, customerId: string): Promise<void> {
  if (!(await tx.customer.findUnique({ where: { id: customerId }, select: { id: true } }))) throw customerNotFound(customerId);
}
