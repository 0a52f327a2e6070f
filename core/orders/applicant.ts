import { z } from 'zod';
import { fromDbDate, type PlainDate } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** Somebody who signs together with the customer, or for a company. */
export interface JointApplicant {
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: PlainDate | null;
}

/** Who ordered, as far as an outside company needs it. Personal data: for the call alone, never stored or logged. */
export interface Applicant {
  readonly kind: 'PERSON' | 'JOINT' | 'COMPANY';
  /** Of the person; of a company's contact person, "" where none is known. */
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: PlainDate | null;
  readonly companyName: string | null;
  /** Number in the register of companies. */
  readonly registerNumber: string | null;
  readonly vatId: string | null;
  /** Who signs together with a JOINT customer, in their order; empty for others. */
  readonly joint: readonly JointApplicant[];
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Where a known customer lived before they moved, as their history tells; null = it tells of no move. */
  readonly previousAddress: ApplicantAddress | null;
}

export type ApplicantAddress = Pick<Applicant, 'street' | 'houseNumber' | 'postcode' | 'city' | 'country'>;

/** Changes of a customer that are looked through for a move, newest first. */
const LOOKED_BACK = 20;

export async function readApplicant({ db }: Pick<Ctx, 'db'>, orderId: string): Promise<Applicant> {
  const contract = await db.contract.findFirst({
    where: { orderId, customerId: { not: null } },
    include: {
      customer: {
        include: {
          persons: { orderBy: { position: 'asc' } },
          changes: { where: { what: 'customer' }, orderBy: { id: 'desc' }, take: LOOKED_BACK, select: { before: true } },
        },
      },
    },
    orderBy: { id: 'asc' },
  });
  const customer = contract?.customer;
  if (!customer) throw new DomainError('ORDER_NOT_FOUND', `orderId: there is no submitted order ${orderId}`, { orderId });
  const { kind, firstName, lastName, companyName, registerNumber, vatId, street, houseNumber, postcode, city, country } = customer;
  return {
    ...{ kind, firstName, lastName, companyName, registerNumber, vatId, street, houseNumber, postcode, city, country },
    birthDate: dayOf(customer.birthDate),
    previousAddress: addressBefore({ street, houseNumber, postcode, city, country }, customer.changes),
    joint:
      kind !== 'JOINT'
        ? []
        : customer.persons.map((person) => ({
            firstName: person.firstName,
            lastName: person.lastName,
            birthDate: dayOf(person.birthDate),
          })),
  };
}

const dayOf = (day: Date | null): PlainDate | null => day && fromDbDate(day);

const changedAddress = z
  .object({ street: z.string(), houseNumber: z.string(), postcode: z.string(), city: z.string(), country: z.string() })
  .partial();

/** A change notes what differed alone: the rest was as it is now. */
function addressBefore(now: ApplicantAddress, changes: readonly { readonly before: unknown }[]): ApplicantAddress | null {
  for (const { before } of changes) {
    const { data } = changedAddress.safeParse(before);
    if (!data || Object.keys(data).length === 0) continue;
    return {
      ...{ street: data.street ?? now.street, houseNumber: data.houseNumber ?? now.houseNumber },
      ...{ postcode: data.postcode ?? now.postcode, city: data.city ?? now.city, country: data.country ?? now.country },
    };
  }
  return null;
}
