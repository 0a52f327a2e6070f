import { addDays, type Ctx, DomainError, type TxCtx, toDbDate, todayIn } from '#core';
import { DEBIT, MANUAL, REVIEW, WAITING } from './credit-check.hooks.ts';

export const REVIEW_QUEUE_MAX = 200;
const PLUGIN = 'credit-check';

export interface QueuePage {
  readonly waitsFor: 'PERSON' | 'BUREAU';
  readonly first: number;
  /** The last order of the page before. */
  readonly after: string | null;
}

/** What waits is looked at as a whole, so that it can be sorted by the day on which it is due. */
const WAITING_MAX = 5_000;

/** Checks of orders in review that wait for this plugin, as core noted it on their contracts: what is due first, then the oldest. */
export async function checksWaitingFor(db: Ctx['db'], { waitsFor, first, after }: QueuePage): Promise<string[]> {
  refuseBadPage(first);
  const orderIds = await ordersWaitingFor(db, waitsFor, WAITING_MAX);
  const checks = await db.creditCheck.findMany({
    where: { orderId: { in: orderIds } },
    select: { orderId: true },
    orderBy: [{ dueOn: { sort: 'asc', nulls: 'last' } }, { orderId: 'asc' }],
  });
  const ids = checks.map(({ orderId }) => orderId);
  const start = after === null ? 0 : ids.indexOf(after) + 1;
  return ids.slice(start, start + first);
}

async function ordersWaitingFor(db: Ctx['db'], waitsFor: QueuePage['waitsFor'], take: number): Promise<string[]> {
  const rows = await db.contract.findMany({
    where: { status: 'in_review', ...pendingFor(waitsFor) },
    select: { orderId: true },
    distinct: ['orderId'],
    orderBy: { orderId: 'asc' },
    take,
  });
  return rows.map(({ orderId }) => orderId);
}

/** Checks that wait for a person and are due by a day. */
export async function duePeople(db: Ctx['db'], until: Date) {
  const orderIds = await ordersWaitingFor(db, 'PERSON', WAITING_MAX);
  return db.creditCheck.findMany({
    where: { orderId: { in: orderIds }, dueOn: { lte: until } },
    select: { orderId: true, remindedAt: true },
  });
}

/** The page of checks that a person has decided, newest order first: ids grow with time. */
export function decidedPage({ first, after }: Pick<QueuePage, 'first' | 'after'>) {
  refuseBadPage(first);
  return {
    where: { decidedAt: { not: null }, ...(after !== null && { orderId: { lt: after } }) },
    orderBy: { orderId: 'desc' },
    take: first,
  } as const;
}

/** Throws CREDIT_CHECK_PAGE_INVALID: nobody asks for more than a page, or for nothing. */
export function refuseBadPage(size: number): void {
  if (size >= 1 && size <= REVIEW_QUEUE_MAX) return;
  throw new DomainError('CREDIT_CHECK_PAGE_INVALID', `first: must lie between 1 and ${REVIEW_QUEUE_MAX}`, {
    field: 'first',
    maximum: REVIEW_QUEUE_MAX,
  });
}

/** How many orders wait for whom, at most a page of each; how many of them are due, and how many decisions are contested, what bureaus told. */
export async function queueLengths({ db, clock, brand }: Pick<Ctx, 'db' | 'clock' | 'brand'>): Promise<QueueLengths> {
  const tomorrow = toDbDate(addDays(todayIn(clock, brand.timeZone), 1));
  const [person, bureau, due, contested, alerts] = await Promise.all([
    ordersWaitingFor(db, 'PERSON', REVIEW_QUEUE_MAX),
    ordersWaitingFor(db, 'BUREAU', REVIEW_QUEUE_MAX),
    duePeople(db, tomorrow),
    db.creditCheckContest.count({ where: { isGranted: null } }),
    db.creditCheckAlert.count({ where: { seenAt: null } }),
  ]);
  return { person: person.length, bureau: bureau.length, due: due.length, contested, alerts };
}

export interface QueueLengths {
  readonly person: number;
  readonly bureau: number;
  readonly due: number;
  readonly contested: number;
  readonly alerts: number;
}

/** For the person who is about to switch the plugin off. */
export async function effectsOfSwitchingOff({ tx, texts, viewer }: TxCtx): Promise<string[]> {
  const [forBureau, forPerson] = await Promise.all(
    (['BUREAU', 'PERSON'] as const).map((waitsFor) => tx.contract.count({ where: { status: 'in_review', ...pendingFor(waitsFor) } })),
  );
  const watched = await tx.creditCheckWatch.count({ where: { state: 'ACTIVE' } });
  const said = (what: string, count: number): string[] =>
    count === 0 ? [] : [texts(viewer.language, `credit-check.off.${what}`, { count }) ?? what];
  return [...said('bureau', forBureau ?? 0), ...said('person', forPerson ?? 0), ...said('watched', watched)];
}

const pendingFor = (waitsFor: QueuePage['waitsFor']) => ({
  OR: (waitsFor === 'PERSON' ? [REVIEW, DEBIT] : [WAITING, MANUAL]).map((reason) => ({
    pending: { array_contains: [{ pluginId: PLUGIN, reason }] },
  })),
});
