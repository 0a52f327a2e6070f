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
  if (first < 1 || first > REVIEW_QUEUE_MAX) {
    throw new DomainError('CREDIT_CHECK_PAGE_INVALID', `first: must lie between 1 and ${REVIEW_QUEUE_MAX}`, {
      field: 'first',
      maximum: REVIEW_QUEUE_MAX,
    });
  }
  const rows = await db.contract.findMany({
    where: { status: 'in_review', ...pendingFor(waitsFor), ...(after !== null && { orderId: { gt: after } }) },
    select: { orderId: true },
    distinct: ['orderId'],
    orderBy: { orderId: 'asc' },
    take: first,
  });
  return rows.map(({ orderId }) => orderId);
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
