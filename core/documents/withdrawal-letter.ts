import type { LegalText } from '#prisma';
import type { Imprint } from '../brands/imprint.ts';
import { partsOf } from '../brands/legal-text.ts';
import { fromDbDate, type PlainDate, todayIn } from '../kernel/clock.ts';
import type { DocumentData } from './document.points.ts';
import { sectionOf } from './legal-sections.ts';
import type { LetterContext } from './order-confirmation.ts';
import type { OrderedOrder } from './order-facts.ts';
import { suppliesIn, type WithdrawalModel, withdrawalModelOf } from './withdrawal-models.ts';
import { withdrawalNoticeOf } from './withdrawal-notices.ts';
import type { Wording } from './wording.ts';

/**
 * How a consumer may withdraw; null in a country whose rule is not known for sure. In the brand's own words where it wrote some,
 * else in the law's where all of its blanks are known.
 */
export function withdrawalLetter(order: OrderedOrder, context: LetterContext): DocumentData | null {
  const { brand, wording, imprint, legalTexts } = context;
  const signedOn = todayIn({ now: () => order.submittedAt }, brand.timeZone);
  if (!withdrawalNoticeOf(brand.country, signedOn) || !order.contracts[0].withdrawalEndsOn) return null;
  const model = withdrawalModelOf(brand.country, wording.language, signedOn);
  const own = legalTexts.find(({ kind }) => kind === 'WITHDRAWAL');
  const letter = { kind: 'withdrawal-notice', orderId: order.id, contractIds: order.contracts.map(({ id }) => id) };
  return {
    ...letter,
    language: wording.language,
    ...(own ? ofBrand(own) : model && imprint ? ofLaw(order, model, { imprint, wording }) : ofOurs(order, signedOn, context)),
  };
}

type Text = Pick<DocumentData, 'title' | 'sections'>;

const ofBrand = ({ title, text }: LegalText): Text => ({ title, sections: partsOf(text).map(sectionOf) });

function ofLaw(order: OrderedOrder, model: WithdrawalModel, { imprint, wording }: { imprint: Imprint; wording: Wording }): Text {
  const { name, street, houseNumber, postcode, city, phone, email } = imprint;
  const address = `${name}, ${street} ${houseNumber}, ${postcode} ${city}`;
  const commodities = order.contracts.map(({ offer }) => offer.quote.commodity);
  const values = { company: `${address}, ${phone}, ${email}`, sender: `${address}, ${email}`, supply: suppliesIn(model, commodities) };
  const say = (template: string) => wording.fill(template, values);
  return {
    title: model.title,
    sections: [
      { heading: model.right, paragraphs: model.rightParagraphs.map(say), rows: [] },
      { heading: model.effects, paragraphs: model.effectsParagraphs.map(say), rows: [] },
      { heading: model.form, paragraphs: [model.formIntro, ...model.formLines].map(say), rows: [] },
    ],
  };
}

/** Where the law's words, or what they must name, are not known for certain. */
function ofOurs(order: OrderedOrder, signedOn: PlainDate, { brand, wording }: LetterContext): Text {
  const notice = withdrawalNoticeOf(brand.country, signedOn);
  const lastDay = order.contracts[0].withdrawalEndsOn;
  if (!notice || !lastDay) throw new Error('A notice of a right that there is not');
  const { withdrawal: t } = wording.texts;
  const values = { days: notice.days, brand: brand.name, lastDay: wording.day(fromDbDate(lastDay)), source: notice.source };
  const say = (template: string) => wording.fill(template, values);
  const blank = (label: string) => ({ label, value: '' });
  return {
    title: t.title,
    sections: [
      { heading: null, paragraphs: [t.right, t.period, t.how, t.inTime].map(say), rows: [] },
      { heading: t.effects, paragraphs: [t.refund, t.earlyStart].map(say), rows: [] },
      { heading: null, paragraphs: [t.notModel, t.source].map(say), rows: [] },
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
