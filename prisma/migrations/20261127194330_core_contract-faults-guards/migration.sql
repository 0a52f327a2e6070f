-- written by hand
-- Brands of before get what new brands start with: a refusal by the market names its reason, an order comes back answered.
update contract_transition set guards = guards || '{faults-answered}'::text[]
where code = 'resubmit' and is_core and not 'faults-answered' = any (guards);

update contract_transition set is_reason_required = true,
  guards = case when 'reason-required' = any (guards) then guards else '{reason-required}'::text[] || guards end,
  -- Without any reason to name nobody could take the step.
  reasons = case when reasons <> '[]' then reasons when code = 'operator_rejects' then
    '[{"code":"point-unknown","labels":{"en":"The metering point is unknown","de":"Zählpunkt unbekannt"}},{"code":"date-not-possible","labels":{"en":"The day is not possible","de":"Termin nicht möglich"}},{"code":"name-differs","labels":{"en":"The name differs","de":"Name weicht ab"}}]'::jsonb
  else
    '[{"code":"bound-elsewhere","labels":{"en":"Bound to another supplier","de":"Bei anderem Lieferanten gebunden"}},{"code":"point-closed","labels":{"en":"The metering point is closed","de":"Zählpunkt stillgelegt"}}]'::jsonb
  end
where code in ('operator_rejects', 'operator_rejects_final') and is_core;
