import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

/** Core's texts for people, by language. Code carries keys and error codes only. */
export const CORE_TEXTS: Readonly<Record<string, Readonly<Record<string, string>>>> = { de, en };
