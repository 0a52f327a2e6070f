import type { Segment } from '#prisma';
import { type PlainDate, toDbDate } from '../kernel/clock.ts';
import { asBrand, type Ctx, inTransaction, type TxCtx } from '../kernel/context.ts';
import { invalid, type Problem } from '../kernel/problems.ts';
import { type Consumption, consumptionProblems, consumptionWarnings } from './consumption.rules.ts';
import { readPoint } from './metering-point.change.ts';

/** Who says so. */
export const CONSUMPTION_SOURCES = ['customer', 'partner', 'back-office', 'market', 'reading', 'estimate'] as const;

export interface ConsumptionNote extends Consumption {
  readonly meteringPointId: string;
  /** One of CONSUMPTION_SOURCES. */
  readonly source: string;
  readonly validFrom: PlainDate;
}

/** Notes what a point in the viewer's rows is expected to use; gives back what is possible and unusual. */
export const setConsumption = (ctx: Ctx, note: ConsumptionNote): Promise<Problem[]> =>
  inTransaction(ctx, async (ctx) => {
    const point = await readPoint(ctx, note.meteringPointId);
    await noteConsumption(ctx, note);
    return consumptionWarnings(note, { ...point, segment: await segmentAt(ctx, note.meteringPointId), day: note.validFrom });
  });

/** Of the newest contract at the point, whoever sold it; a household's until there is one. */
async function segmentAt(ctx: TxCtx, meteringPointId: string): Promise<Segment> {
  const newest = await asBrand(ctx).tx.contract.findFirst({
    where: { meteringPointId, tariffId: { not: null } },
    select: { tariff: { select: { segment: true } } },
    orderBy: { id: 'desc' },
  });
  return newest?.tariff?.segment ?? 'HOUSEHOLD';
}

/**
 * What a point is expected to use in a year, from a day on; what was said before stays for the days before. For callers that
 * have the point already. Fails with CONSUMPTION_INVALID.
 */
export async function noteConsumption(ctx: TxCtx, { validFrom, ...note }: ConsumptionNote): Promise<void> {
  const { meteringPointId, annualKwh, lowRateKwh, source } = note;
  const isKnown = CONSUMPTION_SOURCES.some((one) => one === source);
  const problems = [...consumptionProblems(note), ...(isKnown ? [] : [{ field: 'source', code: 'INVALID', values: {} }])];
  if (problems.length > 0) throw invalid('CONSUMPTION_INVALID', problems);
  await asBrand(ctx).tx.annualConsumption.createMany({
    data: [
      {
        meteringPointId,
        annualKwh,
        lowRateKwh: lowRateKwh ?? null,
        source,
        validFrom: toDbDate(validFrom),
        createdAt: ctx.clock.now(),
        createdBy: ctx.viewer.name,
      },
    ],
  });
}

/** The one that counts on a day: the newest word of those that are valid by then. */
export const validOn = (day: PlainDate) => ({
  where: { validFrom: { lte: toDbDate(day) } },
  orderBy: [{ validFrom: 'desc' as const }, { id: 'desc' as const }],
  take: 1,
});
