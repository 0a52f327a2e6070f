/** What a brand says by law, or agrees upon with everybody. */
export const LEGAL_KINDS = ['IMPRINT', 'TERMS', 'PRIVACY', 'WITHDRAWAL'] as const;
export type LegalKind = (typeof LEGAL_KINDS)[number];

interface Worded {
  readonly kind: LegalKind;
  readonly language: string;
}

/** Of each kind one: in the first of these languages that it has, else in any; in the order of the kinds. */
export const textsIn = <T extends Worded>(texts: readonly T[], languages: readonly (string | null)[]): T[] =>
  LEGAL_KINDS.flatMap((kind) => {
    const known = texts.filter((text) => text.kind === kind);
    const found = languages.flatMap((language) => known.find((text) => text.language === language) ?? []);
    return found[0] ?? known[0] ?? [];
  });

/** A part of a legal text, as pages and letters show it. */
export interface LegalPart {
  readonly heading: string | null;
  readonly paragraphs: readonly string[];
}

/** As people write it: an empty line ends a paragraph, a line that begins with "# " is a heading, with "- " an item. */
export function partsOf(text: string): LegalPart[] {
  const parts: { readonly heading: string | null; readonly paragraphs: string[] }[] = [{ heading: null, paragraphs: [] }];
  let isOpen = false;
  for (const line of text.split(/\r?\n/).map(lineOf)) {
    const paragraphs = parts.at(-1)?.paragraphs ?? [];
    if (line.kind === 'heading') parts.push({ heading: line.words, paragraphs: [] });
    else if (line.kind === 'words' && isOpen) paragraphs.push(`${paragraphs.pop() ?? ''} ${line.words}`);
    else if (line.kind !== 'empty') paragraphs.push(line.words);
    isOpen = line.kind === 'words' || line.kind === 'item';
  }
  return parts.filter(({ heading, paragraphs }) => heading !== null || paragraphs.length > 0);
}

interface Line {
  readonly kind: 'heading' | 'item' | 'words' | 'empty';
  readonly words: string;
}

function lineOf(given: string): Line {
  const words = given.trim();
  const [, heading] = /^#+\s+(.+)$/.exec(words) ?? [];
  if (heading !== undefined) return { kind: 'heading', words: heading };
  const [, item] = /^[-*•]\s+(.+)$/.exec(words) ?? [];
  if (item !== undefined) return { kind: 'item', words: `• ${item}` };
  return { kind: words === '' ? 'empty' : 'words', words };
}
