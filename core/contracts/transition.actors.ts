import type { Permission } from '../access/permissions.ts';
import type { Viewer } from '../access/viewer.ts';
import type { StateSet } from './contract.states.ts';
import type { Actor } from './transition.defaults.ts';
import type { Refusal } from './transition.guards.ts';

/** Steps that belong to the order as a whole: `submitOrder` and `reviewOrder` take them. */
const OF_THE_ORDER: ReadonlySet<string> = new Set(['submit', 'start_review', 'accept', 'reject_credit']);

/** In whose name a viewer acts. A plugin speaks for whoever it brings word from. */
const actorsOf = ({ kind, rows }: Pick<Viewer, 'kind' | 'rows'>): readonly Actor[] =>
  kind === 'system'
    ? ['system', 'market', 'customer']
    : kind === 'customer'
      ? ['customer']
      : rows.kind === 'all'
        ? ['back-office']
        : ['partner'];

/** The permission that steps need: a partner takes those that the set gives partners, everything else changes contracts. */
const permissionFor = ({ rows }: Pick<Viewer, 'rows'>): Permission => (rows.kind === 'all' ? 'contract.write' : 'contract.step');

/** Why a viewer may take no step; null = they may take those of their actors. */
export function mayStep(viewer: Pick<Viewer, 'rows' | 'permissions'>): Refusal | null {
  const permission = permissionFor(viewer);
  if (viewer.permissions.has(permission)) return null;
  const message = `This needs the permission "${permission}"; ask your administrator`;
  return { code: 'TRANSITION_FORBIDDEN', message, details: { permission } };
}

/** Why somebody may not take a transition at all; null = they may. */
export function actorRefusal(
  { code, by }: Pick<StateSet['transitions'][number], 'code' | 'by'>,
  { viewer, actor }: { readonly viewer: Pick<Viewer, 'kind' | 'rows'>; readonly actor: Actor | null },
): Refusal | null {
  if (OF_THE_ORDER.has(code)) {
    const message = `transition: "${code}" is taken for the whole order; use submitOrder or reviewOrder`;
    return { code: 'TRANSITION_OF_THE_ORDER', message, details: { transition: code } };
  }
  const actors = actor === null ? actorsOf(viewer) : [actor];
  if (actors.some((one) => by.includes(one))) return null;
  const message = `transition: "${code}" is taken by ${by.join(' or ')}, not by ${actors[0]}`;
  return { code: 'TRANSITION_NOT_YOURS', message, details: { transition: code, by } };
}
