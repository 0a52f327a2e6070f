import type { BureauAlert } from '../providers/bureau.ts';

/** How the simulator answers for a person. */
export type SimulatedAnswer =
  | {
      readonly kind: 'score';
      readonly score: number;
      readonly reservations: readonly string[];
      /** What is told once somebody is watched. */
      readonly later?: BureauAlert['kind'];
    }
  /** First 202; once it was asked for often enough the score. */
  | { readonly kind: 'manual'; readonly score: number }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'no-score' }
  /** Where names are looked up: two candidates look alike. Elsewhere just the score. */
  | { readonly kind: 'several'; readonly score: number }
  /** Where several sources answer: one of them is down. Elsewhere just the score. */
  | { readonly kind: 'partial'; readonly score: number }
  | { readonly kind: 'by-phone' };

export interface SimulatedPerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly dateOfBirth?: string | undefined;
  readonly postalCode: string;
}

const score = (value: number, reservations: readonly string[] = []): SimulatedAnswer => ({ kind: 'score', score: value, reservations });

/** DEMO: invented persons, "first name last name" in lower case, with the scores of SCHUFA's test data. */
const DEMO_PERSONS: Readonly<Record<string, SimulatedAnswer>> = {
  'anna beispiel': score(200),
  'lukas mustermann': score(430),
};

/** DEMO: last names in lower case that stand for a case, whatever the rest of the person. */
const DEMO_LAST_NAMES: Readonly<Record<string, SimulatedAnswer>> = {
  niedrig: score(120),
  grenzfall: score(420),
  doppelt: score(720, ['DIFFERENT_PERSON_DATA']),
  umgezogen: score(720, ['DIFFERENT_ADDRESS_DATA']),
  handarbeit: { kind: 'manual', score: 640 },
  unbekannt: { kind: 'not-found' },
  ohnescore: { kind: 'no-score' },
  fernruf: { kind: 'by-phone' },
  absturz: { kind: 'score', score: 660, reservations: [], later: 'NEGATIVE_FEATURE' },
  mehrfach: { kind: 'several', score: 680 },
  teilweise: { kind: 'partial', score: 680 },
};

/** As far as a bureau goes that looks nobody up and has one source. */
export function plainAnswer(person: SimulatedPerson): Exclude<SimulatedAnswer, { kind: 'several' | 'partial' }> {
  const answer = simulatedAnswer(person);
  return answer.kind === 'several' || answer.kind === 'partial' ? { kind: 'score', score: answer.score, reservations: [] } : answer;
}

/** Somebody who moved is found where they lived before, if the bureau is told. */
export const foundBefore = <A extends SimulatedAnswer>(answer: A, formerAddress: object | undefined): A =>
  answer.kind === 'score' && formerAddress !== undefined
    ? { ...answer, reservations: answer.reservations.filter((code) => code !== 'DIFFERENT_ADDRESS_DATA') }
    : answer;

/** A company is one of these by the first word of its name. */
export const simulatedCompany = (name: string): SimulatedAnswer =>
  simulatedAnswer({ firstName: '', lastName: name.trim().split(/\s/)[0] ?? '', postalCode: '' });

/** Everybody else has a good score, always the same: from 560 to 899, made of name, birth date and postcode. */
export function simulatedAnswer({ firstName, lastName, dateOfBirth = '', postalCode }: SimulatedPerson): SimulatedAnswer {
  const name = [firstName, lastName].map((part) => part.trim().toLowerCase());
  return (
    DEMO_PERSONS[name.join(' ')] ??
    DEMO_LAST_NAMES[name[1] ?? ''] ??
    score(560 + (fingerprint([...name, dateOfBirth, postalCode].join('|')) % 340))
  );
}

/** FNV-1a, 32 bits: spreads well and needs no key. */
function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** What belongs to a score on an invented scale that agrees with the two of SCHUFA's test data: 200 is K, 90.42 %; 430 is G, 45.15 %. */
export function scoreDetails(value: number): { value: number; riskRate: number; range: string; text: string; infoText: string[] } {
  const step = Math.min(12, Math.max(0, Math.floor((749 - value) / 50)));
  const range = 'ABCDEFGHIJKLM'.charAt(step);
  const risk = value < 430 ? 45.15 + ((430 - value) * (90.42 - 45.15)) / 230 : 45.15 * Math.exp((430 - value) / 150);
  return { value, riskRate: Math.min(99.99, Math.round(risk * 100) / 100), range, text: `EVU-CHANCENSCORE ${range}`, infoText: [] };
}
