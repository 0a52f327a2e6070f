-- What Prisma's schema cannot say. Every object here stands in prisma/hand-written.json with its reason.

-- A row never changes its brand, whoever asks. Later tables call fence_brands() in their own migration.
create function forbid_brand_change() returns trigger language plpgsql as $$
begin
  raise exception 'brand_id of % is immutable', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

create function fence_brands() returns void language plpgsql as $$
declare name text;
begin
  for name in
    select c.table_name from information_schema.columns c
    where c.table_schema = 'public' and c.column_name = 'brand_id'
      and not exists (select from pg_trigger t where t.tgrelid = c.table_name::regclass and t.tgname = 'brand_is_immutable')
  loop
    execute format('create trigger brand_is_immutable before update of brand_id on %I for each row
      when (old.brand_id is distinct from new.brand_id) execute function forbid_brand_change()', name);
  end loop;
end $$;
select fence_brands();

-- Valid time: slices of one tariff or contract never overlap.
create extension if not exists btree_gist;
alter table tariff_price add constraint tariff_price_slices_do_not_overlap
  exclude using gist (tariff_id with =, daterange(valid_from, valid_to) with &&);
alter table contract_tariff add constraint contract_tariff_slices_do_not_overlap
  exclude using gist (contract_id with =, daterange(valid_from, valid_to) with &&);

-- One open order per metering point, also when two arrive at once.
create unique index contract_one_open_per_point on contract (brand_id, metering_point_id) where kind in ('REVIEW', 'WAITING');

-- A contract that was handed in says whom it supplies, where and at which price.
alter table contract add constraint contract_is_complete check (kind in ('OPEN', 'REFUSED')
  or (customer_id is not null and metering_point_id is not null and offer_id is not null));

-- The outbox and its readers look at what is open alone.
create index outbox_waiting on outbox_event (brand_id, id) where published_at is null;
create index delivery_due on event_delivery (brand_id, plugin_id, subject, event_id) where state = 'DUE';
create index job_waiting on job_request (brand_id, state, id) where state in ('WAITING', 'SENT');
create index change_without_number on change_log (brand_id, id) where seq is null;

-- Signals at commit: "<kind> <brand>". Without rows in the statement nobody is woken.
create function signal_brands() returns trigger language plpgsql as $$
declare brand uuid;
begin
  for brand in select distinct brand_id from fresh loop
    perform pg_notify('voltkontor', tg_argv[0] || ' ' || brand);
  end loop;
  return null;
end $$;
create trigger outbox_signal after insert on outbox_event referencing new table as fresh for each statement execute function signal_brands('outbox');
create trigger job_signal after insert on job_request referencing new table as fresh for each statement execute function signal_brands('job');
create trigger change_signal after insert on change_log referencing new table as fresh for each statement execute function signal_brands('change');
create trigger activation_inserted after insert on plugin_activation referencing new table as fresh for each statement execute function signal_brands('brand');
create trigger activation_updated after update on plugin_activation referencing new table as fresh for each statement execute function signal_brands('brand');

create function signal_all_brands() returns trigger language plpgsql as $$
begin
  perform pg_notify('voltkontor', 'brand');
  return null;
end $$;
create trigger default_signal after insert or update on plugin_default for each statement execute function signal_all_brands();
create trigger host_signal after insert or update or delete on brand_host for each statement execute function signal_all_brands();

-- Changes of rows that third parties follow: nobody has to remember to note them.
create function note_change() returns trigger language plpgsql as $$
begin
  insert into change_log (brand_id, entity, entity_id, partner_ids)
  values (new.brand_id, tg_argv[0], new.id, array_remove(array[new.partner_id, case when tg_op = 'UPDATE' then old.partner_id end], null));
  return null;
end $$;
create trigger order_changed after insert or update on "order" for each row execute function note_change('Order');
create trigger contract_changed after insert or update on contract for each row execute function note_change('Contract');
create trigger customer_changed after insert or update on customer for each row execute function note_change('Customer');

-- A brand has its own sequence of changes from its first day.
create function start_change_sequence() returns trigger language plpgsql as $$
begin
  insert into change_sequence (brand_id, seq) values (new.id, 0);
  return null;
end $$;
create trigger brand_sequence after insert on brand for each row execute function start_change_sequence();

-- History and audit are written once.
create function forbid_rewriting() returns trigger language plpgsql as $$
begin
  raise exception '% is written once', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger audit_is_final before update or delete on audit_entry for each row execute function forbid_rewriting();
create trigger history_is_final before update or delete on contract_history for each row execute function forbid_rewriting();
