import { type Ctx, DomainError } from '#core';

export const PAGE_MOST = 200;
const DAYS_COUNTED = 30;
const DAY_MS = 86_400_000;

type State = 'HELD' | 'COLLECTED' | 'WAITING' | 'SENDING' | 'SENT' | 'KEPT' | 'FAILED' | 'BOUNCED' | 'SUPPRESSED';

export interface MessagePage {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly state?: readonly State[] | null | undefined;
  readonly contractId?: string | null | undefined;
  readonly recipient?: string | null | undefined;
}

/** A page of the log, newest first: ids are sorted by time. Fails with NOTIFICATIONS_PAGE_INVALID. */
export function messagePage({ first, after, state, contractId, recipient }: MessagePage) {
  if (first < 1 || first > PAGE_MOST)
    throw new DomainError('NOTIFICATIONS_PAGE_INVALID', `first: must lie between 1 and ${PAGE_MOST}`, { maximum: PAGE_MOST });
  return {
    where: {
      ...(after && { id: { lt: after } }),
      ...(state && { state: { in: [...state] } }),
      ...(contractId && { contractId }),
      ...(recipient && { recipient }),
    },
    orderBy: { id: 'desc' as const },
    take: first,
  };
}

export async function countByState({ db, wallClock }: Pick<Ctx, 'db' | 'wallClock'>): Promise<{ state: State; count: number }[]> {
  const since = new Date(wallClock.now().getTime() - DAYS_COUNTED * DAY_MS);
  const groups = await db.notificationsMessage.groupBy({ by: ['state'], where: { createdAt: { gte: since } }, _count: { _all: true } });
  return groups.map(({ state, _count }) => ({ state, count: _count._all }));
}
