/** Who is asked to sign, in their order. */
export interface PlannedSigner {
  readonly position: number;
  readonly role: 'CUSTOMER' | 'JOINT' | 'COMPANY';
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
}

interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  readonly phone: string | null;
}

export interface SigningCustomer {
  readonly kind: string;
  readonly companyName: string | null;
  readonly title: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string | null;
  /** In their order, with "joint" or "representative". */
  readonly persons: readonly (Person & { readonly role: string })[];
}

/**
 * A person signs alone; joint customers all sign, one after the other; for a company its representatives do, or whoever is its
 * contact. Whoever has no address of their own gets the link at the customer's.
 */
export function signersOf(customer: SigningCustomer): PlannedSigner[] {
  const { companyName, title, firstName, lastName, email, phone, persons } = customer;
  const self = { name: [title, firstName, lastName].filter(Boolean).join(' ').trim(), email, phone };
  const others = (role: string) =>
    persons
      .filter((person) => person.role === role)
      .map((person) => ({ name: `${person.firstName} ${person.lastName}`.trim(), email: person.email ?? email, phone: person.phone }));
  const company = companyName === null ? [] : others('representative');
  const signing =
    companyName === null
      ? [{ role: 'CUSTOMER' as const, ...self }, ...others('joint').map((person) => ({ role: 'JOINT' as const, ...person }))]
      : (company.length > 0 ? company : [{ ...self, name: self.name || companyName }]).map((person) => ({
          role: 'COMPANY' as const,
          ...person,
        }));
  return signing.map((signer, index) => ({ position: index + 1, ...signer }));
}
