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

export { DEFAULT_TRANSITIONS } from './transition.defaults.ts';
