import type { Ctx } from '#core';

/** Texts in the customer's language, or the brand's. */
export const wordsIn =
  ({ texts, brand }: Pick<Ctx, 'texts' | 'brand'>, language: string | null) =>
  (key: string, values: Readonly<Record<string, unknown>>): string =>
    texts(language ?? brand.language, key, values) ?? key;
