import type { Problem } from '../kernel/problems.ts';
import { endable, reachableFrom, type StateSet } from './contract.states.ts';
import { TAKEN_BY_CODE } from './state-set.core.ts';
import { DEFAULT_TRANSITIONS } from './transition.defaults.ts';
import type { GuardCode } from './transition.guards.ts';

type Way = StateSet['transitions'][number];
type Status = StateSet['statuses'][number];

const CORE = new Map(DEFAULT_TRANSITIONS.map((way) => [way.code, way]));
/** Where somebody is waited for until a day, and where that day is written. */
const DATED: ReadonlySet<string> = new Set(['clarification', 'awaiting_signature']);

/** Conditions that do not hold everywhere and for good; the others hold, or somebody can make them hold. */
const HOLDS: Readonly<Partial<Record<GuardCode, (status: Status) => boolean>>> = {
  'due-date-passed': ({ code }) => DATED.has(code),
  'before-due-date': ({ code }) => !DATED.has(code),
  'ends-on-reached': ({ code }) => code === 'terminating',
  'before-end': ({ code, kind }) => code !== 'terminating' && kind !== 'ENDED',
  'confirmed-date-reached': ({ code, kind }) => code === 'confirmed' || kind === 'SUPPLY',
  'not-yet-supplied': ({ kind }) => kind !== 'SUPPLY' && kind !== 'ENDED',
  'before-withdrawal-end': () => false, // for some days only
};
const HOLDING: Readonly<Record<string, ((status: Status) => boolean) | undefined>> = HOLDS;
const mayHold = (guards: readonly string[], status: Status): boolean => guards.every((guard) => HOLDING[guard]?.(status) ?? true);

/**
 * Whether a contract can be relied on to leave `status` by this way: code takes it from that very status, or somebody else than the
 * system may, under conditions that can hold together and do not lapse.
 */
export function isExit(way: Way, status: Status): boolean {
  if (!way.from.includes(status.code) || way.to === status.code) return false;
  if (TAKEN_BY_CODE.has(way.code)) return CORE.get(way.code)?.from.includes(status.code) ?? false;
  return way.by.some((actor) => actor !== 'system') && mayHold(way.guards, status);
}

/** The set with nothing but the ways that a contract can be relied on to take. */
export function reliable(set: StateSet): StateSet {
  const byCode = new Map(set.statuses.map((status) => [status.code, status]));
  const transitions = set.transitions.map((way) => ({
    ...way,
    from: way.from.filter((code) => {
      const status = byCode.get(code);
      return status !== undefined && isExit(way, status);
    }),
  }));
  return { ...set, transitions };
}

const problem = (field: string, code: string, values: Problem['values']): Problem => ({ field, code, values });

/** Every status is reached from the draft, and an end is reached from every status, by ways that somebody takes. */
export function wayProblems(set: StateSet): Problem[] {
  const reached = reachableFrom(set, 'draft');
  const ends = endable(reliable(set));
  return set.statuses.flatMap((status) => {
    const { code, isTerminal } = status;
    const at = `statuses.${code}`;
    const ways = set.transitions.filter(({ from, to }) => from.includes(code) && to !== code);
    const isOpen = ways.some((way) => isExit(way, status));
    return [
      ...(reached.has(code) ? [] : [problem(at, 'STATUS_UNREACHABLE', { code })]),
      ...(isTerminal || ways.length > 0 ? [] : [problem(at, 'STATUS_DEAD_END', { code })]),
      ...(isTerminal || ways.length === 0 || isOpen
        ? []
        : [problem(at, 'STATUS_EXIT_CLOSED', { code, ways: ways.map((way) => way.code).join(', ') })]),
      ...(!isTerminal && isOpen && !ends.has(code) ? [problem(at, 'STATUS_WITHOUT_END', { code })] : []),
    ];
  });
}

/** What the law gives a customer at any time: their letter is entered by the back-office. */
const RIGHTS: readonly string[] = ['withdraw', 'give_notice'];

/** Steps out of a contract that nobody could take any more. */
export function leavingProblems(set: StateSet): Problem[] {
  const byCode = new Map(set.statuses.map((status) => [status.code, status]));
  const rights = RIGHTS.flatMap((code) => {
    const [way, core] = [set.transitions.find((one) => one.code === code), CORE.get(code)];
    if (!way || !core) return []; // told already
    const added = way.guards.filter((guard) => !core.guards.some((own) => own === guard));
    const isKept =
      way.by.includes('back-office') &&
      core.from.every((from) => {
        const status = byCode.get(from);
        return way.from.includes(from) && (!status || mayHold(added, status));
      });
    return isKept ? [] : [problem(`transitions.${code}`, 'TRANSITION_RIGHT_NARROWED', { code, statuses: core.from.join(', ') })];
  });
  const stops = CORE.get('cancel')?.from.flatMap((code) => byCode.get(code) ?? []) ?? [];
  return [...rights, ...stops.flatMap((status) => (canBeStopped(set, status) ? [] : [stopProblem(status)]))];
}

/** Somebody in the back-office can refuse or cancel the contract there, whatever day it is. */
const canBeStopped = (set: StateSet, status: Status): boolean =>
  set.transitions.some(
    (way) =>
      way.by.includes('back-office') && isExit(way, status) && set.statuses.some(({ code, kind }) => code === way.to && kind === 'REFUSED'),
  );

const stopProblem = ({ code }: Status): Problem => problem(`statuses.${code}`, 'STATUS_NOT_STOPPED', { code });
