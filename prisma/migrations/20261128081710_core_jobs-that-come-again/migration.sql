-- What is tried again, or was put off, is taken by when it is due; new jobs by when they were asked for (job_waiting).
create index job_again on job_request (brand_id, not_before, id) where state = 'WAITING' and not_before is not null;
