import { fromDbDate, todayIn } from '../kernel/clock.ts';
import type { DocumentData } from './document.points.ts';
import type { LetterContext } from './order-confirmation.ts';
import type { OrderedOrder } from './order-facts.ts';
import { withdrawalNoticeOf } from './withdrawal-notices.ts';

/** How a consumer may withdraw; null in a country whose rule is not known for sure. */
export function withdrawalLetter(order: OrderedOrder, { brand, wording }: LetterContext): DocumentData | null {
  const signedOn = todayIn({ now: () => order.submittedAt }, brand.timeZone);
  const notice = withdrawalNoticeOf(brand.country, signedOn);
  const lastDay = order.contracts[0].withdrawalEndsOn;
  if (!notice || !lastDay) return null;

  const { withdrawal: t } = wording.texts;
  const values = { days: notice.days, brand: brand.name, lastDay: wording.day(fromDbDate(lastDay)), source: notice.source };
  const say = (template: string) => wording.fill(template, values);
  const blank = (label: string) => ({ label, value: '' });
  return {
    kind: 'withdrawal-notice',
    orderId: order.id,
    contractIds: order.contracts.map(({ id }) => id),
    language: wording.language,
    title: t.title,
    sections: [
      { heading: null, paragraphs: [t.right, t.period, t.how, t.inTime].map(say), rows: [] },
      { heading: t.effects, paragraphs: [t.refund, t.earlyStart].map(say), rows: [] },
      { heading: null, paragraphs: [...(notice.isModelText ? [] : [t.notModel]), t.source].map(say), rows: [] },
      {
        heading: t.form,
        paragraphs: [t.formIntro, t.formText],
        rows: [
          { label: t.formTo, value: brand.name },
          { label: t.formOrderedOn, value: `${wording.day(signedOn)}, ${order.number}` },
          ...[t.formName, t.formAddress, t.formDate].map(blank),
        ],
      },
    ],
  };
}
