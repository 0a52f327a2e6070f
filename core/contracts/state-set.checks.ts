import type { Problem } from '../kernel/problems.ts';
import { DEFAULT_STATUSES, DEFAULT_TRANSITIONS } from './contract.defaults.ts';
import type { StateSet } from './contract.states.ts';
import { coreProblems } from './state-set.core.ts';
import { leavingProblems, wayProblems } from './state-set.exits.ts';
import { kindProblems } from './state-set.kinds.ts';
import { targetProblems } from './state-set.targets.ts';
import { GUARDS } from './transition.guards.ts';

const ACTORS = ['partner', 'customer', 'back-office', 'market', 'system'];
const CODE = /^[a-z][a-z0-9_-]{1,39}$/;
/** More than any brand needs; a set is read with every step. */
const MOST = 100;

/** How many contracts stand in each status now. */
export type InUse = ReadonlyMap<string, number>;

/**
 * Everything that keeps an edited set from being saved, all at once; empty = it is sound. A sound set has every core status and
 * transition, leads every contract to an end by ways that somebody takes, goes around nothing that core's steps check, and lets
 * supply begin and end only where the calendar does it.
 */
export function problemsOf(edited: StateSet, current: StateSet, inUse: InUse): Problem[] {
  return [
    ...formProblems(edited),
    ...coreProblems(edited, DEFAULT_STATUSES, DEFAULT_TRANSITIONS),
    ...kindProblems(edited),
    ...targetProblems(edited),
    ...wayProblems(edited),
    ...leavingProblems(edited),
    ...strandedProblems(edited, current, inUse),
  ];
}

const problem = (field: string, code: string, values: Problem['values'] = {}): Problem => ({ field, code, values });

/** Codes, labels, names of actors, conditions and statuses. */
function formProblems({ statuses, transitions }: StateSet): Problem[] {
  const known = new Set(statuses.map(({ code }) => code));
  return [
    ...(statuses.length > MOST ? [problem('statuses', 'STATE_SET_TOO_LARGE', { most: MOST })] : []),
    ...(transitions.length > MOST ? [problem('transitions', 'STATE_SET_TOO_LARGE', { most: MOST })] : []),
    ...statuses.flatMap(({ code, labels }) => named(`statuses.${code}`, code, labels)),
    ...twice(statuses).map((code) => problem(`statuses.${code}`, 'STATE_CODE_TWICE', { code })),
    ...twice(transitions).map((code) => problem(`transitions.${code}`, 'STATE_CODE_TWICE', { code })),
    ...transitions.flatMap(({ code, labels, from, to, by, guards, reasons, isReasonRequired }) => {
      const at = (part: string) => `transitions.${code}.${part}`;
      return [
        ...named(`transitions.${code}`, code, labels),
        ...(from.length === 0 ? [problem(at('from'), 'STATE_FROM_MISSING')] : []),
        ...(by.length === 0 ? [problem(at('by'), 'STATE_ACTOR_MISSING')] : []),
        ...[...from, to].filter((status) => !known.has(status)).map((status) => problem(at('to'), 'STATE_UNKNOWN', { status })),
        ...by.filter((actor) => !ACTORS.includes(actor)).map((actor) => problem(at('by'), 'STATE_ACTOR_UNKNOWN', { actor })),
        ...guards.filter((guard) => !Object.hasOwn(GUARDS, guard)).map((guard) => problem(at('guards'), 'STATE_GUARD_UNKNOWN', { guard })),
        ...twice(reasons).map((reason) => problem(at('reasons'), 'STATE_CODE_TWICE', { code: reason })),
        ...reasons.flatMap((reason) => named(at('reasons'), reason.code, reason.labels)),
        ...(isReasonRequired && reasons.length === 0 ? [problem(at('reasons'), 'STATE_REASONS_MISSING')] : []),
      ];
    }),
  ];
}

function named(field: string, code: string, labels: Readonly<Record<string, string>>): Problem[] {
  const texts = Object.values(labels);
  const isLabelled = texts.length > 0 && texts.every((text) => text.trim() !== '' && text.length <= 100);
  return [
    ...(CODE.test(code) ? [] : [problem(field, 'STATE_CODE_INVALID', { code })]),
    ...(isLabelled ? [] : [problem(field, 'STATE_LABEL_INVALID', { code })]),
  ];
}

const twice = (list: readonly { readonly code: string }[]): string[] => [
  ...new Set(list.map(({ code }) => code).filter((code, index, all) => all.indexOf(code) !== index)),
];

/** Contracts that would stand in a status that is no more, or that means something else. */
function strandedProblems({ statuses }: StateSet, current: StateSet, inUse: InUse): Problem[] {
  const edited = new Map(statuses.map((status) => [status.code, status]));
  return current.statuses.flatMap(({ code, kind, isTerminal }) => {
    const count = inUse.get(code) ?? 0;
    const next = edited.get(code);
    if (count === 0) return [];
    if (!next) return [problem(`statuses.${code}`, 'STATUS_IN_USE', { code, count })];
    const isSame = next.kind === kind && next.isTerminal === isTerminal;
    return isSame ? [] : [problem(`statuses.${code}`, 'STATUS_KIND_IN_USE', { code, count })];
  });
}
