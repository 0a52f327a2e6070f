import { addDays, type Ctx, fromDbDate, type PlainDate, toDbDate, todayIn } from '#core';
import type { BureauCode } from './providers/bureau.ts';
import { BUREAUS, isBureau } from './providers/catalog.ts';
import { settings } from './settings.ts';
import { subjectKeys, subjectsOf } from './subjects.ts';

export type StoredWatch = NonNullable<Awaited<ReturnType<typeof findWatch>>>;
type Tables = Pick<Ctx['db'], 'creditCheckWatch'>;

/** Terms are short: a plugin that is switched off, or taken away, prolongs nothing, and the bureau stops by itself. */
const TERM_DAYS = 35;
/** So many days before its end a watch is prolonged. */
const PROLONGED_DAYS = 7;
/** So many customers whom nobody watches are looked at in a night. */
const UNWATCHED_A_NIGHT = 1_000;
const DAY_MS = 86_400_000;

export const findWatch = (tables: Tables, customerId: string) => tables.creditCheckWatch.findUnique({ where: { customerId } });

/** By what a customer is to be watched. */
export interface WatchSource {
  readonly bureau: BureauCode;
  /** The bureau's number of the report that says who it is. */
  readonly reportId: string;
  readonly orderId: string;
}

/** Null = not to be watched: the brand does not want it, nobody is supplied, or no bureau that watches knows them. */
export async function watchSourceOf(ctx: Pick<Ctx, 'db' | 'activation' | 'vault'>, customerId: string): Promise<WatchSource | null> {
  const { monitor } = ctx.activation.settings(settings);
  if (monitor === 'nobody') return null;
  const supplied = await ctx.db.contract.findFirst({
    where: { customerId, kind: 'SUPPLY' },
    select: { customer: { select: { kind: true } } },
  });
  if (!supplied || (monitor === 'companies' && supplied.customer?.kind !== 'COMPANY')) return null;
  const orders = await ctx.db.contract.findMany({ where: { customerId }, select: { orderId: true }, distinct: ['orderId'] });
  const reports = await ctx.db.creditCheckReport.findMany({
    where: { orderId: { in: orders.map(({ orderId }) => orderId) }, reportId: { not: null }, bureau: { in: WATCHING } },
    orderBy: { askedAt: 'desc' },
    take: 20,
  });
  for (const { bureau, reportId, orderId, subjectKey } of reports) {
    // Of several who sign the customer alone: the others are no party to what is billed.
    const [customer] = await subjectsOf(ctx, orderId);
    if (customer && isBureau(bureau) && reportId !== null && subjectKeys(ctx, customer).includes(subjectKey ?? ''))
      return { bureau, reportId, orderId };
  }
  return null;
}

const WATCHING: string[] = Object.entries(BUREAUS).flatMap(([code, { watches }]) => (watches ? [code] : []));

/** Last day of a term that begins today. */
export const termEnd = ({ clock, brand }: Pick<Ctx, 'clock' | 'brand'>): PlainDate => addDays(todayIn(clock, brand.timeZone), TERM_DAYS);

/** A watch that ends by this day is prolonged now. */
export const prolongedBy = ({ clock, brand }: Pick<Ctx, 'clock' | 'brand'>): PlainDate =>
  addDays(todayIn(clock, brand.timeZone), PROLONGED_DAYS);

export const untilOf = ({ until }: StoredWatch): PlainDate => fromDbDate(until);

type Night = Pick<Ctx, 'db' | 'clock' | 'brand' | 'activation'>;

/** Customers whose watch has to be looked at: it ends soon, nobody is supplied any more, or it never began. */
export async function watchesToLookAt(ctx: Night): Promise<string[]> {
  const soon = toDbDate(prolongedBy(ctx));
  const watches = await ctx.db.creditCheckWatch.findMany({ where: { state: 'ACTIVE' }, select: { customerId: true, until: true } });
  const supplied = new Set(
    (
      await ctx.db.contract.findMany({
        where: { kind: 'SUPPLY', customerId: { in: watches.map(({ customerId }) => customerId) } },
        select: { customerId: true },
        distinct: ['customerId'],
      })
    ).map(({ customerId }) => customerId),
  );
  const begun = watches.flatMap(({ customerId, until }) => (until <= soon || !supplied.has(customerId) ? [customerId] : []));
  return [...begun, ...(await unwatched(ctx))];
}

/**
 * Supplied customers whom nobody watches: there was no money when supply began, or nobody was to be watched then. Where a bureau
 * refused or ended a watch, its term is waited for first. Of more than fit into a night each night takes others.
 */
async function unwatched({ db, clock, brand, activation }: Night): Promise<string[]> {
  const { monitor } = activation.settings(settings);
  if (monitor === 'nobody') return [];
  const today = toDbDate(todayIn(clock, brand.timeZone));
  const contracts = await db.contract.findMany({
    where: { kind: 'SUPPLY', customerId: { not: null }, ...(monitor === 'companies' && { customer: { kind: 'COMPANY' } }) },
    select: { customerId: true },
    distinct: ['customerId'],
    orderBy: { customerId: 'asc' },
  });
  const watches = await db.creditCheckWatch.findMany({
    where: { OR: [{ state: 'ACTIVE' }, { until: { gte: today } }] },
    select: { customerId: true },
  });
  const known = new Set(watches.map(({ customerId }) => customerId));
  const ids = contracts.flatMap(({ customerId }) => (customerId !== null && !known.has(customerId) ? [customerId] : []));
  const nights = Math.max(1, Math.ceil(ids.length / UNWATCHED_A_NIGHT));
  const from = ((today.getTime() / DAY_MS) % nights) * UNWATCHED_A_NIGHT;
  return ids.slice(from, from + UNWATCHED_A_NIGHT);
}

/** What watches cost whose term began since an instant, cents: a term is longer than a month. */
export async function watchesSince(tables: Tables, since: Date): Promise<number> {
  const { _sum } = await tables.creditCheckWatch.aggregate({ where: { begunAt: { gte: since } }, _sum: { costCents: true } });
  return _sum.costCents ?? 0;
}
