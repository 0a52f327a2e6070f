import { ownTexts } from '#web';

export const texts = ownTexts({ en: () => import('../locales/en.json'), de: () => import('../locales/de.json') });
export const { say } = texts;
