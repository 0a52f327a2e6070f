-- Whoever writes these rows tells the workers after the commit (core/db/tidings.ts). PostgreSQL lets transactions that notify
-- commit one after the other only, each with its own wait for the disk: every order stood in that queue.
drop trigger outbox_signal on outbox_event;
drop trigger job_signal on job_request;
drop trigger change_signal on change_log;
