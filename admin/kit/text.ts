export type Texts = Readonly<Record<string, string>>;
type Files = typeof import('../locales/kit.en.json') &
  typeof import('../locales/office.en.json') &
  typeof import('../locales/order.en.json') &
  typeof import('../locales/my.en.json');
export type TextKey = Exclude<keyof Files & string, 'default'>;
/** A text that depends on a number has one entry for each form that a language has: "x.one", "x.other". */
export type CountKey = TextKey extends infer K ? (K extends `${infer Name}.other` ? Name : never) : never;
export type Values = Readonly<Record<string, string | number>>;

/** Languages that a surface may have, with how numbers and days are written in each. Of which it has texts, it is complete. */
const TAGS = { en: 'en-GB', de: 'de-DE', da: 'da-DK', nb: 'nb-NO', pl: 'pl-PL' } as const;
type Language = keyof typeof TAGS;
const isLanguage = (code: string): code is Language => Object.hasOwn(TAGS, code);

/** The page's, once its texts are read. */
export let language: Language = 'en';
/** How numbers and days are written. */
export let localeTag: string = TAGS.en;
let forms = new Intl.PluralRules(language);
let texts: Texts = {};

export interface TextFile {
  readonly default: Texts;
}
/** By their paths: "../locales/kit.de.json". */
type TextFiles = Readonly<Record<string, () => Promise<TextFile>>>;
const loaderIn = (files: TextFiles, code: Language) => Object.entries(files).find(([path]) => path.endsWith(`.${code}.json`))?.[1];

/** Reads the texts of a surface, before anything is shown: in the page's language where every file has it, else in English. */
export async function loadTexts(files: readonly TextFiles[]): Promise<void> {
  const wished = document.documentElement.lang;
  language = isLanguage(wished) && files.every((file) => loaderIn(file, wished)) ? wished : 'en';
  localeTag = TAGS[language];
  forms = new Intl.PluralRules(language);
  document.documentElement.lang = language;
  const read = await Promise.all(files.map((file) => loaderIn(file, language)?.()));
  texts = Object.assign({}, ...read.map((file) => file?.default));
}

/** A text for people, "{name}" filled in. */
export const say = (key: TextKey, values: Values = {}): string => fill(texts[key] ?? key, values);

/** The form of a text that a number needs; `n` is filled in as {n}. */
export const sayCount = (key: CountKey, n: number, values: Values = {}): string => countedIn(texts, key, { n, values });

/** The same out of other texts than the surface's own. */
export const countedIn = (from: Texts, key: string, { n, values }: { readonly n: number; readonly values: Values }): string =>
  fill(from[`${key}.${forms.select(n)}`] ?? from[`${key}.other`] ?? key, { n: new Intl.NumberFormat(localeTag).format(n), ...values });

/** A text whose key is made of a code; null where nobody wrote one. */
export const sayIfKnown = (key: string, values: Values = {}): string | null => {
  const text = texts[key];
  return text === undefined ? null : fill(text, values);
};

/** A text with its "{name}" filled in. */
export const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
