import { fromDbDate, type PlainDate } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import { DomainError } from '../kernel/errors.ts';

/** Who ordered, as far as an outside company needs it. Personal data: for the call alone, never stored or logged. */
export interface Applicant {
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: PlainDate | null;
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export async function readApplicant({ db }: Pick<Ctx, 'db'>, orderId: string): Promise<Applicant> {
  const contract = await db.contract.findFirst({
    where: { orderId, customerId: { not: null } },
    include: { customer: true },
    orderBy: { id: 'asc' },
  });
  const customer = contract?.customer;
  if (!customer) throw new DomainError('ORDER_NOT_FOUND', `orderId: there is no submitted order ${orderId}`, { orderId });
  const { firstName, lastName, birthDate, street, houseNumber, postcode, city, country } = customer;
  return { firstName, lastName, birthDate: birthDate && fromDbDate(birthDate), street, houseNumber, postcode, city, country };
}
