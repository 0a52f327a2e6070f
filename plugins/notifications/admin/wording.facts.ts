export type Form = 'FORMAL' | 'INFORMAL';

export interface Wording {
  readonly language: string;
  readonly form: Form;
  readonly subject: string;
  readonly body: string;
  readonly shortText: string;
}

export interface Fault {
  readonly field: string;
  readonly line: number | null;
  readonly message: string;
}

/** Languages that are offered; a template may have others. */
export const LANGUAGES = ['de', 'en', 'da', 'nb', 'pl'] as const;

/** What a wording begins with. */
export const BEGIN = {
  subject: '',
  body: '<mj-section>\n  <mj-column>\n    <mj-text></mj-text>\n  </mj-column>\n</mj-section>',
  shortText: '',
} as const;
