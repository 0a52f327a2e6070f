-- What processes keep of a brand in memory is dropped when it changes; not at every turn of the relay, which notes itself here.
create trigger brand_facts_signal
  after update of name, language, theme, imprint, is_acceptance_automatic, announcement_weeks, is_self_service, embedding_hosts, archived_at
  on brand for each statement execute function signal_all_brands();
