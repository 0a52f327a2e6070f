import { transform } from '../kernel/hooks.ts';

/** A line of a table: what, and how much. A total stands out. */
export interface LetterRow {
  readonly label: string;
  readonly value: string;
  readonly isTotal?: boolean;
}

/** Lines drawn by hand, in a box of this size; the unit is whatever the points have. */
export interface LetterDrawing {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly (readonly { readonly x: number; readonly y: number }[])[];
}

/** A part of a letter, in the reader's language. */
export interface LetterSection {
  readonly heading: string | null;
  readonly paragraphs: readonly string[];
  readonly rows: readonly LetterRow[];
  /** Stands behind the paragraphs, above the rows. */
  readonly drawing?: LetterDrawing;
}

/** What stands in a document before it is set: everything that the customer will read. */
export interface DocumentData {
  /** "order-confirmation", "withdrawal-notice", "contract", or a plugin's kind. */
  readonly kind: string;
  readonly orderId: string;
  readonly contractIds: readonly string[];
  /** Language of the texts. */
  readonly language: string;
  readonly title: string;
  readonly sections: readonly LetterSection[];
}

/**
 * What stands in a document that goes to a customer? Plugins add rows, paragraphs or sections. A plugin that fails makes the
 * document wait for another try: a letter that lacks a part is worse than a late one.
 */
export const documentData = transform<DocumentData>('document.data', { onError: 'abort' });
