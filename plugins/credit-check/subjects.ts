import { type Applicant, type Ctx, readApplicant } from '#core';
import { saidFormerAddress } from './former-address.ts';
import type { Subject } from './providers/bureau.ts';

/** Everybody who signs, the customer first: each of them is asked about. A company is asked about as itself. */
export async function subjectsOf(ctx: Pick<Ctx, 'db'>, orderId: string): Promise<readonly Subject[]> {
  const applicant = await readApplicant(ctx, orderId);
  // What the order says goes before what the history of a known customer tells.
  const said = await saidFormerAddress(ctx, orderId, applicant);
  return subjectsIn(said ? { ...applicant, previousAddress: said } : applicant);
}

/** Joint customers are asked about at the one address of the order: no other is known of them. */
export function subjectsIn({ joint, kind, ...applicant }: Applicant): readonly Subject[] {
  const first: Subject = { ...applicant, kind: kind === 'COMPANY' ? 'COMPANY' : 'PERSON' };
  return [
    first,
    ...joint.map((person) => ({ ...first, ...person, companyName: null, registerNumber: null, vatId: null, previousAddress: null })),
  ];
}

const PURPOSE = 'credit-check.subject';

/** A keyed hash of who somebody is, however it is spelled: by it the same person is found in another order, and nothing can be read out of it. */
export const subjectKeys = ({ vault }: Pick<Ctx, 'vault'>, subject: Subject): string[] => vault.digests(PURPOSE, identityOf(subject));

function identityOf(subject: Subject): string {
  const { kind, companyName, registerNumber, firstName, lastName, birthDate, street, houseNumber, postcode, city, country } = subject;
  const name = kind === 'COMPANY' ? [companyName ?? '', registerNumber ?? ''] : [firstName, lastName, birthDate ?? ''];
  return [kind, ...name, street, houseNumber, postcode, city, country].map(plain).join('|');
}

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase().replaceAll(/\s+/g, ' ');
