import { day, decimal, money } from '../kit/format.ts';
import { say, sayCount, sayIfKnown } from '../kit/text.ts';
import type { Quote } from './quotes.ts';

export type Offer = Quote['offers'][number];
type Block = Offer['blocks'][number];
type Component = Block['components'][number];

const grossFactor = ({ isGross }: Component, { vatRate }: Block): number => (isGross ? 1 : 1 + Number(vatRate));

/** "14.86 ct/kWh + €5.40 a month": what the supplier itself asks for, gross. */
export function formulaOf({ blocks }: Offer): string {
  const energy = blocks.find(({ code }) => code === 'energy');
  if (!energy) return '';
  return energy.components
    .filter(({ isFirstYearOnly }) => !isFirstYearOnly)
    .map((component) => {
      const price = Number(component.unitPrice) * grossFactor(component, energy);
      if (component.priceUnit === 'EUR/month') return say('order.offer.perMonth', { amount: money(Math.round(price * 100)) });
      return component.priceUnit.startsWith('ct/') && price !== 0 ? pricePerUnit(price, component.priceUnit.slice(3)) : '';
    })
    .filter((part) => part !== '')
    .join(' + ');
}

/** "14.86 ct/kWh", "€5.00 a piece". */
const pricePerUnit = (price: number, unit: string): string =>
  unit === 'piece'
    ? say('order.offer.perPiece', { amount: money(Math.round(price)) })
    : say('order.offer.perUse', { price: decimal(price.toFixed(2)), unit: unitName(unit) });

const unitName = (unit: string): string => sayIfKnown(`order.unit.${unit}`) ?? unit;

export function guaranteeOf({ tariffPrice: { guaranteeMonths, guaranteeUntil, guaranteeScope } }: Offer): string {
  const scope = say(`order.offer.scope.${guaranteeScope}`);
  if (guaranteeUntil !== null) return say('order.offer.guaranteedUntil', { scope, day: day(guaranteeUntil) });
  return guaranteeMonths > 0 ? sayCount('order.offer.guaranteed', guaranteeMonths, { scope }) : say('order.offer.notGuaranteed');
}

export function termOf({ tariffPrice: { minimumTermMonths, noticeCount, noticeUnit } }: Offer): string {
  const notice = sayCount(`order.offer.notice.${noticeUnit}`, noticeCount);
  return minimumTermMonths > 0 ? sayCount('order.offer.term', minimumTermMonths, { notice }) : say('order.offer.noTerm', { notice });
}

/** First year and the years after in one sentence: with and without bonus equally readable. */
export function yearsOf({ firstYearCents, runningYearCents, bonuses }: Offer): { readonly first: string; readonly rest: string } {
  const bonus = bonuses.reduce((sum, { amountCents }) => sum + Math.abs(amountCents), 0);
  const first = say('order.offer.firstYear', { amount: money(firstYearCents) });
  if (firstYearCents === runningYearCents) return { first, rest: say('order.offer.sameAfter') };
  return {
    first,
    rest:
      bonus > 0
        ? say('order.offer.bonusAfter', { bonus: money(bonus), after: money(runningYearCents) })
        : say('order.offer.after', { after: money(runningYearCents) }),
  };
}

export interface PriceLine {
  readonly label: string;
  readonly cents: number;
}
export interface PriceGroup {
  readonly code: string;
  readonly label: string;
  readonly lines: readonly PriceLine[];
}

/** The first year in groups: the supplier's own, what is the same everywhere, bonuses. Their sums are the API's, to the cent. */
export function groupsOf({ blocks }: Offer): PriceGroup[] {
  const energy = blocks.filter(({ code }) => code === 'energy');
  const others = blocks.filter(({ code }) => code !== 'energy');
  const bonuses = energy.flatMap((block) =>
    block.components.filter(({ isFirstYearOnly }) => isFirstYearOnly).map((one) => lineOf(one, block)),
  );
  const own = energy.flatMap((block) => linesWithin(block, bonuses));
  return [
    { code: 'energy', label: say(isCounted(energy) ? 'order.group.own' : 'order.group.energy'), lines: own },
    {
      code: 'others',
      label: say('order.group.others'),
      lines: others.map(({ code, firstYearCents }) => ({ label: blockName(code), cents: firstYearCents })),
    },
    { code: 'bonus', label: say('order.group.bonus'), lines: bonuses },
  ].filter(({ lines }) => lines.length > 0);
}

const isCounted = (blocks: readonly Block[]): boolean => blocks.some(({ components }) => components.some(({ unit }) => unit === 'piece'));

/** Lines are rounded each, the block once: the last line carries the cent between them. */
function linesWithin(block: Block, bonuses: readonly PriceLine[]): PriceLine[] {
  const lines = block.components.filter(({ isFirstYearOnly }) => !isFirstYearOnly).map((one) => lineOf(one, block));
  const wanted = block.firstYearCents - bonuses.reduce((sum, { cents }) => sum + cents, 0);
  const off = wanted - lines.reduce((sum, { cents }) => sum + cents, 0);
  return lines.map((line, at) => (at === lines.length - 1 ? { ...line, cents: line.cents + off } : line));
}

const lineOf = (component: Component, block: Block): PriceLine => ({
  label: nameOf(component, block),
  cents: Math.round(Number(component.amount) * grossFactor(component, block) * 100),
});

function nameOf(component: Component, block: Block): string {
  const gross = Number(component.unitPrice) * grossFactor(component, block);
  const price = decimal(gross.toFixed(2));
  const quantity = decimalQuantity(component.quantity);
  const unit = unitName(component.unit);
  if (component.unit === 'piece') return say('order.line.pieces', { quantity, price: money(Math.round(gross)) });
  return (
    sayIfKnown(`order.line.${component.code}`, { quantity, price, unit }) ??
    say('order.line.other', { quantity, unit, price, priceUnit: component.priceUnit })
  );
}

const decimalQuantity = (text: string): string => decimal(text).replace(/[.,]00$/, '');

const blockName = (code: string): string =>
  sayIfKnown(`order.block.${code}`) ?? `${code.charAt(0).toUpperCase()}${code.slice(1).replaceAll('-', ' ')}`;
