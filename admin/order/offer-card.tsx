import { IconCalendarCheck, IconCheck, IconLeaf, IconLock } from '@tabler/icons-react';
import { useId } from 'react';
import { money } from '../kit/format.ts';
import { Button } from '../kit/parts/button.tsx';
import { Commodity } from '../kit/parts/commodity.tsx';
import { say } from '../kit/text.ts';
import { formulaOf, guaranteeOf, type Offer, termOf, yearsOf } from './offer.facts.ts';
import type { Quote } from './quotes.ts';

export interface OfferCardProps {
  readonly offer: Offer;
  readonly commodity: Quote['commodity'];
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly isCompared: boolean;
  readonly onCompare: (() => void) | null;
}

/** Name and price on one line, three facts, and the years in one sentence. What is chosen is a tint: the filled button is "Next". */
export function OfferCard({ offer, commodity, isChosen, onChoose, isCompared, onCompare }: OfferCardProps) {
  const id = useId();
  const { first, rest } = yearsOf(offer);
  const conditions = offer.bonuses.flatMap(({ condition }) => (condition ? [condition] : []));
  return (
    <article className={`card offer${isChosen ? ' chosen' : ''}`} aria-labelledby={id}>
      <div className="offer-head">
        <h2 id={id} className="row">
          <Commodity code={commodity} isWordHidden />
          {offer.tariffName}
        </h2>
        <div className="offer-price">
          <span className="price">{money(offer.monthlyCents)}</span>
          <span className="muted small">{say('kit.perMonth')}</span>
        </div>
        <p className="muted">{formulaOf(offer)}</p>
      </div>
      <ul className="offer-facts">
        <li>
          <IconLock size={18} stroke={1.7} aria-hidden />
          {guaranteeOf(offer)}
        </li>
        <li>
          <IconCalendarCheck size={18} stroke={1.7} aria-hidden />
          {termOf(offer)}
        </li>
        {offer.tariffPrice.tariff?.isGreen && (
          <li>
            <IconLeaf size={18} stroke={1.7} aria-hidden />
            {say('order.offer.green')}
          </li>
        )}
      </ul>
      <p className="offer-years">
        <span className="strong">{first}</span> {rest}
        {conditions.length > 0 && (
          <span className="muted small offer-condition">{say('order.offer.condition', { text: conditions.join('; ') })}</span>
        )}
      </p>
      <div className="offer-actions">
        <Button
          className={isChosen ? 'chosen' : ''}
          aria-pressed={isChosen}
          onClick={onChoose}
          icon={isChosen ? <IconCheck size={18} stroke={2.4} aria-hidden /> : undefined}
        >
          {say(isChosen ? 'order.offer.chosen' : 'order.offer.choose')}
          <span className="sr"> {offer.tariffName}</span>
        </Button>
        {onCompare && (
          <label className="check compare">
            <input type="checkbox" checked={isCompared} onChange={onCompare} />
            <span>
              {say('order.compare.add')}
              <span className="sr"> {offer.tariffName}</span>
            </span>
          </label>
        )}
      </div>
    </article>
  );
}
