import { type Ctx, DomainError, type TxCtx } from '#core';
import { MANUAL, REVIEW, WAITING } from './credit-check.hooks.ts';

export const REVIEW_QUEUE_MAX = 200;
const PLUGIN = 'credit-check';

export interface QueuePage {
  readonly waitsFor: 'PERSON' | 'BUREAU';
  readonly first: number;
  /** The last order of the page before. */
  readonly after: string | null;
}

/** Orders in review that wait for this plugin, as core noted it on their contracts. */
export async function ordersWaitingFor(db: Ctx['db'], { waitsFor, first, after }: QueuePage): Promise<string[]> {
  refuseBadPage(first);
  const rows = await db.contract.findMany({
    where: { status: 'in_review', ...pendingFor(waitsFor), ...(after !== null && { orderId: { gt: after } }) },
    select: { orderId: true },
    distinct: ['orderId'],
    orderBy: { orderId: 'asc' },
    take: first,
  });
  return rows.map(({ orderId }) => orderId);
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

/** How many orders wait for whom, at most a page of each. */
export async function queueLengths(db: Ctx['db']): Promise<QueueLengths> {
  const page = { first: REVIEW_QUEUE_MAX, after: null };
  const [person, bureau] = await Promise.all([
    ordersWaitingFor(db, { ...page, waitsFor: 'PERSON' }),
    ordersWaitingFor(db, { ...page, waitsFor: 'BUREAU' }),
  ]);
  return { person: person.length, bureau: bureau.length };
}

export interface QueueLengths {
  readonly person: number;
  readonly bureau: number;
}

/** For the person who is about to switch the plugin off. */
export async function effectsOfSwitchingOff({ tx }: TxCtx): Promise<string[]> {
  const [forBureau, forPerson] = await Promise.all(
    (['BUREAU', 'PERSON'] as const).map((waitsFor) => tx.contract.count({ where: { status: 'in_review', ...pendingFor(waitsFor) } })),
  );
  return [
    ...(forBureau ? [`${forBureau} contracts wait for the credit bureau; they are decided without its answer`] : []),
    ...(forPerson ? [`${forPerson} contracts wait for a person's decision about the credit check; they are decided without it`] : []),
  ];
}

const pendingFor = (waitsFor: QueuePage['waitsFor']) => ({
  OR: (waitsFor === 'PERSON' ? [REVIEW] : [WAITING, MANUAL]).map((reason) => ({
    pending: { array_contains: [{ pluginId: PLUGIN, reason }] },
  })),
});
