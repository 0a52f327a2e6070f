import type { LegalText } from '#prisma';
import { LEGAL_KINDS, type LegalKind, type LegalPart, partsOf } from '../brands/legal-text.ts';
import { fromDbDate } from '../kernel/clock.ts';
import type { Ctx } from '../kernel/context.ts';
import type { LetterRow, LetterSection } from './document.points.ts';
import type { Wording } from './wording.ts';

/** The versions that an order was handed in with, in the order of their kinds. */
export async function legalTextsOf(
  { db }: Pick<Ctx, 'db'>,
  { legalTextIds }: { readonly legalTextIds: readonly string[] },
): Promise<LegalText[]> {
  if (legalTextIds.length === 0) return [];
  const texts = await db.legalText.findMany({ where: { id: { in: [...legalTextIds] } } });
  return texts.sort((a, b) => LEGAL_KINDS.indexOf(a.kind) - LEGAL_KINDS.indexOf(b.kind));
}

/** What the customer gets to keep in full; who the supplier is stands at the foot, and the notice of withdrawal is a letter of its own. */
const KEPT: readonly LegalKind[] = ['TERMS', 'PRIVACY'];

/** The texts in full, each under its name and version. */
export const legalSections = (texts: readonly LegalText[], wording: Wording): LetterSection[] =>
  texts
    .filter(({ kind }) => KEPT.includes(kind))
    .flatMap((text) => [
      { heading: `${text.title} (${versionIn(wording, text)})`, paragraphs: [], rows: [] },
      ...partsOf(text.text).map(sectionOf),
    ]);

/** Which versions hold, by their names. */
export const legalRows = (texts: readonly LegalText[], wording: Wording): LetterRow[] =>
  texts.filter(({ kind }) => KEPT.includes(kind)).map((text) => ({ label: text.title, value: versionIn(wording, text) }));

export const sectionOf = ({ heading, paragraphs }: LegalPart): LetterSection => ({ heading, paragraphs, rows: [] });

const versionIn = ({ texts, fill, day }: Wording, { version, validFrom }: LegalText): string =>
  fill(texts.legal.version, { version, day: day(fromDbDate(validFrom)) });
