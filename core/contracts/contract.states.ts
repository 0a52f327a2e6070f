import { z } from 'zod';
import type { ContractKind } from '#prisma';
import { DomainError } from '../kernel/errors.ts';
import type { Reason } from './transition.defaults.ts';

/** What a set is made of, as far as ways are concerned; pure data. */
export interface StateShape {
  readonly statuses: readonly { readonly code: string; readonly kind: ContractKind; readonly isTerminal: boolean }[];
  readonly transitions: readonly {
    readonly code: string;
    readonly from: readonly string[];
    readonly to: string;
    readonly by: readonly string[];
  }[];
}

export type Labels = Readonly<Record<string, string>>;

/** A brand's statuses and the ways between them, with conditions, reasons and labels. */
export interface StateSet extends StateShape {
  readonly statuses: readonly (StateShape['statuses'][number] & { readonly labels: Labels })[];
  readonly transitions: readonly (StateShape['transitions'][number] & {
    readonly guards: readonly string[];
    readonly reasons: readonly Reason[];
    readonly isReasonRequired: boolean;
    readonly labels: Labels;
  })[];
}

/** Labels and reasons as the database keeps them. */
export const storedLabels = z.record(z.string(), z.string());
export const storedReasons = z.array(z.object({ code: z.string(), labels: storedLabels }));

export interface Step {
  readonly transition: string;
  readonly from: string;
  readonly to: string;
  readonly kind: ContractKind;
}

/** The step that `transition` means from the status `from`. Fails with TRANSITION_NOT_ALLOWED and names what is allowed. */
export function stepOf(set: StateShape, from: string, transition: string): Step {
  const found = set.transitions.find((way) => way.code === transition && way.from.includes(from));
  const target = found && set.statuses.find(({ code }) => code === found.to);
  if (!found || !target) {
    const allowed = stepsFrom(set, from);
    throw new DomainError(
      'TRANSITION_NOT_ALLOWED',
      `transition: "${transition}" is not possible from "${from}"; possible are: ${allowed.join(', ') || 'none'}`,
      { from, transition, allowed },
    );
  }
  return { transition, from, to: target.code, kind: target.kind };
}

/** A label in a language, else in English, else in whichever there is. */
export const labelIn = (language: string, labels: Labels, code: string): string =>
  labels[language.slice(0, 2)] ?? labels.en ?? Object.values(labels)[0] ?? code;

/** Codes of the transitions that lead out of a status. */
export const stepsFrom = ({ transitions }: StateShape, from: string): string[] =>
  transitions.filter((way) => way.from.includes(from)).map(({ code }) => code);

/** Statuses that can be reached from `start`. */
export function reachableFrom({ transitions }: StateShape, start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    for (const { from, to } of transitions) if (from.some((code) => reached.has(code))) reached.add(to);
  }
  return reached;
}

/** Statuses from which a terminal one can be reached. */
export function endable({ statuses, transitions }: StateShape): ReadonlySet<string> {
  const ends = new Set(statuses.filter(({ isTerminal }) => isTerminal).map(({ code }) => code));
  for (let before = -1; before !== ends.size; ) {
    before = ends.size;
    for (const { from, to } of transitions) if (ends.has(to)) for (const code of from) ends.add(code);
  }
  return ends;
}

/** What is wrong with a set: ways to nowhere, statuses that cannot be reached or left. Empty = sound. */
export function faultsOf(set: StateShape, start = 'draft'): string[] {
  const { statuses, transitions } = set;
  const codes = new Set(statuses.map(({ code }) => code));
  const reached = reachableFrom(set, start);
  return [
    ...transitions.flatMap(({ code, from, to }) =>
      [...from, to].filter((status) => !codes.has(status)).map((status) => `transition "${code}" names the unknown status "${status}"`),
    ),
    ...statuses.filter(({ code }) => !reached.has(code)).map(({ code }) => `status "${code}" cannot be reached from "${start}"`),
    ...statuses
      .filter(({ code, isTerminal }) => !isTerminal && !transitions.some(({ from }) => from.includes(code)))
      .map(({ code }) => `status "${code}" is a dead end; mark it as terminal or add a way out`),
  ];
}
