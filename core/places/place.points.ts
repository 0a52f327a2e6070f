import type { Ctx } from '../kernel/context.ts';
import { collect } from '../kernel/hooks.ts';

/** What somebody has typed so far. */
export interface AddressQuestion {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** A postcode, a name, or both, whole or begun. */
  readonly text: string;
  /** At most so many answers. */
  readonly first: number;
}

export interface AddressSuggestion {
  readonly country: string;
  readonly postcode: string;
  readonly place: string;
  /** Federal state, region or county; "" where it is not known. */
  readonly state: string;
  /** Null where a place alone is meant. */
  readonly street: string | null;
  readonly houseNumber: string | null;
  /** One line, as people write it. */
  readonly text: string;
  /** Id in an official register; null in a list of places, and for what was built too lately. */
  readonly registerId: string | null;
  /** Degrees, as decimal texts. */
  readonly latitude: string | null;
  readonly longitude: string | null;
}

export interface AddressAnswer {
  /** Best first. */
  readonly suggestions: readonly AddressSuggestion[];
  /** Who must be named with it. */
  readonly source: string;
}

/** A register of addresses: the product's own list of places, or a country's official one that a plugin asks. */
export interface AddressRegister {
  /** Null where the register does not cover the country. Throws where it is down: the list of places then answers. */
  complete(question: AddressQuestion, ctx: Ctx): Promise<AddressAnswer | null>;
}

/**
 * Which addresses begin like this? For official registers: what they answer comes before the list of places, which steps in
 * where none answers, and where one fails or takes too long (logged).
 */
export const addressCompletion = collect<AddressQuestion, AddressAnswer | null>('address.completion', 1_000);
