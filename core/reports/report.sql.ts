import { type ContractKind, Prisma } from '#prisma';
import type { Ctx } from '../kernel/context.ts';
import type { ReportRange } from './report.range.ts';

type Reader = Pick<Ctx, 'db' | 'scope' | 'brand'>;

/** Whether an instant of a table lies in the days of the range, as the brand's clocks show them. */
const inRange = ({ brand }: Pick<Ctx, 'brand'>, column: Prisma.Sql, { from, to }: ReportRange): Prisma.Sql => Prisma.sql`
  ${column} >= (${from}::date::timestamp at time zone ${brand.timeZone}::text)
  and ${column} < ((${to}::date + 1)::timestamp at time zone ${brand.timeZone}::text)`;

const ofPartner = (column: Prisma.Sql, { partnerId }: ReportRange): Prisma.Sql =>
  partnerId === null ? Prisma.sql`true` : Prisma.sql`${column} = ${partnerId}::uuid`;

/** Contracts that arrived in the range, of the viewer's rows: brand and rows are in here. */
const arrived = (ctx: Pick<Ctx, 'scope' | 'brand'>, range: ReportRange): Prisma.Sql => Prisma.sql`
  select c.id, c.status, c.kind, c.partner_id from contract c
  where ${ctx.scope.sql('c')} and ${inRange(ctx, Prisma.sql`c.created_at`, range)} and ${ofPartner(Prisma.sql`c.partner_id`, range)}`;

export interface DayOrders {
  /** Plain day. */
  readonly day: string;
  readonly orders: number;
  /** Of them sold by a partner. */
  readonly byPartners: number;
}

/** Orders handed in, by day; every day of the range has its row. */
export const ordersByDay = (ctx: Reader, range: ReportRange) =>
  ctx.db.$queryRaw<DayOrders[]>(Prisma.sql`
    with handed_in as (
      select (o.submitted_at at time zone ${ctx.brand.timeZone}::text)::date as day, count(*)::int as orders,
        count(o.partner_id)::int as by_partners
      from "order" o
      where ${ctx.scope.sql('o', 'id')} and ${inRange(ctx, Prisma.sql`o.submitted_at`, range)} and ${ofPartner(Prisma.sql`o.partner_id`, range)}
      group by 1)
    select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(h.orders, 0) as orders, coalesce(h.by_partners, 0) as "byPartners"
    from generate_series(${range.from}::date, ${range.to}::date, interval '1 day') as d(day)
    left join handed_in h on h.day = d.day::date
    order by d.day`);

export interface FunnelStep {
  readonly status: string;
  readonly kind: ContractKind;
  readonly labels: unknown;
  /** Contracts that were there at some time. */
  readonly reached: number;
  /** Of them those that are there now. */
  readonly now: number;
}

/** How far contracts of the range have come: every status in the brand's order, with who reached it and who stands there. */
export const contractFunnel = (ctx: Reader, range: ReportRange) =>
  ctx.db.$queryRaw<FunnelStep[]>(Prisma.sql`
    with arrived as (${arrived(ctx, range)}),
    standing as (select a.status, count(*)::int as now from arrived a group by 1),
    passed as (
      select h.after as status, count(distinct h.contract_id)::int as reached
      from contract_history h join arrived a on a.id = h.contract_id
      where h.brand_id = ${ctx.brand.id}::uuid group by 1)
    select s.code as status, s.kind::text as kind, s.labels, greatest(coalesce(p.reached, 0), coalesce(n.now, 0)) as reached,
      coalesce(n.now, 0) as now
    from contract_status s left join passed p on p.status = s.code left join standing n on n.status = s.code
    where s.brand_id = ${ctx.brand.id}::uuid
    order by s.position, s.code`);

export interface StatusTime {
  readonly status: string;
  readonly kind: ContractKind;
  readonly labels: unknown;
  /** How often contracts of the range have left the status. */
  readonly left: number;
  /** Half of them left sooner; seconds. */
  readonly medianSeconds: number;
  /** Nine of ten left sooner; seconds. */
  readonly slowSeconds: number;
}

/** How long contracts of the range stood in each status that they have left, in the brand's order. */
export const statusTimes = (ctx: Reader, range: ReportRange) =>
  ctx.db.$queryRaw<StatusTime[]>(Prisma.sql`
    with arrived as (${arrived(ctx, range)}),
    moves as (
      select h.before, extract(epoch from h.at - lag(h.at) over (partition by h.contract_id order by h.id))::float8 as seconds
      from contract_history h join arrived a on a.id = h.contract_id
      where h.brand_id = ${ctx.brand.id}::uuid and h.before is distinct from h.after)
    select s.code as status, s.kind::text as kind, s.labels, count(*)::int as left,
      greatest(0, round(percentile_cont(0.5) within group (order by m.seconds)))::int as "medianSeconds",
      greatest(0, round(percentile_cont(0.9) within group (order by m.seconds)))::int as "slowSeconds"
    from moves m join contract_status s on s.brand_id = ${ctx.brand.id}::uuid and s.code = m.before
    where m.seconds is not null
    group by s.code, s.kind, s.labels, s.position
    order by s.position, s.code`);

export interface PartnerSales {
  /** null = sold directly. */
  readonly partnerId: string | null;
  readonly name: string | null;
  /** Contracts handed in. */
  readonly contracts: number;
  /** Of them accepted, or further. */
  readonly won: number;
  /** Of them refused, cancelled or withdrawn. */
  readonly refused: number;
}

/** A chart has room for so many. */
const MOST_PARTNERS = 20;

/** Who handed in how many contracts of the range, and what became of them; the most first. */
export const partnerSales = (ctx: Reader, range: ReportRange) =>
  ctx.db.$queryRaw<PartnerSales[]>(Prisma.sql`
    with arrived as (${arrived(ctx, range)})
    select a.partner_id::text as "partnerId", p.name, count(*)::int as contracts,
      count(*) filter (where a.kind in ('WAITING', 'SUPPLY', 'ENDED'))::int as won,
      count(*) filter (where a.kind = 'REFUSED')::int as refused
    from arrived a left join partner p on p.id = a.partner_id
    where a.kind <> 'OPEN'
    group by a.partner_id, p.name
    order by contracts desc, won desc, p.name nulls last
    limit ${MOST_PARTNERS}`);
