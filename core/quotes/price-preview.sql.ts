import { Prisma } from '#prisma';
import type { Ctx } from '../kernel/context.ts';

interface Supplied {
  readonly tariffId: string;
  /** First day of the price that they would get. */
  readonly from: Date;
}

/** Contracts that wait or are in supply, have the tariff then, and whose guarantee is over by then. */
const reached = ({ scope }: Pick<Ctx, 'scope'>, { tariffId, from }: Supplied) => Prisma.sql`
  ${scope.sql('c')} and c.kind in ('WAITING', 'SUPPLY') and (c.price_guarantee_ends_on is null or c.price_guarantee_ends_on <= ${from})
  and exists (select from contract_tariff s where s.brand_id = c.brand_id and s.contract_id = c.id
    and s.tariff_id = ${tariffId}::uuid and (s.valid_to is null or s.valid_to > ${from}))`;

export interface SuppliedPlace {
  readonly postcode: string;
  readonly gridArea: string | null;
}

/** Where such contracts are supplied. Without a metering point nobody knows. */
export const placesSupplied = (ctx: Pick<Ctx, 'db' | 'scope'>, supplied: Supplied) =>
  ctx.db.$queryRaw<SuppliedPlace[]>(Prisma.sql`
    select distinct p.postcode, p.grid_area as "gridArea"
    from contract c join metering_point p on p.brand_id = c.brand_id and p.id = c.metering_point_id
    where ${reached(ctx, supplied)}`);

export interface ConsumptionGroup {
  readonly annualKwh: number | null;
  /** Of it at the low rate, as it was last said; null = not known. */
  readonly lowRateKwh: number | null;
  readonly contracts: number;
}

/** How many such contracts use how much; of some places, or of all (null). */
export const consumptionsOf = (
  ctx: Pick<Ctx, 'db' | 'scope'>,
  { places, ...supplied }: Supplied & { readonly places: readonly SuppliedPlace[] | null },
) =>
  ctx.db.$queryRaw<ConsumptionGroup[]>(Prisma.sql`
    select c.annual_kwh as "annualKwh", said.low_rate_kwh as "lowRateKwh", count(*)::int as contracts
    from contract c
    left join metering_point p on p.brand_id = c.brand_id and p.id = c.metering_point_id
    left join lateral (select a.low_rate_kwh from annual_consumption a
      where a.brand_id = c.brand_id and a.metering_point_id = c.metering_point_id and a.valid_from <= ${supplied.from}
      order by a.valid_from desc, a.id desc limit 1) said on true
    where ${reached(ctx, supplied)} and (${places === null} or (p.postcode, coalesce(p.grid_area, '')) in (
      select * from unnest(${(places ?? []).map(({ postcode }) => postcode)}::text[], ${(places ?? []).map(({ gridArea }) => gridArea ?? '')}::text[])))
    group by 1, 2 order by 1, 2`);
