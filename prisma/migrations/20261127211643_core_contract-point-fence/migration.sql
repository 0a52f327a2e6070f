-- What was handed in says whom it supplies and at which price, and where unless it is something that needs no metering point.
alter table contract drop constraint contract_is_complete;
alter table contract add constraint contract_is_complete check (kind in ('OPEN', 'REFUSED')
  or (customer_id is not null and offer_id is not null and has_metering_point = (metering_point_id is not null)));
