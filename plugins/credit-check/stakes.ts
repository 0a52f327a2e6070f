import { addDays, type Ctx, fromDbDate, type PlainDate, toDbDate, todayIn } from '#core';
import { settings } from './settings.ts';

type Tables = Pick<Ctx['db'], 'contract' | 'creditCheck'>;

/** What an order is about, as far as bands, depth and due day need it. */
interface Stakes {
  readonly segment: string | null;
  readonly commodity: string | null;
  readonly valueCents: number;
  readonly startOn: PlainDate | null;
}

async function stakesOf(tables: Tables, orderId: string): Promise<Stakes> {
  const contracts = await tables.contract.findMany({
    where: { orderId },
    orderBy: { id: 'asc' },
    select: { requestedStartOn: true, offer: { select: { firstYearCents: true, quote: { select: { segment: true, commodity: true } } } } },
  });
  const offers = contracts.flatMap(({ offer }) => offer ?? []);
  const starts = contracts.flatMap(({ requestedStartOn }) => (requestedStartOn ? [fromDbDate(requestedStartOn)] : []));
  return {
    segment: offers[0]?.quote.segment ?? null,
    commodity: offers[0]?.quote.commodity ?? null,
    valueCents: offers.reduce((sum, { firstYearCents }) => sum + firstYearCents, 0),
    startOn: starts.sort()[0] ?? null,
  };
}

/** Notes what is at stake, and until when a person should decide; before a question is asked. */
export async function noteStakes(ctx: Pick<Ctx, 'db' | 'clock' | 'brand' | 'activation'>, orderId: string): Promise<number> {
  const { startOn, ...stakes } = await stakesOf(ctx.db, orderId);
  const { decideWithinDays, decideDaysBeforeStart } = ctx.activation.settings(settings);
  const today = todayIn(ctx.clock, ctx.brand.timeZone);
  const dueOn = dueDay({ today, startOn, decideWithinDays, decideDaysBeforeStart });
  await ctx.db.creditCheck.updateMany({ where: { orderId }, data: { ...stakes, dueOn: toDbDate(dueOn) } });
  return stakes.valueCents;
}

/** Some days from now, and always well before supply is to begin; never in the past. */
export function dueDay(given: {
  readonly today: PlainDate;
  readonly startOn: PlainDate | null;
  readonly decideWithinDays: number;
  readonly decideDaysBeforeStart: number;
}): PlainDate {
  const { today, startOn, decideWithinDays, decideDaysBeforeStart } = given;
  const soon = addDays(today, decideWithinDays);
  const before = startOn === null ? soon : addDays(startOn, -decideDaysBeforeStart);
  const [earlier = soon] = [soon, before].sort();
  return [earlier, today].sort()[1] ?? today;
}
