import {
  type MassChangeFactsFragment,
  type MassChangeState,
  MassStepsDocument,
  type MassStepsQuery,
} from '../../../generated/admin/graphql.ts';
import type { StatusKind } from '../../kit/parts/status.tsx';
import { useAsk } from '../use-ask.ts';

export type MassChangeOfPage = MassChangeFactsFragment;
export type MassStep = MassStepsQuery['contractTransitions'][number];

const KINDS: Readonly<Record<MassChangeState, StatusKind>> = {
  PREVIEWING: 'progress',
  PREVIEWED: 'wait',
  RUNNING: 'progress',
  STOPPED: 'ended',
  DONE: 'ok',
};

export const countOf = ({ outcomes }: MassChangeOfPage, state: 'OPEN' | 'DONE' | 'FAILED'): number =>
  outcomes.filter((one) => one.state === state).reduce((sum, { count }) => sum + count, 0);

/** Done is not all right while contracts stayed where they were. */
export const massChangeKind = (change: MassChangeOfPage): StatusKind =>
  change.state === 'DONE' && countOf(change, 'FAILED') > 0 ? 'attention' : KINDS[change.state];

/** Whether work is under way. */
export const isMoving = (state: MassChangeState): state is 'PREVIEWING' | 'RUNNING' => state === 'PREVIEWING' || state === 'RUNNING';

/** 0 to 1; null = nobody knows how far it is. */
export const progressOf = (change: MassChangeOfPage): number | null =>
  change.state === 'RUNNING' && change.total > 0 ? 1 - countOf(change, 'OPEN') / change.total : null;

/** The steps that the back-office takes with contracts, and how statuses are called. */
export function useSteps() {
  const { data } = useAsk('mass-steps', MassStepsDocument, {});
  const labels = new Map((data?.contractStatuses ?? []).map(({ code, label }) => [code, label]));
  return {
    steps: (data?.contractTransitions ?? []).filter(({ by }) => by.includes('back-office')),
    stepLabel: (code: string): string => data?.contractTransitions.find((one) => one.code === code)?.label ?? code,
    statusLabel: (code: string): string => labels.get(code) ?? code,
  };
}
