import { countedIn, fill, language, type Texts, type Values } from './text.ts';

type Load<Read extends Texts> = () => Promise<{ readonly default: Read }>;
/** Keys without ".one" and ".other" of texts that depend on a number. */
type Counted<Key extends string> = Key extends `${infer Name}.other` ? Name : never;

/** Texts of a plugin: the same files that the server reads, loaded in the page's language alone. */
export interface OwnTexts<Key extends string> {
  readonly load: () => Promise<void>;
  readonly say: (key: Key, values?: Values) => string;
  readonly sayCount: (key: Counted<Key>, n: number, values?: Values) => string;
  /** A text whose key is made of a code; null where nobody wrote one. */
  readonly sayIfKnown: (key: string, values?: Values) => string | null;
}

/** The compiler knows the keys by the English file; English stands in for a language that is not there. */
export function ownTexts<Read extends Texts>(
  files: { readonly en: Load<Read> } & Readonly<Record<string, Load<Texts>>>,
): OwnTexts<keyof Read & string> {
  let texts: Texts = {};
  return {
    load: async () => {
      texts = (await (files[language] ?? files.en)()).default;
    },
    say: (key, values = {}) => fill(texts[key] ?? key, values),
    sayCount: (key, n, values = {}) => countedIn(texts, key, { n, values }),
    sayIfKnown: (key, values = {}) => {
      const text = texts[key];
      return text === undefined ? null : fill(text, values);
    },
  };
}
