import type { LegalText, MeteringPoint } from '#prisma';
import type { Imprint } from '../brands/imprint.ts';
import { fromDbDate, todayIn } from '../kernel/clock.ts';
import type { BrandFacts, Ctx } from '../kernel/context.ts';
import type { Texts } from '../kernel/i18n.ts';
import { readBlocks, readResult, type StoredBlock } from '../quotes/quote.result.ts';
import { leavingFeeAgreed } from '../tariffs/leaving-fee.terms.ts';
import { priceComponents } from '../tariffs/tariff.components.ts';
import type { DocumentData, LetterRow, LetterSection } from './document.points.ts';
import { legalSections } from './legal-sections.ts';
import type { OrderedContract, OrderedOrder } from './order-facts.ts';
import type { Wording } from './wording.ts';

export interface LetterContext {
  readonly brand: BrandFacts;
  /** Null while a fact of it is missing. */
  readonly imprint: Imprint | null;
  /** The versions that hold for the order. */
  readonly legalTexts: readonly LegalText[];
  /** With the unit that each is counted in. */
  readonly commodities: Ctx['activation']['commodities'];
  readonly wording: Wording;
  /** Texts of blocks and components, plugins' too. */
  readonly texts: Texts;
}

/** What was ordered, at which price to the cent, on which terms. */
export function orderConfirmation(order: OrderedOrder, context: LetterContext): DocumentData {
  const { texts, language } = context.wording;
  return {
    kind: 'order-confirmation',
    orderId: order.id,
    contractIds: order.contracts.map(({ id }) => id),
    language,
    title: texts.confirmation.title,
    sections: [
      { heading: null, paragraphs: [texts.confirmation.intro], rows: [] },
      ...order.contracts.flatMap((contract) => contractSections(order, contract, context)),
      ...legalSections(context.legalTexts, context.wording),
    ],
  };
}

/** What one contract of an order is about, what it costs and on which terms. */
export const contractSections = (order: OrderedOrder, contract: OrderedContract, context: LetterContext): LetterSection[] => [
  subject(order, contract, context),
  price(contract, context),
  terms(contract, context),
  ...sources(contract, context),
];

const word = ({ texts }: Wording, code: string | null): string => (code === null ? '' : (texts.words[code] ?? code));

function subject(order: OrderedOrder, contract: OrderedContract, { brand, commodities, wording, texts }: LetterContext): LetterSection {
  const { confirmation: t } = wording.texts;
  const { meteringPoint: point, offer } = contract;
  const { quote, tariffPrice } = offer;
  const receivedOn = todayIn({ now: () => order.submittedAt }, brand.timeZone);
  const unit = commodities.get(quote.commodity)?.unit ?? 'kWh';
  return {
    heading: t.order,
    paragraphs: [],
    rows: [
      { label: t.number, value: order.number },
      { label: t.receivedOn, value: wording.day(receivedOn) },
      { label: t.contract, value: contract.number },
      { label: t.commodity, value: texts(wording.language, `commodity.${quote.commodity}`) ?? quote.commodity },
      { label: t.tariff, value: tariffPrice.tariff.name },
      ...(contract.supplyReason ? [{ label: t.supplyReason, value: word(wording, contract.supplyReason) }] : []),
      ...(point ? placeOf(point, wording) : []),
      { label: point ? t.consumption : t.quantity, value: `${wording.decimal(String(quote.annualKwh))} ${word(wording, unit)}` },
      ...(contract.requestedStartOn ? [{ label: t.requestedStart, value: wording.day(fromDbDate(contract.requestedStartOn)) }] : []),
    ],
  };
}

const placeOf = ({ code, street, houseNumber, postcode, city }: MeteringPoint, { texts: { confirmation: t } }: Wording): LetterRow[] => [
  { label: t.meteringPoint, value: code },
  { label: t.supplyAddress, value: `${street} ${houseNumber}, ${postcode} ${city}` },
];

/** The breakdown as it was quoted: the price sold is the price shown. */
function price({ offer }: OrderedContract, { brand, wording, texts }: LetterContext): LetterSection {
  const { confirmation: t } = wording.texts;
  const money = (cents: number) => wording.money(cents, brand.currency);
  const label = (kind: 'block' | 'component', code: string): string => {
    const [what = code, name] = code.split(':'); // "energy-price-window:night": what it is, and how the tariff calls it
    const text = texts(wording.language, `${kind}.${what}`) ?? what;
    return name === undefined ? text : `${text}: ${name}`;
  };
  const line = (component: StoredBlock['components'][number]): LetterRow => ({
    label: `   ${label('component', component.code)}`,
    value: [
      `${wording.decimal(component.quantity)} ${word(wording, component.unit)}`,
      `${wording.decimal(component.unitPrice)} ${word(wording, component.priceUnit)}`,
    ].join(' × '),
  });
  return {
    heading: t.price,
    paragraphs: [wording.fill(t.gross, { currency: brand.currency })],
    rows: [
      ...readBlocks(offer.breakdown).flatMap((block) => [
        { label: label('block', block.code), value: money(block.firstYearCents) },
        ...block.components.map(line),
      ]),
      { label: t.firstYear, value: money(offer.firstYearCents), isTotal: true },
      { label: t.runningYear, value: money(offer.runningYearCents), isTotal: true },
      ...(offer.monthlyCents > 0 ? [{ label: t.monthly, value: money(offer.monthlyCents) }] : []),
      { label: t.pricesAsOf, value: wording.day(fromDbDate(offer.quote.pricesAsOf)) },
    ],
  };
}

function terms({ offer: { tariffPrice } }: OrderedContract, { wording }: LetterContext): LetterSection {
  const { confirmation: t, words } = wording.texts;
  const months = (count: number) => wording.fill(words.MONTHS ?? '', { count });
  const guarantee = tariffPrice.guaranteeUntil
    ? wording.fill(words.UNTIL ?? '', { day: wording.day(fromDbDate(tariffPrice.guaranteeUntil)) })
    : tariffPrice.guaranteeMonths > 0
      ? months(tariffPrice.guaranteeMonths)
      : null;
  const conditions = priceComponents
    .parse(tariffPrice.components)
    .flatMap((part) => (part.kind === 'bonus' && part.condition ? [part.condition] : []));
  return {
    heading: t.terms,
    paragraphs: [],
    rows: [
      { label: t.minimumTerm, value: tariffPrice.minimumTermMonths > 0 ? months(tariffPrice.minimumTermMonths) : t.noMinimumTerm },
      { label: t.notice, value: wording.fill(words[tariffPrice.noticeUnit] ?? '', { count: tariffPrice.noticeCount }) },
      { label: t.renewal, value: tariffPrice.renewalMonths > 0 ? months(tariffPrice.renewalMonths) : t.openEnded },
      {
        label: t.guarantee,
        value: guarantee === null ? t.noGuarantee : `${guarantee} (${word(wording, tariffPrice.guaranteeScope)})`,
      },
      ...feeForLeaving(tariffPrice.leavingFee, wording).map((value) => ({ label: t.leavingFee, value })),
      ...conditions.map((value) => ({ label: t.bonusCondition, value })),
    ],
  };
}

function feeForLeaving(stored: unknown, wording: LetterContext['wording']): string[] {
  const agreed = leavingFeeAgreed(stored);
  if (!agreed) return [];
  const { words } = wording.texts;
  const fee = wording.fill(words[agreed.form] ?? '', { amount: wording.decimal(agreed.amount) });
  return [agreed.cap === null ? fee : wording.fill(words.AT_MOST ?? '', { fee, cap: wording.decimal(agreed.cap) })];
}

function sources({ offer }: OrderedContract, { wording }: LetterContext): LetterSection[] {
  const { sources: given } = readResult(offer.quote.result);
  return given.length === 0 ? [] : [{ heading: wording.texts.confirmation.sources, paragraphs: given, rows: [] }];
}
