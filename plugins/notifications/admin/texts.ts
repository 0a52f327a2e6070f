import { ownTexts } from '#admin';

export const texts = ownTexts({ en: () => import('../locales/en.json'), de: () => import('../locales/de.json') });
export const { say, sayCount, sayIfKnown } = texts;
