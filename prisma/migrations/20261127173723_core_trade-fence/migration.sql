-- The tables of the trade get what Prisma's schema cannot say. Every object here stands in prisma/hand-written.json with its reason.
select fence_brands();

-- Published versions of one regional price list never overlap; drafts may stand beside what is sold.
alter table tariff_price drop constraint tariff_price_slices_do_not_overlap;
alter table tariff_price add constraint tariff_price_slices_do_not_overlap
  exclude using gist (tariff_id with =, region with =, daterange(valid_from, valid_to) with &&) where (state = 'PUBLISHED');
alter table tariff_price add constraint tariff_price_band_is_sound
  check (coalesce(consumption_from, 0) >= 0 and (consumption_to is null or consumption_to > coalesce(consumption_from, 0)));
alter table tariff_price add constraint tariff_price_time_is_sound check (valid_to is null or valid_to > valid_from);
alter table contract_tariff add constraint contract_tariff_time_is_sound check (valid_to is null or valid_to > valid_from);

-- What was sold or sent is written once.
create trigger document_is_final before update or delete on document_content for each row execute function forbid_rewriting();
create trigger customer_history_is_final before update or delete on customer_change for each row execute function forbid_rewriting();
