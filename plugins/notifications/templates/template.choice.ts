export interface Version {
  readonly language: string;
  readonly form: 'FORMAL' | 'INFORMAL';
  readonly number: number;
}

export interface Reader {
  /** BCP 47, best first: the reader's, the brand's. */
  readonly languages: readonly string[];
  readonly form: Version['form'];
}

/**
 * The version for a reader: in the first of their languages that there is one in, then in English, then in whatever there is; in
 * the form of the brand, else in the other one; the newest. Null = the template has no version.
 */
export function chosen<V extends Version>(versions: readonly V[], { languages, form }: Reader): V | null {
  const codes = [...languages, 'en'].map((language) => language.slice(0, 2).toLowerCase());
  const rank = ({ language }: Version): number => {
    const at = codes.indexOf(language.slice(0, 2).toLowerCase());
    return at === -1 ? codes.length : at;
  };
  const [best = null] = [...versions].sort(
    (a, b) =>
      rank(a) - rank(b) || Number(a.form !== form) - Number(b.form !== form) || a.language.localeCompare(b.language) || b.number - a.number,
  );
  return best;
}
