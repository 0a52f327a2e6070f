import type { z } from '#core';
import { type SimulatedAnswer, type SimulatedPerson, simulatedAnswer, simulatedCompany } from './demo-persons.ts';
import type { SimulatorCall } from './schufa-protocol.ts';
import type { Bill } from './simulator-bill.ts';
import { json, type SimulatorReply } from './simulator-replies.ts';

/** What the bureaus of one simulator share. */
export interface House {
  readonly bill: Bill;
  /** How often manual work is "not yet finished". */
  readonly pollsUntilDone: number;
  /** Whether one of several sources is out of reach, for whomever is asked about. */
  readonly isSourceDown: () => boolean;
}

/** A bureau's side; the path is the one behind its address. */
export type OtherProtocol = (call: SimulatorCall) => SimulatorReply;

/** Answers as for SCHUFA: one invented world for all bureaus, each on its own scale. */
export const answerFor = ({ companyName, ...person }: SimulatedPerson & { readonly companyName?: string | undefined }): SimulatedAnswer =>
  companyName === undefined || companyName === '' ? simulatedAnswer(person) : simulatedCompany(companyName);

/** Scores of the invented world (0 to 1,000, higher is better) on the scales of others. */
export const ON_SCALE = {
  /** 100 to 600, lower is better. */
  index: (score: number) => Math.round(500 - score * 0.4),
  /** 563 to 1,079. */
  boniversum: (score: number) => 563 + Math.round(score * 0.516),
  /** "1.0" to "6.0", lower is better. */
  buergel: (score: number) => (Math.round(60 - score * 0.05) / 10).toFixed(1),
  /** 100 to 700, lower is better. */
  ksv: (score: number) => Math.round(700 - score * 0.6),
  hasNegative: (score: number) => score < 300,
};

/** Reads a request by its rules; what is wrong is answered with the fields, as bureaus do. */
export function reading<T>(shape: z.ZodType<T>, { body }: SimulatorCall, answer: (request: T) => SimulatorReply): SimulatorReply {
  const read = shape.safeParse(parsed(body));
  if (read.success) return answer(read.data);
  return json(400, { errors: read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message })) });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused by the rules as "not an object"
  }
}

/** Numbers the bureau's own things: "C700001". */
export function numbering(prefix: string): () => string {
  let last = 700_000;
  return () => `${prefix}${++last}`;
}

/** Whom a bureau found for a name: its numbers lead to the invented answer. */
export interface Register {
  readonly find: (
    name: string,
    address: string,
    answer: SimulatedAnswer,
  ) => readonly { readonly id: string; readonly name: string; readonly address: string }[];
  readonly answerOf: (id: string) => SimulatedAnswer | undefined;
}

export function register(prefix: string): Register {
  const next = numbering(prefix);
  const known = new Map<string, SimulatedAnswer>();
  const entry = (name: string, address: string, answer: SimulatedAnswer) => {
    const id = next();
    known.set(id, answer);
    return { id, name, address };
  };
  return {
    find: (name, address, answer) => {
      if (answer.kind === 'not-found') return [];
      const first = entry(name, address, answer);
      return answer.kind === 'several' ? [first, entry(`${name} jun.`, address, { kind: 'score', score: 120, reservations: [] })] : [first];
    },
    answerOf: (id) => known.get(id),
  };
}
