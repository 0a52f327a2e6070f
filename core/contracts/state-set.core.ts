import type { Problem } from '../kernel/problems.ts';
import type { DEFAULT_STATUSES } from './contract.defaults.ts';
import type { StateSet } from './contract.states.ts';
import type { DefaultTransition } from './transition.defaults.ts';

/** Steps that code takes by itself: orders, the calendar. They stay as they are; only their names are the brand's. */
export const TAKEN_BY_CODE: ReadonlySet<string> = new Set([
  'submit',
  'start_review',
  'accept',
  'reject_credit',
  'clarify_expired',
  'sign_expired',
  'activate',
  'end',
  'renew',
  'change_tariff',
]);

const problem = (field: string, code: string, values: Problem['values']): Problem => ({ field, code, values });

/** Core's own statuses and transitions may be renamed and narrowed, never removed. */
export function coreProblems(edited: StateSet, statuses: typeof DEFAULT_STATUSES, transitions: readonly DefaultTransition[]): Problem[] {
  return [
    ...statuses.flatMap(({ code, kind, isTerminal }) => {
      const found = edited.statuses.find((status) => status.code === code);
      if (!found) return [problem(`statuses.${code}`, 'STATUS_CORE_REMOVED', { code })];
      const isSame = found.kind === kind && found.isTerminal === isTerminal;
      return isSame ? [] : [problem(`statuses.${code}`, 'STATUS_CORE_CHANGED', { code, kind })];
    }),
    ...transitions.flatMap((core) => {
      const found = edited.transitions.find(({ code }) => code === core.code);
      if (!found) return [problem(`transitions.${core.code}`, 'TRANSITION_CORE_REMOVED', { code: core.code })];
      return changesOf(found, core, new Set(statuses.map(({ code }) => code)));
    }),
  ];
}

function changesOf(found: StateSet['transitions'][number], core: DefaultTransition, coreStatuses: ReadonlySet<string>): Problem[] {
  const { code } = core;
  const at = (part: string) => `transitions.${code}.${part}`;
  const widened = found.by.filter((actor) => !core.by.some((own) => own === actor));
  const foreign = found.from.filter((status) => coreStatuses.has(status) && !core.from.includes(status));
  const dropped = core.guards.filter((guard) => !found.guards.includes(guard));
  const isFixed = TAKEN_BY_CODE.has(code);
  const isNarrower =
    core.from.some((status) => !found.from.includes(status)) ||
    (core.by.includes('system') && !found.by.includes('system')) ||
    found.guards.length > core.guards.length ||
    (found.isReasonRequired && !core.isReasonRequired);
  return [
    ...(found.to === core.to ? [] : [problem(at('to'), 'TRANSITION_CORE_CHANGED', { code, to: core.to })]),
    ...(widened.length === 0 ? [] : [problem(at('by'), 'TRANSITION_CORE_WIDENED', { code, actors: widened.join(', ') })]),
    ...(foreign.length === 0 ? [] : [problem(at('from'), 'TRANSITION_CORE_WIDENED_FROM', { code, statuses: foreign.join(', ') })]),
    ...(dropped.length === 0 ? [] : [problem(at('guards'), 'TRANSITION_GUARD_REMOVED', { code, guards: dropped.join(', ') })]),
    ...(core.isReasonRequired && !found.isReasonRequired ? [problem(at('isReasonRequired'), 'TRANSITION_REASON_DROPPED', { code })] : []),
    ...(isFixed && isNarrower ? [problem(`transitions.${code}`, 'TRANSITION_TAKEN_BY_CODE', { code })] : []),
  ];
}
