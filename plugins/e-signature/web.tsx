import { defineWeb } from '#web';
import { say, texts } from './web/texts.ts';

/** The page on which somebody reads a contract and signs it, reached by the mailed link. */
export default defineWeb({
  texts,
  pages: [{ path: 'sign', title: () => say('e-signature.sign.title'), load: () => import('./web/sign.page.tsx') }],
});
