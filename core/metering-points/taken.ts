import type { ContractKind } from '#prisma';

interface AtPoint {
  readonly kind: ContractKind;
  /** First day not supplied; null = no end is known. */
  readonly endsOn: unknown;
}

/**
 * Why a point cannot be sold once more, from the contracts there: somebody has ordered it, or is supplied without an end. Supply
 * that has its last day is over soon enough, whatever a brand calls that status. Null = nothing stands in the way.
 */
export function takenBy(contracts: readonly AtPoint[]): 'ORDERED' | 'SUPPLIED' | null {
  if (contracts.some(({ kind }) => kind === 'REVIEW' || kind === 'WAITING')) return 'ORDERED';
  return contracts.some(({ kind, endsOn }) => kind === 'SUPPLY' && endsOn === null) ? 'SUPPLIED' : null;
}
