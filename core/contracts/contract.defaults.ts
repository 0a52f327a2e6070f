import type { ContractKind } from '#prisma';

/** The statuses that every brand starts with: code, kind, supplied, terminal, labels. A brand may add and rename, never remove one. */
export const DEFAULT_STATUSES: readonly {
  readonly code: string;
  readonly kind: ContractKind;
  readonly isSupplied: boolean;
  readonly isTerminal: boolean;
  readonly en: string;
  readonly de: string;
}[] = [
  { code: 'draft', kind: 'OPEN', isSupplied: false, isTerminal: false, en: 'Draft', de: 'Entwurf' },
  { code: 'submitted', kind: 'REVIEW', isSupplied: false, isTerminal: false, en: 'Submitted', de: 'Eingereicht' },
  { code: 'in_review', kind: 'REVIEW', isSupplied: false, isTerminal: false, en: 'In review', de: 'In Prüfung' },
  { code: 'clarification', kind: 'REVIEW', isSupplied: false, isTerminal: false, en: 'Clarification', de: 'In Klärung' },
  {
    code: 'awaiting_signature',
    kind: 'WAITING',
    isSupplied: false,
    isTerminal: false,
    en: 'Awaiting signature',
    de: 'Unterschrift ausstehend',
  },
  { code: 'accepted', kind: 'WAITING', isSupplied: false, isTerminal: false, en: 'Accepted', de: 'Angenommen' },
  { code: 'registering', kind: 'WAITING', isSupplied: false, isTerminal: false, en: 'Registering with the market', de: 'In Anmeldung' },
  { code: 'confirmed', kind: 'WAITING', isSupplied: false, isTerminal: false, en: 'Supply start confirmed', de: 'Lieferbeginn bestätigt' },
  { code: 'active', kind: 'SUPPLY', isSupplied: true, isTerminal: false, en: 'In supply', de: 'In Belieferung' },
  { code: 'terminating', kind: 'SUPPLY', isSupplied: true, isTerminal: false, en: 'Notice given', de: 'Gekündigt' },
  { code: 'ended', kind: 'ENDED', isSupplied: false, isTerminal: false, en: 'Supply ended', de: 'Lieferende erreicht' },
  { code: 'closed', kind: 'ENDED', isSupplied: false, isTerminal: true, en: 'Closed', de: 'Abgeschlossen' },
  { code: 'rejected', kind: 'REFUSED', isSupplied: false, isTerminal: true, en: 'Rejected', de: 'Abgelehnt' },
  { code: 'withdrawn', kind: 'REFUSED', isSupplied: false, isTerminal: true, en: 'Withdrawn', de: 'Widerrufen' },
  { code: 'cancelled', kind: 'REFUSED', isSupplied: false, isTerminal: true, en: 'Cancelled before supply', de: 'Storniert' },
];

export type Actor = 'partner' | 'customer' | 'back-office' | 'market' | 'system';

const BEFORE_SUPPLY = ['submitted', 'in_review', 'clarification', 'awaiting_signature', 'accepted', 'registering', 'confirmed'];

/** The ways between them. */
export const DEFAULT_TRANSITIONS: readonly {
  readonly code: string;
  readonly from: readonly string[];
  readonly to: string;
  readonly by: readonly Actor[];
  readonly en: string;
  readonly de: string;
}[] = [
  { code: 'submit', from: ['draft'], to: 'submitted', by: ['partner', 'customer', 'back-office'], en: 'Submit', de: 'Einreichen' },
  { code: 'start_review', from: ['submitted'], to: 'in_review', by: ['system'], en: 'Start review', de: 'Prüfung beginnen' },
  { code: 'return', from: ['in_review'], to: 'clarification', by: ['back-office'], en: 'Return to partner', de: 'Zurückgeben' },
  { code: 'resubmit', from: ['clarification'], to: 'in_review', by: ['partner', 'back-office'], en: 'Resubmit', de: 'Erneut einreichen' },
  { code: 'clarify_expired', from: ['clarification'], to: 'rejected', by: ['system'], en: 'Due date passed', de: 'Frist abgelaufen' },
  {
    code: 'ask_signature',
    from: ['in_review'],
    to: 'awaiting_signature',
    by: ['system'],
    en: 'Ask for signature',
    de: 'Unterschrift anfordern',
  },
  { code: 'sign', from: ['awaiting_signature'], to: 'accepted', by: ['customer', 'system'], en: 'Sign', de: 'Unterschreiben' },
  { code: 'sign_expired', from: ['awaiting_signature'], to: 'cancelled', by: ['system'], en: 'Signature expired', de: 'Verfallen' },
  { code: 'accept', from: ['in_review'], to: 'accepted', by: ['system', 'back-office'], en: 'Accept', de: 'Annehmen' },
  { code: 'reject_credit', from: ['in_review'], to: 'rejected', by: ['system', 'back-office'], en: 'Reject', de: 'Ablehnen' },
  { code: 'register', from: ['accepted'], to: 'registering', by: ['system', 'back-office'], en: 'Register', de: 'Anmelden' },
  {
    code: 'operator_rejects',
    from: ['registering'],
    to: 'clarification',
    by: ['market', 'back-office'],
    en: 'Rejected by grid operator',
    de: 'Netzbetreiber lehnt ab',
  },
  {
    code: 'operator_rejects_final',
    from: ['registering'],
    to: 'rejected',
    by: ['market', 'back-office'],
    en: 'Finally rejected',
    de: 'Endgültig abgelehnt',
  },
  { code: 'confirm', from: ['registering'], to: 'confirmed', by: ['market', 'back-office'], en: 'Confirm start', de: 'Bestätigen' },
  {
    code: 'move_start',
    from: ['confirmed'],
    to: 'registering',
    by: ['back-office', 'customer'],
    en: 'Move start',
    de: 'Beginn verschieben',
  },
  { code: 'activate', from: ['confirmed'], to: 'active', by: ['system'], en: 'Start supply', de: 'Beliefern' },
  {
    code: 'withdraw',
    from: [...BEFORE_SUPPLY, 'active'],
    to: 'withdrawn',
    by: ['customer', 'back-office'],
    en: 'Withdraw',
    de: 'Widerrufen',
  },
  { code: 'cancel', from: ['draft', ...BEFORE_SUPPLY], to: 'cancelled', by: ['back-office', 'customer'], en: 'Cancel', de: 'Stornieren' },
  {
    code: 'give_notice',
    from: ['active'],
    to: 'terminating',
    by: ['customer', 'back-office'],
    en: "Customer's notice",
    de: 'Kündigung Kunde',
  },
  {
    code: 'special_notice',
    from: ['active'],
    to: 'terminating',
    by: ['customer', 'back-office'],
    en: 'Special termination',
    de: 'Sonderkündigung',
  },
  { code: 'supplier_notice', from: ['active'], to: 'terminating', by: ['back-office'], en: "Supplier's notice", de: 'Kündigung Lieferant' },
  { code: 'lost', from: ['active'], to: 'terminating', by: ['market', 'back-office'], en: 'Lost to another supplier', de: 'Abgemeldet' },
  { code: 'move_out', from: ['active'], to: 'terminating', by: ['customer', 'market', 'back-office'], en: 'Move-out', de: 'Auszug' },
  {
    code: 'revoke_notice',
    from: ['terminating'],
    to: 'active',
    by: ['back-office', 'customer'],
    en: 'Revoke notice',
    de: 'Kündigung zurücknehmen',
  },
  { code: 'end', from: ['terminating'], to: 'ended', by: ['system'], en: 'End supply', de: 'Beenden' },
  { code: 'reverse_switch', from: ['active'], to: 'ended', by: ['market', 'back-office'], en: 'Undo wrong switch', de: 'Fehlwechsel' },
  { code: 'close', from: ['ended'], to: 'closed', by: ['system', 'back-office'], en: 'Close', de: 'Abschließen' },
  { code: 'reopen', from: ['closed'], to: 'ended', by: ['system', 'back-office'], en: 'Reopen', de: 'Wieder öffnen' },
];
