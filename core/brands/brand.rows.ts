import { DEFAULT_STATUSES, DEFAULT_TRANSITIONS } from '../contracts/contract.defaults.ts';
import type { AnyJob } from '../kernel/jobs.ts';
import { nextRun } from '../kernel/schedules.ts';

/** The statuses and transitions that every brand starts with, as the database keeps them. */
export const firstStatuses = () =>
  DEFAULT_STATUSES.map(({ en, de, ...status }, position) => ({ ...status, position, isCore: true, labels: { en, de } }));

export const firstTransitions = () =>
  DEFAULT_TRANSITIONS.map(({ en, de, from, by, guards, reasons, ...way }, position) => ({
    ...way,
    position,
    isCore: true,
    from: [...from],
    by: [...by],
    guards: [...guards],
    reasons: reasons.map(({ code, labels }) => ({ code, labels })),
    labels: { en, de },
  }));

/** When core's recurring jobs come first, in the brand's own days. */
export const firstSchedules = (jobs: readonly AnyJob[], timeZone: string, now: Date) =>
  jobs.flatMap(({ name, schedule }) => (schedule ? [{ name, cron: schedule, nextAt: nextRun(schedule, timeZone, now) }] : []));
