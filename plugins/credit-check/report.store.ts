import type { Ctx, TxCtx } from '#core';
import { type AnswerColumns, columnsOf, type FinalAnswer } from './answer.columns.ts';
import type { BureauCode } from './providers/bureau.ts';
import { settings } from './settings.ts';

type Tables = Pick<TxCtx['tx'], 'creditCheckReport'>;
const DAY_MS = 86_400_000;

export type StoredReport = NonNullable<Awaited<ReturnType<typeof manualReport>>>;

/** Reports about somebody at one bureau that may still be used, newest first. */
export async function validReports(
  { db, clock, activation }: Pick<Ctx, 'db' | 'clock' | 'activation'>,
  { keys, bureau, orderId }: { readonly keys: readonly string[]; readonly bureau: BureauCode; readonly orderId: string },
): Promise<StoredReport[]> {
  const now = clock.now();
  const { validityDays, requestReason } = activation.settings(settings);
  return db.creditCheckReport.findMany({
    where: {
      ...{ subjectKey: { in: [...keys] }, bureau, legalBasis: requestReason },
      state: { in: ['SCORED', 'NOT_FOUND', 'NO_SCORE'] },
      validUntil: { gt: now },
      answeredAt: { gt: new Date(now.getTime() - validityDays * DAY_MS) },
      // What the bureau lost on the way, or one of its sources left out, says nothing about the person in other orders.
      OR: [{ orderId }, { AND: [{ OR: [{ problem: null }, { problem: { not: 'REPORT_GONE' } }] }, WHOLE] }],
    },
    orderBy: { answeredAt: 'desc' },
    take: 20,
  });
}

/** The reservation of an answer that one of the bureau's sources had no part in. */
export const PARTIAL = 'PARTIAL_RESULT';
const WHOLE = { OR: [{ doubts: null }, { doubts: { not: { contains: PARTIAL } } }] };

/** The report about which people at the bureau still work for an order. */
export const manualReport = (tables: Tables, orderId: string) =>
  tables.creditCheckReport.findFirst({ where: { orderId, state: 'MANUAL' }, orderBy: { askedAt: 'desc' } });

export interface Bought {
  readonly orderId: string;
  readonly subjectKey: string;
  readonly bureau: BureauCode;
  readonly product: string;
  readonly isSimulated: boolean;
  readonly costCents: number;
  readonly upgradeOf: string | null;
}

type BoughtAnswer = FinalAnswer | { readonly kind: 'manual'; readonly reportId: string };

/** Keeps what was bought. */
export async function storeReport(
  ctx: Pick<Ctx, 'db' | 'clock' | 'activation'>,
  bought: Bought,
  answer: BoughtAnswer,
): Promise<StoredReport> {
  const legalBasis = ctx.activation.settings(settings).requestReason;
  const said = answer.kind === 'manual' ? ({ state: 'MANUAL', reportId: answer.reportId } as const) : finalColumns(ctx, answer);
  return ctx.db.creditCheckReport.create({ data: { ...bought, legalBasis, askedAt: ctx.clock.now(), ...said } });
}

/** The manual work is done. */
export async function finishReport(ctx: Pick<Ctx, 'db' | 'clock' | 'activation'>, orderId: string, answer: FinalAnswer): Promise<void> {
  await ctx.db.creditCheckReport.updateMany({ where: { orderId, state: 'MANUAL' }, data: finalColumns(ctx, answer) });
}

/** Nobody waits for it any more. */
export async function giveUpReport(tables: Tables, orderId: string): Promise<void> {
  await tables.creditCheckReport.updateMany({ where: { orderId, state: 'MANUAL' }, data: { state: 'FAILED', problem: 'GAVE_UP_WAITING' } });
}

/** What was spent since an instant, cents. */
export async function spentSince(tables: Tables, since: Date): Promise<number> {
  const { _sum } = await tables.creditCheckReport.aggregate({ where: { askedAt: { gte: since } }, _sum: { costCents: true } });
  return _sum.costCents ?? 0;
}

function finalColumns(
  { clock, activation }: Pick<Ctx, 'clock' | 'activation'>,
  answer: FinalAnswer,
): AnswerColumns & { readonly answeredAt: Date; readonly validUntil: Date } {
  const answeredAt = clock.now();
  return {
    ...columnsOf(answer),
    answeredAt,
    validUntil: new Date(answeredAt.getTime() + activation.settings(settings).validityDays * DAY_MS),
  };
}
