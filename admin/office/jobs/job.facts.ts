import type { JobPageQuery, JobState } from '../../../generated/admin/graphql.ts';
import type { StatusKind } from '../../kit/parts/status.tsx';

export type JobOfPage = NonNullable<JobPageQuery['job']>;

export const JOB_KINDS: Readonly<Record<JobState, StatusKind>> = {
  ...{ WAITING: 'wait', SENT: 'progress', PARKED: 'idle', DEAD: 'failed', DONE: 'ok', DROPPED: 'ended' },
};
