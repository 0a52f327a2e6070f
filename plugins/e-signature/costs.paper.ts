import { type DocumentData, type LetterRow, type LetterSection, wordingFor } from '#core';
import { type Cost, percent, sumOf } from './costs.ts';
import type { Say } from './paper.ts';

export interface CostFacts {
  readonly number: string;
  readonly brandName: string;
  readonly companyName: string | null;
  readonly currency: string;
  /** As the reader writes it. */
  readonly validUntil: string;
  readonly costs: readonly Cost[];
}

/** The offer as a letter: each cost with its tax, the sums, until when, and what is agreed to. */
export function costPaper(contract: DocumentData, say: Say, facts: CostFacts): { readonly data: DocumentData; readonly consent: string[] } {
  const { number, brandName, companyName, validUntil } = facts;
  const title = say('costs.title', { number });
  const consent = [say('costs.consent', { brand: brandName })];
  const authority = companyName === null ? [] : [say('paper.authority', { company: companyName })];
  const sections: LetterSection[] = [
    { heading: null, paragraphs: [say('costs.intro', { brand: brandName, number })], rows: [] },
    { heading: say('costs.costs'), paragraphs: [], rows: costRows(say, contract.language, facts) },
    {
      heading: say('costs.accepting'),
      paragraphs: [say('costs.partly'), ...consent, ...authority],
      rows: [{ label: say('costs.validUntil'), value: validUntil }],
    },
  ];
  return { data: { ...contract, kind: 'e-signature.costs', title, sections }, consent };
}

function costRows(say: Say, language: string, { costs, currency }: CostFacts): LetterRow[] {
  const { money, decimal } = wordingFor(language);
  return [
    ...costs.flatMap(({ text, netCents, vatRate, grossCents }) => [
      { label: text, value: money(grossCents, currency) },
      {
        label: `   ${say('costs.net')}`,
        value: say('costs.netText', { net: money(netCents, currency), percent: decimal(percent(vatRate)) }),
      },
    ]),
    { label: say('costs.total'), value: money(sumOf(costs).grossCents, currency), isTotal: true },
  ];
}

export interface Answered extends Cost {
  readonly isAccepted: boolean | null;
}

/** What came of the offer, for the evidence: each cost, the sum of what was accepted, and whether that was late. */
export function answerSection(
  say: Say,
  costs: readonly Answered[],
  { currency, language, isLate }: { readonly currency: string; readonly language: string; readonly isLate: boolean },
): LetterSection {
  const { money } = wordingFor(language);
  const taken = costs.filter(({ isAccepted }) => isAccepted);
  return {
    heading: say('costs.answer'),
    paragraphs: isLate ? [say('costs.late')] : [],
    rows: [
      ...costs.map(({ text, grossCents, isAccepted }) => ({
        label: `${text}, ${money(grossCents, currency)}`,
        value: say(isAccepted ? 'costs.accepted' : 'costs.refused'),
      })),
      { label: say('costs.acceptedTotal'), value: money(sumOf(taken).grossCents, currency), isTotal: true },
    ],
  };
}
