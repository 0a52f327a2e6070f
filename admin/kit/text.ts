type Texts = Readonly<Record<string, string>>;
type Files = typeof import('../locales/kit.en.json') &
  typeof import('../locales/office.en.json') &
  typeof import('../locales/order.en.json') &
  typeof import('../locales/my.en.json');
export type TextKey = Exclude<keyof Files & string, 'default'>;
/** A text that depends on a number has one entry for each form that a language has: "x.one", "x.other". */
export type CountKey = TextKey extends infer K ? (K extends `${infer Name}.other` ? Name : never) : never;
type Values = Readonly<Record<string, string | number>>;

export const language = document.documentElement.lang === 'de' ? 'de' : 'en';
let texts: Texts = {};

type Load = () => Promise<{ readonly default: Texts }>;

/** Reads the texts of a surface in the page's language, before anything is shown. */
export async function loadTexts(files: readonly Readonly<Record<'en' | 'de', Load>>[]): Promise<void> {
  const read = await Promise.all(files.map((file) => file[language]()));
  texts = Object.assign({}, ...read.map((file) => file.default));
}

/** A text for people, "{name}" filled in. */
export const say = (key: TextKey, values: Values = {}): string => fill(texts[key] ?? key, values);

const forms = new Intl.PluralRules(language);

/** The form of a text that a number needs; `n` is filled in as {n}. */
export const sayCount = (key: CountKey, n: number, values: Values = {}): string =>
  fill(texts[`${key}.${forms.select(n)}`] ?? texts[`${key}.other`] ?? key, { n: new Intl.NumberFormat(localeTag).format(n), ...values });

/** A text whose key is made of a code; null where nobody wrote one. */
export const sayIfKnown = (key: string, values: Values = {}): string | null => {
  const text = texts[key];
  return text === undefined ? null : fill(text, values);
};

/** How numbers and days are written. */
export const localeTag = language === 'de' ? 'de-DE' : 'en-GB';

const fill = (text: string, values: Values): string => text.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
