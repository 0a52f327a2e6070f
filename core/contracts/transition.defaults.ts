import type { GuardCode } from './transition.guards.ts';

/** Who takes a step. What a customer or the market says is entered by the back-office, or brought by a plugin. */
export type Actor = 'partner' | 'customer' | 'back-office' | 'market' | 'system';

/** A reason to choose from. */
export interface Reason {
  readonly code: string;
  /** Language -> text. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A way between statuses, as every brand starts with it. */
export interface DefaultTransition {
  readonly code: string;
  readonly from: readonly string[];
  readonly to: string;
  readonly by: readonly Actor[];
  readonly en: string;
  readonly de: string;
  readonly guards: readonly GuardCode[];
  readonly reasons: readonly Reason[];
  readonly isReasonRequired: boolean;
}

type Way = readonly [code: string, from: readonly string[], to: string, by: readonly Actor[], en: string, de: string];
type More = Partial<Pick<DefaultTransition, 'guards' | 'reasons' | 'isReasonRequired'>>;

const way = ([code, from, to, by, en, de]: Way, more: More = {}): DefaultTransition => ({
  ...{ code, from, to, by, en, de, guards: [], reasons: [], isReasonRequired: false },
  ...more,
});
const reason = (code: string, en: string, de: string): Reason => ({ code, labels: { en, de } });

const OFFICE: readonly Actor[] = ['back-office'];
const BY_SYSTEM: readonly Actor[] = ['system'];
const DECIDED: readonly Actor[] = ['system', 'back-office'];
const BY_MARKET: readonly Actor[] = ['market', 'back-office'];
const BY_CUSTOMER: readonly Actor[] = ['customer', 'back-office'];
const BEFORE_SUPPLY = ['submitted', 'in_review', 'clarification', 'awaiting_signature', 'accepted', 'registering', 'confirmed'];

const FAULTS = [
  reason('data-incomplete', 'Data is missing', 'Angaben fehlen'),
  reason('signature-missing', 'The signature is missing', 'Unterschrift fehlt'),
  reason('document-unreadable', 'A document cannot be read', 'Dokument nicht lesbar'),
  reason('consumption-implausible', 'The consumption is not plausible', 'Verbrauch nicht plausibel'),
];
const REPAIRABLE = [
  reason('point-unknown', 'The metering point is unknown', 'Zählpunkt unbekannt'),
  reason('date-not-possible', 'The day is not possible', 'Termin nicht möglich'),
  reason('name-differs', 'The name differs', 'Name weicht ab'),
];
const FINAL = [
  reason('bound-elsewhere', 'Bound to another supplier', 'Bei anderem Lieferanten gebunden'),
  reason('point-closed', 'The metering point is closed', 'Zählpunkt stillgelegt'),
];
const NOTICES = [
  reason('ordinary', 'Ordinary notice', 'Ordentliche Kündigung'),
  reason('switch', 'Changes the supplier', 'Wechselt den Lieferanten'),
  reason('early', 'Leaves before the end of the term, for the agreed fee', 'Geht vor Ende der Laufzeit, gegen die vereinbarte Gebühr'),
];
const BY_SUPPLIER = [reason('term-over', 'The term is over', 'Laufzeit abgelaufen'), reason('good-cause', 'Good cause', 'Wichtiger Grund')];
const UNDONE = [
  reason('wrong-point', 'The wrong metering point', 'Falscher Zählpunkt'),
  reason('not-ordered', 'The customer did not order it', 'Nicht beauftragt'),
];
const STOPPED = [
  reason('customer-wish', 'The customer wishes it', 'Kundenwunsch'),
  reason('duplicate', 'Entered twice', 'Doppelt erfasst'),
  reason('not-possible', 'Supply is not possible', 'Belieferung nicht möglich'),
];

/** The ways between the statuses that every brand starts with. */
export const DEFAULT_TRANSITIONS: readonly DefaultTransition[] = [
  way(['submit', ['draft'], 'submitted', ['partner', 'customer', 'back-office'], 'Submit', 'Einreichen']),
  way(['start_review', ['submitted'], 'in_review', BY_SYSTEM, 'Start review', 'Prüfung beginnen']),
  way(['return', ['in_review'], 'clarification', OFFICE, 'Return to partner', 'Zurückgeben'], {
    guards: ['reason-required', 'due-date-ahead'],
    reasons: FAULTS,
    isReasonRequired: true,
  }),
  way(['resubmit', ['clarification'], 'in_review', ['partner', 'back-office'], 'Resubmit', 'Erneut einreichen'], {
    guards: ['before-due-date', 'faults-answered'],
  }),
  way(['clarify_expired', ['clarification'], 'rejected', BY_SYSTEM, 'Due date passed', 'Frist abgelaufen'], {
    guards: ['due-date-passed'],
  }),
  way(['ask_signature', ['in_review'], 'awaiting_signature', BY_SYSTEM, 'Ask for signature', 'Unterschrift anfordern']),
  way(['sign', ['awaiting_signature'], 'accepted', ['customer', 'system'], 'Sign', 'Unterschreiben']),
  way(['sign_expired', ['awaiting_signature'], 'cancelled', BY_SYSTEM, 'Signature expired', 'Verfallen'], { guards: ['due-date-passed'] }),
  way(['accept', ['in_review'], 'accepted', DECIDED, 'Accept', 'Annehmen']),
  way(['reject_credit', ['in_review'], 'rejected', DECIDED, 'Reject', 'Ablehnen']),
  way(['register', ['accepted'], 'registering', DECIDED, 'Register', 'Anmelden'], { guards: ['lead-time-kept'] }),
  way(['operator_rejects', ['registering'], 'clarification', BY_MARKET, 'Rejected by grid operator', 'Netzbetreiber lehnt ab'], {
    guards: ['reason-required', 'due-date-ahead'],
    reasons: REPAIRABLE,
    isReasonRequired: true,
  }),
  way(['operator_rejects_final', ['registering'], 'rejected', BY_MARKET, 'Finally rejected', 'Endgültig abgelehnt'], {
    guards: ['reason-required'],
    reasons: FINAL,
    isReasonRequired: true,
  }),
  way(['confirm', ['registering'], 'confirmed', BY_MARKET, 'Confirm start', 'Bestätigen']),
  way(['move_start', ['confirmed'], 'registering', BY_CUSTOMER, 'Move start', 'Beginn verschieben'], { guards: ['not-yet-supplied'] }),
  way(['activate', ['confirmed'], 'active', BY_SYSTEM, 'Start supply', 'Beliefern'], { guards: ['confirmed-date-reached'] }),
  way(['withdraw', [...BEFORE_SUPPLY, 'active'], 'withdrawn', BY_CUSTOMER, 'Withdraw', 'Widerrufen'], {
    guards: ['before-withdrawal-end'],
  }),
  way(['cancel', ['draft', ...BEFORE_SUPPLY], 'cancelled', BY_CUSTOMER, 'Cancel', 'Stornieren'], {
    guards: ['not-yet-supplied'],
    reasons: STOPPED,
  }),
  way(['give_notice', ['active'], 'terminating', BY_CUSTOMER, "Customer's notice", 'Kündigung Kunde'], {
    guards: ['notice-kept'],
    reasons: NOTICES,
  }),
  way(['special_notice', ['active'], 'terminating', BY_CUSTOMER, 'Special termination', 'Sonderkündigung'], {
    guards: ['notice-kept'],
    reasons: [reason('price-change', 'A price change was announced', 'Preisänderung angekündigt')],
  }),
  way(['supplier_notice', ['active'], 'terminating', OFFICE, "Supplier's notice", 'Kündigung Lieferant'], {
    guards: ['reason-required', 'term-over-or-good-cause'],
    reasons: BY_SUPPLIER,
    isReasonRequired: true,
  }),
  way(['lost', ['active'], 'terminating', BY_MARKET, 'Lost to another supplier', 'Abgemeldet']),
  way(['move_out', ['active'], 'terminating', ['customer', 'market', 'back-office'], 'Move-out', 'Auszug'], { guards: ['notice-kept'] }),
  way(['revoke_notice', ['terminating'], 'active', BY_CUSTOMER, 'Revoke notice', 'Kündigung zurücknehmen'], { guards: ['before-end'] }),
  way(['end', ['terminating'], 'ended', BY_SYSTEM, 'End supply', 'Beenden'], { guards: ['ends-on-reached'] }),
  way(['reverse_switch', ['active'], 'ended', BY_MARKET, 'Undo wrong switch', 'Fehlwechsel'], { reasons: UNDONE }),
  way(['close', ['ended'], 'closed', DECIDED, 'Close', 'Abschließen']),
  way(['reopen', ['closed'], 'ended', DECIDED, 'Reopen', 'Wieder öffnen']),
  way(['renew', ['active'], 'active', ['system', 'customer', 'back-office'], 'Renew', 'Verlängern'], {
    reasons: [
      reason('consent', 'The customer consents', 'Zustimmung liegt vor'),
      reason('silence', 'Nobody gave notice', 'Nicht gekündigt'),
    ],
  }),
  way(['change_tariff', ['active'], 'active', ['system', 'customer', 'back-office'], 'Change tariff', 'Tarif wechseln'], {
    guards: ['guarantee-over'],
  }),
];
