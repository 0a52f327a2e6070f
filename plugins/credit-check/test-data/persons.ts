import { randomUUID } from 'node:crypto';
import type { Applicant } from '#core';
import type { BureauQuestion } from '../providers/bureau.ts';
import type { SchufaAccess } from '../providers/schufa-http.ts';
import type { SchufaSimulator } from '../simulator/schufa-simulator.ts';

/** An invented person. */
export const person = (changes: Partial<Applicant> = {}): Applicant => ({
  firstName: 'Lukas',
  lastName: 'Mustermann',
  birthDate: '1985-11-03',
  street: 'Hauptstraße',
  houseNumber: '77',
  postcode: '10115',
  city: 'Berlin',
  country: 'DE',
  ...changes,
});

export const question = (changes: Partial<Applicant> = {}): BureauQuestion => ({ person: person(changes), orderId: randomUUID() });

/** How to reach a simulator. */
export const accessTo = (
  { baseUrl, tokenUrl, clientId, clientSecret }: SchufaSimulator,
  changes: Partial<SchufaAccess> = {},
): SchufaAccess => ({
  baseUrl,
  tokenUrl,
  clientId,
  clientSecret,
  clientCertificate: '',
  clientKey: '',
  certificateAuthority: '',
  requestReason: 'energy-contract',
  timeoutMs: 2_000,
  ...changes,
});
