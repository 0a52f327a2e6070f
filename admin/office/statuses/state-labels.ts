import { language } from '../../kit/text.ts';
import { type EditedSet, type Label, textIn } from './state-set.ts';

/** A name in the reader's language, else in English, else whichever there is, else the code. */
export const labelOf = ({ code, labels }: { readonly code: string; readonly labels: readonly Label[] }): string =>
  textIn(labels, language) || textIn(labels, 'en') || labels.find(({ text }) => text !== '')?.text || code;

/** The name of a status or way of a set, by its code. */
export const labelIn = ({ statuses, ways }: EditedSet, code: string): string =>
  labelOf([...statuses, ...ways].find((one) => one.code === code) ?? { code, labels: [] });
