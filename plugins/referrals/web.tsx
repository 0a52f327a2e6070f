import { defineWeb, today } from '#web';
import { say, texts } from './web/texts.ts';

/** What a link fills in, and the customer's own recommendations. */
export default defineWeb({
  texts,
  // The day on which it was opened decides whether it still counts; whoever types the code in gives none.
  linkAnswers: (link) => {
    const code = link.get('ref');
    return code === null ? null : { code: `${code.slice(0, 20)}@${today()}` };
  },
  customerCard: { title: () => say('referrals.own.title'), load: () => import('./web/own-card.tsx') },
});
