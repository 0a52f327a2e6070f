import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

/** Core's texts for people, by language. Code carries keys and error codes only. */
export const CORE_TEXTS: Readonly<Record<string, Readonly<Record<string, string>>>> = { de, en };

/** Languages in which the product is complete, core and surfaces: what it is asked in another one it answers in English. */
export const LANGUAGES: readonly string[] = Object.keys(CORE_TEXTS);
