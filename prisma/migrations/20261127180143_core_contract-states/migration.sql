-- Brands of before get what new brands start with: conditions, reasons, and the steps that renew a term and change a tariff.
-- A brand's own names stay; "by" and "from" stay as they are.
create temporary table core_way (position int, code text, "from" text[], "to" text, by text[], labels jsonb, guards text[], reasons jsonb, is_reason_required boolean);
insert into core_way values
  (0, 'submit', array['draft']::text[], 'submitted', array['partner', 'customer', 'back-office']::text[], '{"en":"Submit","de":"Einreichen"}', array[]::text[], '[]', false),
  (1, 'start_review', array['submitted']::text[], 'in_review', array['system']::text[], '{"en":"Start review","de":"Prüfung beginnen"}', array[]::text[], '[]', false),
  (2, 'return', array['in_review']::text[], 'clarification', array['back-office']::text[], '{"en":"Return to partner","de":"Zurückgeben"}', array['reason-required', 'due-date-ahead']::text[], '[{"code":"data-incomplete","labels":{"en":"Data is missing","de":"Angaben fehlen"}},{"code":"signature-missing","labels":{"en":"The signature is missing","de":"Unterschrift fehlt"}},{"code":"document-unreadable","labels":{"en":"A document cannot be read","de":"Dokument nicht lesbar"}},{"code":"consumption-implausible","labels":{"en":"The consumption is not plausible","de":"Verbrauch nicht plausibel"}}]', true),
  (3, 'resubmit', array['clarification']::text[], 'in_review', array['partner', 'back-office']::text[], '{"en":"Resubmit","de":"Erneut einreichen"}', array['before-due-date']::text[], '[]', false),
  (4, 'clarify_expired', array['clarification']::text[], 'rejected', array['system']::text[], '{"en":"Due date passed","de":"Frist abgelaufen"}', array['due-date-passed']::text[], '[]', false),
  (5, 'ask_signature', array['in_review']::text[], 'awaiting_signature', array['system']::text[], '{"en":"Ask for signature","de":"Unterschrift anfordern"}', array[]::text[], '[]', false),
  (6, 'sign', array['awaiting_signature']::text[], 'accepted', array['customer', 'system']::text[], '{"en":"Sign","de":"Unterschreiben"}', array[]::text[], '[]', false),
  (7, 'sign_expired', array['awaiting_signature']::text[], 'cancelled', array['system']::text[], '{"en":"Signature expired","de":"Verfallen"}', array['due-date-passed']::text[], '[]', false),
  (8, 'accept', array['in_review']::text[], 'accepted', array['system', 'back-office']::text[], '{"en":"Accept","de":"Annehmen"}', array[]::text[], '[]', false),
  (9, 'reject_credit', array['in_review']::text[], 'rejected', array['system', 'back-office']::text[], '{"en":"Reject","de":"Ablehnen"}', array[]::text[], '[]', false),
  (10, 'register', array['accepted']::text[], 'registering', array['system', 'back-office']::text[], '{"en":"Register","de":"Anmelden"}', array['lead-time-kept']::text[], '[]', false),
  (11, 'operator_rejects', array['registering']::text[], 'clarification', array['market', 'back-office']::text[], '{"en":"Rejected by grid operator","de":"Netzbetreiber lehnt ab"}', array['due-date-ahead']::text[], '[{"code":"point-unknown","labels":{"en":"The metering point is unknown","de":"Zählpunkt unbekannt"}},{"code":"date-not-possible","labels":{"en":"The day is not possible","de":"Termin nicht möglich"}},{"code":"name-differs","labels":{"en":"The name differs","de":"Name weicht ab"}}]', false),
  (12, 'operator_rejects_final', array['registering']::text[], 'rejected', array['market', 'back-office']::text[], '{"en":"Finally rejected","de":"Endgültig abgelehnt"}', array[]::text[], '[{"code":"bound-elsewhere","labels":{"en":"Bound to another supplier","de":"Bei anderem Lieferanten gebunden"}},{"code":"point-closed","labels":{"en":"The metering point is closed","de":"Zählpunkt stillgelegt"}}]', false),
  (13, 'confirm', array['registering']::text[], 'confirmed', array['market', 'back-office']::text[], '{"en":"Confirm start","de":"Bestätigen"}', array[]::text[], '[]', false),
  (14, 'move_start', array['confirmed']::text[], 'registering', array['customer', 'back-office']::text[], '{"en":"Move start","de":"Beginn verschieben"}', array['not-yet-supplied']::text[], '[]', false),
  (15, 'activate', array['confirmed']::text[], 'active', array['system']::text[], '{"en":"Start supply","de":"Beliefern"}', array['confirmed-date-reached']::text[], '[]', false),
  (16, 'withdraw', array['submitted', 'in_review', 'clarification', 'awaiting_signature', 'accepted', 'registering', 'confirmed', 'active']::text[], 'withdrawn', array['customer', 'back-office']::text[], '{"en":"Withdraw","de":"Widerrufen"}', array['before-withdrawal-end']::text[], '[]', false),
  (17, 'cancel', array['draft', 'submitted', 'in_review', 'clarification', 'awaiting_signature', 'accepted', 'registering', 'confirmed']::text[], 'cancelled', array['customer', 'back-office']::text[], '{"en":"Cancel","de":"Stornieren"}', array['not-yet-supplied']::text[], '[{"code":"customer-wish","labels":{"en":"The customer wishes it","de":"Kundenwunsch"}},{"code":"duplicate","labels":{"en":"Entered twice","de":"Doppelt erfasst"}},{"code":"not-possible","labels":{"en":"Supply is not possible","de":"Belieferung nicht möglich"}}]', false),
  (18, 'give_notice', array['active']::text[], 'terminating', array['customer', 'back-office']::text[], '{"en":"Customer''s notice","de":"Kündigung Kunde"}', array['notice-kept']::text[], '[{"code":"ordinary","labels":{"en":"Ordinary notice","de":"Ordentliche Kündigung"}},{"code":"switch","labels":{"en":"Changes the supplier","de":"Wechselt den Lieferanten"}}]', false),
  (19, 'special_notice', array['active']::text[], 'terminating', array['customer', 'back-office']::text[], '{"en":"Special termination","de":"Sonderkündigung"}', array['notice-kept']::text[], '[{"code":"price-change","labels":{"en":"A price change was announced","de":"Preisänderung angekündigt"}}]', false),
  (20, 'supplier_notice', array['active']::text[], 'terminating', array['back-office']::text[], '{"en":"Supplier''s notice","de":"Kündigung Lieferant"}', array['reason-required', 'term-over-or-good-cause']::text[], '[{"code":"term-over","labels":{"en":"The term is over","de":"Laufzeit abgelaufen"}},{"code":"good-cause","labels":{"en":"Good cause","de":"Wichtiger Grund"}}]', true),
  (21, 'lost', array['active']::text[], 'terminating', array['market', 'back-office']::text[], '{"en":"Lost to another supplier","de":"Abgemeldet"}', array[]::text[], '[]', false),
  (22, 'move_out', array['active']::text[], 'terminating', array['customer', 'market', 'back-office']::text[], '{"en":"Move-out","de":"Auszug"}', array['notice-kept']::text[], '[]', false),
  (23, 'revoke_notice', array['terminating']::text[], 'active', array['customer', 'back-office']::text[], '{"en":"Revoke notice","de":"Kündigung zurücknehmen"}', array['before-end']::text[], '[]', false),
  (24, 'end', array['terminating']::text[], 'ended', array['system']::text[], '{"en":"End supply","de":"Beenden"}', array['ends-on-reached']::text[], '[]', false),
  (25, 'reverse_switch', array['active']::text[], 'ended', array['market', 'back-office']::text[], '{"en":"Undo wrong switch","de":"Fehlwechsel"}', array[]::text[], '[{"code":"wrong-point","labels":{"en":"The wrong metering point","de":"Falscher Zählpunkt"}},{"code":"not-ordered","labels":{"en":"The customer did not order it","de":"Nicht beauftragt"}}]', false),
  (26, 'close', array['ended']::text[], 'closed', array['system', 'back-office']::text[], '{"en":"Close","de":"Abschließen"}', array[]::text[], '[]', false),
  (27, 'reopen', array['closed']::text[], 'ended', array['system', 'back-office']::text[], '{"en":"Reopen","de":"Wieder öffnen"}', array[]::text[], '[]', false),
  (28, 'renew', array['active']::text[], 'active', array['system', 'customer', 'back-office']::text[], '{"en":"Renew","de":"Verlängern"}', array[]::text[], '[{"code":"consent","labels":{"en":"The customer consents","de":"Zustimmung liegt vor"}},{"code":"silence","labels":{"en":"Nobody gave notice","de":"Nicht gekündigt"}}]', false),
  (29, 'change_tariff', array['active']::text[], 'active', array['system', 'customer', 'back-office']::text[], '{"en":"Change tariff","de":"Tarif wechseln"}', array['guarantee-over']::text[], '[]', false);

insert into contract_transition (brand_id, code, "from", "to", by, labels, position, is_core, guards, reasons, is_reason_required)
select b.id, w.code, w."from", w."to", w.by, w.labels, w.position, true, w.guards, w.reasons, w.is_reason_required
from brand b cross join core_way w
where exists (select from contract_status s where s.brand_id = b.id)
on conflict (brand_id, code) do update
  set is_core = true, guards = excluded.guards, reasons = excluded.reasons, is_reason_required = excluded.is_reason_required, position = excluded.position;
update contract_status set is_core = true where code in
  ('draft', 'submitted', 'in_review', 'clarification', 'awaiting_signature', 'accepted', 'registering', 'confirmed', 'active', 'terminating',
   'ended', 'closed', 'rejected', 'withdrawn', 'cancelled');
drop table core_way;

-- What the calendar looks for every hour among a million contracts: a few days ahead, so partial.
create index contract_notice_by on contract (brand_id, notice_by) where notice_by is not null;
create index contract_guarantee_ends on contract (brand_id, price_guarantee_ends_on) where price_guarantee_ends_on is not null;
create index contract_due on contract (brand_id, due_on) where due_on is not null;
