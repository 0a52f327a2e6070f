-- written by hand

-- What was published was sold: it may end, and nothing else about it changes.
create function forbid_price_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - 'valid_to' = to_jsonb(old) - 'valid_to' then return new; end if;
  raise exception 'a published price is written once; only its end may be set' using errcode = 'integrity_constraint_violation';
end $$;
create trigger published_price_is_final before update or delete on tariff_price
  for each row when (old.state = 'PUBLISHED') execute function forbid_price_change();

-- Price lists are kept in memory: whoever changes one drops it in all processes.
create trigger tariff_inserted after insert on tariff referencing new table as fresh for each statement execute function signal_brands('brand');
create trigger tariff_updated after update on tariff referencing new table as fresh for each statement execute function signal_brands('brand');
create trigger tariff_price_inserted after insert on tariff_price referencing new table as fresh for each statement execute function signal_brands('brand');
create trigger tariff_price_updated after update on tariff_price referencing new table as fresh for each statement execute function signal_brands('brand');
