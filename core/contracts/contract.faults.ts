import { z } from 'zod';
import type { Contract, Prisma } from '#prisma';
import { DomainError } from '../kernel/errors.ts';
import type { StateSet, Step } from './contract.states.ts';

/** What was mended, for one fault. */
export interface FaultAnswer {
  readonly code: string;
  readonly text: string;
}

/** Something for which an order was returned. */
export interface Fault {
  /** One of the reasons of the step that returned it. */
  readonly code: string;
  /** What was mended; null = nobody has answered. */
  readonly answer: string | null;
}

const LONGEST = 500;
const stored = z.array(z.object({ code: z.string(), answer: z.string().nullable() }));

/** Why the contract was last returned, with the answers. */
export const faultsOf = ({ faults }: Pick<Contract, 'faults'>): readonly Fault[] => stored.parse(faults);

interface Asked {
  readonly step: Step;
  readonly way: Pick<StateSet['transitions'][number], 'code' | 'reasons'>;
  readonly request: {
    readonly reasonCode: string | null;
    readonly faultCodes?: readonly string[] | null;
    readonly answers?: readonly FaultAnswer[] | null;
  };
}

/** What a step makes of the faults: into clarification they are noted, out of it answered; undefined = they stay. */
export function faultsAfter(
  contract: Pick<Contract, 'faults'>,
  { step, way, request }: Asked,
): { readonly faults: Prisma.InputJsonArray | undefined; readonly openFaults: readonly string[] } {
  if (step.to === 'clarification' && step.from !== 'clarification') {
    const codes = [...new Set([request.reasonCode, ...(request.faultCodes ?? [])].flatMap((code) => code ?? []))];
    checkCodes('faultCodes', codes, { known: way.reasons.map(({ code }) => code), transition: way.code });
    return { faults: codes.map((code) => ({ code, answer: null })), openFaults: [] };
  }
  if (step.from !== 'clarification') return { faults: undefined, openFaults: [] };
  const [before, answers] = [faultsOf(contract), request.answers ?? []];
  checkCodes(
    'answers',
    answers.map(({ code }) => code),
    { known: before.map(({ code }) => code), transition: way.code },
  );
  const after = before.map(({ code, answer }) => ({ code, answer: textOf(answers, code) ?? answer }));
  return { faults: after, openFaults: after.filter(({ answer }) => answer === null).map(({ code }) => code) };
}

function textOf(answers: readonly FaultAnswer[], wanted: string): string | null {
  const text = answers.find(({ code }) => code === wanted)?.text.trim() ?? '';
  if (text.length > LONGEST)
    throw new DomainError('ANSWER_TOO_LONG', `answers: "${wanted}" is longer than ${LONGEST} characters; shorten it`, {
      code: wanted,
      most: LONGEST,
    });
  return text === '' ? null : text;
}

function checkCodes(
  field: string,
  codes: readonly string[],
  { known, transition }: { known: readonly string[]; transition: string },
): void {
  const unknown = codes.find((code) => !known.includes(code));
  if (unknown === undefined) return;
  const reasons = known.join(', ') || 'none';
  throw new DomainError('REASON_UNKNOWN', `${field}: "${unknown}" is no reason of "${transition}"; choose among: ${reasons}`, {
    transition,
    reasons,
  });
}
