-- written by hand
-- Two contracts never supply one metering point on one day, whoever is faster. Every object here stands in prisma/hand-written.json.

-- The days for which a contract holds its point; null = for none. What supplies holds it from its first day, what is to supply from
-- the confirmed day on or, until there is one, the wished one; what is over held it as long as it supplied.
create function contract_supply(kind "ContractKind", supplied_from date, confirmed_start_on date, requested_start_on date, ends_on date)
returns daterange language sql immutable parallel safe as $$
  select case
    when kind in ('ENDED', 'REFUSED') and supplied_from is not null and ends_on is not null then daterange(supplied_from, greatest(supplied_from, ends_on))
    when kind in ('REVIEW', 'WAITING', 'SUPPLY') and coalesce(supplied_from, confirmed_start_on, requested_start_on) is not null then
      daterange(coalesce(supplied_from, confirmed_start_on, requested_start_on),
        case when ends_on is not null then greatest(ends_on, supplied_from, confirmed_start_on, requested_start_on) end)
  end
$$;

-- A point is one brand's, as the key of the contract's link to it says, so the brand need not stand here.
alter table contract add constraint contract_supply_does_not_overlap exclude using gist (
  metering_point_id with =,
  contract_supply(kind, supplied_from, confirmed_start_on, requested_start_on, ends_on) with &&
) where (metering_point_id is not null and contract_supply(kind, supplied_from, confirmed_start_on, requested_start_on, ends_on) is not null);
