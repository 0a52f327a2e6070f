import { randomUUID } from 'node:crypto';
import type { BureauQuestion, Subject } from '../providers/bureau.ts';
import type { BureauAccess } from '../providers/rest-bureau.ts';
import type { SchufaAccess } from '../providers/schufa-access.ts';
import type { BureauSimulator } from '../simulator/bureau-simulator.ts';

/** An invented person. */
export const person = (changes: Partial<Subject> = {}): Subject => ({
  kind: 'PERSON',
  firstName: 'Lukas',
  lastName: 'Mustermann',
  birthDate: '1985-11-03',
  companyName: null,
  registerNumber: null,
  vatId: null,
  previousAddress: null,
  street: 'Hauptstraße',
  houseNumber: '77',
  postcode: '10115',
  city: 'Berlin',
  country: 'DE',
  ...changes,
});

export const question = (changes: Partial<Subject> = {}, asked: Partial<BureauQuestion> = {}): BureauQuestion => ({
  person: person(changes),
  orderId: randomUUID(),
  product: 'energy',
  candidateId: null,
  upgradeOf: null,
  ...asked,
});

/** An invented company. */
export const company = (companyName: string, changes: Partial<Subject> = {}): Partial<Subject> => ({
  ...{ kind: 'COMPANY', firstName: '', lastName: '', birthDate: null, companyName },
  ...changes,
});

/** How to reach another bureau of a simulator. */
export const otherAccess = (
  simulator: BureauSimulator,
  code: Parameters<BureauSimulator['urlOf']>[0],
  changes: Partial<BureauAccess> = {},
): BureauAccess => ({
  url: simulator.urlOf(code),
  user: simulator.clientId,
  password: simulator.clientSecret,
  clientCertificate: '',
  clientKey: '',
  certificateAuthority: '',
  timeoutMs: 2_000,
  ...changes,
});

/** How to reach a simulator. */
export const accessTo = (
  { baseUrl, tokenUrl, clientId, clientSecret }: BureauSimulator,
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
