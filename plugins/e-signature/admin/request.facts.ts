import { day, type StatusKind } from '#admin';
import type { ESignatureOfContractQuery } from '#operations/e-signature';
import { say } from './texts.ts';

export type RequestOfContract = NonNullable<NonNullable<ESignatureOfContractQuery['contract']>['eSignatures']>[number];

export type RequestState = 'PREPARING' | 'OPEN' | 'SEALING' | 'DONE' | 'DECLINED' | 'REVOKED' | 'EXPIRED' | 'WITHDRAWN';

const KINDS: Readonly<Record<RequestState, StatusKind>> = {
  ...{
    PREPARING: 'progress',
    OPEN: 'wait',
    SEALING: 'progress',
    DONE: 'ok',
    DECLINED: 'failed',
    REVOKED: 'ended',
    EXPIRED: 'attention',
    WITHDRAWN: 'ended',
  },
};

/** A signed contract that cannot move on needs somebody. */
export const stateKind = ({ state, problem }: { readonly state: RequestState; readonly problem: string | null }): StatusKind =>
  problem === null ? KINDS[state] : 'attention';

export const stateText = ({ state }: { readonly state: RequestState }): string => say(`e-signature.state.${state}`);

export const OPEN: ReadonlySet<RequestState> = new Set(['PREPARING', 'OPEN', 'SEALING']);

/** A request is over with the end of a day in UTC: its last day, as the mail names it. */
export const lastDay = (expiresAt: string): string => day(new Date(new Date(expiresAt).getTime() - 1).toISOString().slice(0, 10));
