import { DomainError, type QuotePlace, type QuoteQuestion } from '#core';
import type { GridCandidate } from './providers/market-data-provider.ts';

/** One municipality with its grid operator, or what a grid operator serves of a postcode. */
export interface PlaceChoice {
  readonly gridOperator: GridCandidate['gridOperator'];
  /** Null: any of the municipalities that the operator serves here. */
  readonly municipality: string | null;
}

/**
 * What the place may be. The municipality that was given; else the one that the address names; else, with one grid operator, any of its municipalities;
 * else each municipality of the postcode. Throws MARKET_DATA_MUNICIPALITY_UNKNOWN.
 */
export function placeChoices(
  candidates: readonly GridCandidate[],
  { postcode, municipality, place }: { postcode: string; municipality: string | null; place: string | null },
): PlaceChoice[] {
  const each = municipalityChoices(candidates);
  const asked = municipality && plain(municipality);
  if (asked) {
    const chosen = each.find((choice) => plain(choice.municipality) === asked);
    if (!chosen) throw municipalityUnknown(postcode, municipality, namesOf(candidates));
    return [chosen];
  }
  const named = place && each.filter((choice) => plain(choice.municipality) === plain(place));
  if (named && named.length === 1) return named;
  const [only, ...others] = candidates;
  return only && others.length === 0 && each.length > 1 ? [{ gridOperator: only.gridOperator, municipality: null }] : each;
}

/** Asks for the municipality; the grid operator stands beside it, for whoever has a bill at hand. */
export const whichMunicipality = (candidates: readonly GridCandidate[]): QuoteQuestion => ({
  field: 'municipality',
  code: 'market-data.which-municipality',
  choices: municipalityChoices(candidates).map(({ municipality, gridOperator }) => ({
    value: municipality,
    label: `${municipality} – ${gridOperator.name}`,
  })),
});

/** For people. Municipalities instead of the places' names: a postcode has many of those, and the source names one at random. */
export function quotePlace(candidates: readonly GridCandidate[], choices: readonly PlaceChoice[]): QuotePlace {
  const [first, ...others] = choices;
  const municipality = first && others.length === 0 ? first.municipality : null;
  const operators = new Set(choices.map(({ gridOperator }) => gridOperator.id));
  return {
    place: municipality ?? namesOf(candidates),
    municipality,
    gridOperator: [...new Set(choices.map(({ gridOperator }) => gridOperator.name))].join(' / '),
    gridArea: operators.size === 1 ? (first?.gridOperator.id ?? null) : null,
  };
}

const municipalityChoices = (
  candidates: readonly GridCandidate[],
): { gridOperator: GridCandidate['gridOperator']; municipality: string }[] =>
  candidates
    .flatMap(({ gridOperator, municipalities }) => municipalities.map((municipality) => ({ gridOperator, municipality })))
    .sort((a, b) => byText.compare(a.municipality, b.municipality));

const namesOf = (candidates: readonly GridCandidate[]): string =>
  municipalityChoices(candidates)
    .map(({ municipality }) => municipality)
    .join(', ');

const byText = new Intl.Collator('de');

const plain = (name: string): string => name.trim().normalize('NFC').toLowerCase();

const municipalityUnknown = (postcode: string, municipality: string, choices: string): DomainError =>
  new DomainError(
    'MARKET_DATA_MUNICIPALITY_UNKNOWN',
    `municipality: "${municipality}" is not at the postcode ${postcode}. Give one of: ${choices}`,
    { field: 'municipality', postcode, municipality, choices },
  );
