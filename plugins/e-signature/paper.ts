import { type Ctx, type DocumentData, type LetterSection, z } from '#core';

/** Texts of the plugin in one language; a key that nobody wrote shows itself. */
export type Say = (key: string, values?: Readonly<Record<string, unknown>>) => string;
export const sayIn =
  ({ texts }: Pick<Ctx, 'texts'>, language: string): Say =>
  (key, values = {}) =>
    texts(language, `e-signature.${key}`, values) ?? key;

const section = z.object({
  heading: z.string().nullable(),
  paragraphs: z.array(z.string()),
  rows: z.array(z.object({ label: z.string(), value: z.string(), isTotal: z.boolean().optional() })),
});

/** What the page shows: the same as stands in the file, and the sentences that are agreed to. */
const paper = z.object({
  title: z.string(),
  fileName: z.string(),
  sizeBytes: z.number().int(),
  sections: z.array(section),
  consent: z.array(z.string()),
  /** What somebody declares who signs for a company; null = it is none. */
  authority: z.string().nullable(),
});
export type Paper = z.output<typeof paper>;
export const readPaper = (stored: unknown): Paper => paper.parse(stored);

export interface PaperFacts {
  readonly contract: { readonly number: string; readonly supplyReason: string | null; readonly companyName: string | null };
  readonly signers: readonly { readonly name: string | null; readonly role: string }[];
  readonly brandName: string;
  readonly hasPowerOfAttorney: boolean;
  readonly consentText: string;
}

/** The contract with what is declared by signing it: power of attorney, the consent in its own words, who signs. */
export function paperFor(contract: DocumentData, say: Say, facts: PaperFacts): { readonly data: DocumentData; readonly consent: string[] } {
  const { brandName, consentText, signers } = facts;
  const consent = [say('paper.consent', { title: contract.title, brand: brandName }), ...(consentText === '' ? [] : [consentText])];
  const isSwitch = facts.contract.supplyReason?.toUpperCase() === 'SWITCH';
  const sections: LetterSection[] = [
    ...contract.sections,
    ...(facts.hasPowerOfAttorney && isSwitch
      ? [{ heading: say('paper.power'), paragraphs: [say('paper.powerText', { brand: brandName })], rows: [] }]
      : []),
    {
      heading: say('paper.signing'),
      paragraphs: [...consent, ...authorityOf(say, facts)],
      rows: signers.map(({ name, role }) => ({ label: say(`role.${role}`), value: name ?? '' })),
    },
  ];
  return { data: { ...contract, kind: 'e-signature', title: contract.title, sections }, consent };
}

export const authorityOf = (say: Say, { contract: { companyName } }: Pick<PaperFacts, 'contract'>): string[] =>
  companyName === null ? [] : [say('paper.authority', { company: companyName })];
