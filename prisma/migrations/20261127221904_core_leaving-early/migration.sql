-- written by hand
-- Brands of before get what new brands start with: a notice may name that it does not wait for the end of the term.
update contract_transition set reasons = reasons ||
  '[{"code":"early","labels":{"en":"Leaves before the end of the term, for the agreed fee","de":"Geht vor Ende der Laufzeit, gegen die vereinbarte Gebühr"}}]'::jsonb
where code = 'give_notice' and is_core and not reasons @> '[{"code":"early"}]';
