import type { ContractKind } from '#prisma';
import { DomainError } from '../kernel/errors.ts';

/** A brand's statuses and the ways between them; pure data. */
export interface StateSet {
  readonly statuses: readonly { readonly code: string; readonly kind: ContractKind; readonly isTerminal: boolean }[];
  readonly transitions: readonly {
    readonly code: string;
    readonly from: readonly string[];
    readonly to: string;
    readonly by: readonly string[];
  }[];
}

export interface Step {
  readonly transition: string;
  readonly from: string;
  readonly to: string;
  readonly kind: ContractKind;
}

/** The step that `transition` means from the status `from`. Fails with TRANSITION_NOT_ALLOWED and names what is allowed. */
export function stepOf(set: StateSet, from: string, transition: string): Step {
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

/** Codes of the transitions that lead out of a status. */
export const stepsFrom = ({ transitions }: StateSet, from: string): string[] =>
  transitions.filter((way) => way.from.includes(from)).map(({ code }) => code);

/** What is wrong with a set: ways to nowhere, statuses that cannot be reached or left. Empty = sound. */
export function faultsOf({ statuses, transitions }: StateSet, start = 'draft'): string[] {
  const codes = new Set(statuses.map(({ code }) => code));
  const reached = new Set([start]);
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    for (const { from, to } of transitions) if (from.some((code) => reached.has(code))) reached.add(to);
  }
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
