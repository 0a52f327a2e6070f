import { defineWeb } from '#web';
import { say, texts } from './web/texts.ts';

/** What a credit check decided about an order, told to its customer, who may contest it. */
export default defineWeb({
  texts,
  customerCard: { title: () => say('credit-check.own.title'), load: () => import('./web/own-card.tsx') },
});
