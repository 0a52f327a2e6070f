import type { Problem } from '../kernel/problems.ts';
import type { StateSet } from './contract.states.ts';
import type { Actor } from './transition.defaults.ts';
import { DEFAULT_TRANSITIONS } from './transition.defaults.ts';
import type { GuardCode } from './transition.guards.ts';

type Status = StateSet['statuses'][number];

/** What a brand's own step must keep to because of where it leads. Core's own steps carry theirs already. */
interface Demand {
  readonly isMeant: (from: Status, to: Status) => boolean;
  /** Nobody but these steps: what they check or write cannot be had otherwise. */
  readonly only?: readonly string[];
  readonly guard?: GuardCode;
  readonly by?: readonly Actor[];
}

const DEMANDS: readonly Demand[] = [
  // Acceptance asks every plugin.
  { isMeant: (from, to) => from.kind === 'REVIEW' && to.kind === 'WAITING', only: ['accept', 'ask_signature'] },
  // A signature is what is waited for.
  { isMeant: (from, to) => from.code === 'awaiting_signature' && to.kind === 'WAITING', only: ['sign'] },
  // Supply starts from here on the day that the market named.
  { isMeant: (_from, to) => to.code === 'confirmed', by: ['market', 'back-office'] },
  { isMeant: (from, to) => from.kind === 'SUPPLY' && to.code === 'terminating', guard: 'notice-kept' },
  { isMeant: (from, to) => from.code === 'terminating' && to.kind === 'SUPPLY', guard: 'before-end' },
  // Whoever answers too late orders anew.
  { isMeant: (from, to) => from.code === 'clarification' && to.kind === 'REVIEW', guard: 'before-due-date' },
];

const CORE: ReadonlySet<string> = new Set(DEFAULT_TRANSITIONS.map(({ code }) => code));

/** Steps of a brand that would go around what core's own steps to the same place check. */
export function targetProblems({ statuses, transitions }: StateSet): Problem[] {
  const byCode = new Map(statuses.map((status) => [status.code, status]));
  return transitions.flatMap((way) => {
    const target = byCode.get(way.to);
    const sources = way.from.flatMap((code) => (code === way.to ? [] : (byCode.get(code) ?? [])));
    return target ? sources.flatMap((source) => DEMANDS.flatMap((demand) => demanded(way, { demand, source, target }))) : [];
  });
}

function demanded(
  { code, guards, by }: StateSet['transitions'][number],
  { demand, source, target }: { readonly demand: Demand; readonly source: Status; readonly target: Status },
): Problem[] {
  if (!demand.isMeant(source, target)) return [];
  const values = { code, from: source.code, to: target.code };
  const at = `transitions.${code}`;
  if (demand.only && !demand.only.includes(code))
    return [{ field: at, code: 'TRANSITION_RESERVED', values: { ...values, only: demand.only.join(', ') } }];
  if (CORE.has(code)) return [];
  const { guard, by: allowed } = demand;
  const strangers = allowed ? by.filter((actor) => !allowed.some((one) => one === actor)) : [];
  return [
    ...(guard && !guards.includes(guard) ? [{ field: `${at}.guards`, code: 'TRANSITION_GUARD_NEEDED', values: { ...values, guard } }] : []),
    ...(strangers.length > 0
      ? [{ field: `${at}.by`, code: 'TRANSITION_ACTOR_REFUSED', values: { ...values, actors: strangers.join(', ') } }]
      : []),
  ];
}
