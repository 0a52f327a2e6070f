-- What Prisma's schema cannot say of customers. Every object here stands in prisma/hand-written.json with its reason.

-- On any day a customer has one account to be debited and one to be paid to, and one address of each kind.
alter table bank_account add constraint bank_account_slices_do_not_overlap
  exclude using gist (customer_id with =, purpose with =, daterange(valid_from, valid_to) with &&);
alter table customer_address add constraint customer_address_slices_do_not_overlap
  exclude using gist (customer_id with =, kind with =, daterange(valid_from, valid_to) with &&);

-- Nobody uses less than nothing, or more at the low rate than in all.
alter table annual_consumption add constraint annual_consumption_is_sound
  check (annual_kwh >= 0 and coalesce(low_rate_kwh, 0) between 0 and annual_kwh);
