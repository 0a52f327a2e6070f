import { type Colleague, type Ctx, colleaguesByName, colleaguesByRole, colleaguesOfPartner, superiorOf } from '#core';
import type { SubjectFacts } from './subject.facts.ts';

/** Whom a rule tells, by what they have to do with what happened. */
export const RELATIONS = ['customer', 'partner', 'superior', 'employee', 'office', 'admin', 'room'] as const;
export type Relation = (typeof RELATIONS)[number];

/** Somebody who is told. */
export interface Person {
  /** "room" = whoever reads along in a messenger. */
  readonly reader: 'customer' | 'user' | 'room';
  /** Of the customer, or of the user. */
  readonly id: string | null;
}

export const keyOf = ({ reader, id }: Person): string => (id === null ? reader : `${reader} ${id}`);

/** Everybody once, however many relations lead to them. */
export async function peopleOf(ctx: Pick<Ctx, 'db' | 'brand'>, relations: readonly string[], facts: SubjectFacts): Promise<Person[]> {
  const people = new Map<string, Person>();
  for (const relation of RELATIONS.filter((one) => relations.includes(one)))
    for (const person of await WHO[relation](ctx, facts)) people.set(keyOf(person), person);
  return [...people.values()];
}

type Who = (ctx: Pick<Ctx, 'db' | 'brand'>, facts: SubjectFacts) => Promise<Person[]>;

const users = (colleagues: readonly Colleague[]): Person[] => colleagues.map(({ id }) => ({ reader: 'user', id }));

const WHO: Readonly<Record<Relation, Who>> = {
  customer: async (_ctx, { customerId }) => (customerId === null ? [] : [{ reader: 'customer', id: customerId }]),
  partner: async ({ db, brand }, { partnerId }) => (partnerId === null ? [] : users(await colleaguesOfPartner(db, brand.id, partnerId))),
  superior: async ({ db, brand }, { partnerId }) => {
    const above = partnerId === null ? null : await superiorOf(db, partnerId);
    return above === null ? [] : users(await colleaguesOfPartner(db, brand.id, above));
  },
  // Who made the order; where that was a program, or somebody who is not there any more, the back-office.
  employee: async ({ db, brand }, { orderedBy }) => {
    const found = orderedBy === null ? [] : await colleaguesByName(db, brand.id, orderedBy);
    return users(found.length === 1 ? found : await colleaguesByRole(db, brand.id, 'BACK_OFFICE'));
  },
  office: async ({ db, brand }) => users(await colleaguesByRole(db, brand.id, 'BACK_OFFICE')),
  admin: async ({ db, brand }) => users(await colleaguesByRole(db, brand.id, 'TENANT_ADMIN')),
  room: async () => [{ reader: 'room', id: null }],
};
