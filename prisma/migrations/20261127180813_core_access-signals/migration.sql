-- written by hand
-- API keys and the partner tree are kept in memory for a moment: what takes rights away tells all processes at commit.
-- The note of a key's last use takes none away.
create function signal_access() returns trigger language plpgsql as $$
begin
  perform pg_notify('voltkontor', 'access');
  return null;
end $$;
create trigger key_made after insert or delete on api_key for each statement execute function signal_access();
create trigger key_changed after update of secret_hash, prefix, scopes, partner_id, allowed_ips, rate_limit, expires_at, revoked_at on api_key
  for each statement execute function signal_access();
create trigger partner_tree_changed after insert or delete or update of parent_id on partner
  for each statement execute function signal_access();
