import { IconPlus } from '@tabler/icons-react';
import { money } from '../kit/format.ts';
import { Button } from '../kit/parts/button.tsx';
import { Commodity } from '../kit/parts/commodity.tsx';
import { say } from '../kit/text.ts';
import type { StepProps } from './flow.tsx';
import { addressOf, furtherCommodities, isMetered, newSupply, type Supply, supplyOf, titleOf, withoutSupply } from './supplies.ts';

/** More contracts than these are not written one by one: a file brings them. */
const MOST = 10;

/** The other contracts of this order, what the brand sells besides for the same address, and the same for another one. */
export function Further({ draft, onChange, go, quotes }: Pick<StepProps, 'draft' | 'onChange' | 'go' | 'quotes'>) {
  const others = draft.supplies.map((supply, place) => ({ supply, place })).filter(({ place }) => place !== draft.at);
  const asked = supplyOf(draft);
  const hasRoom = draft.supplies.length < MOST;
  const more = hasRoom ? furtherCommodities(draft) : [];
  const isElsewhereToo = hasRoom && isMetered(asked.commodity);
  if (others.length === 0 && more.length === 0 && !isElsewhereToo) return null;
  const add = (supply: Supply, step: 'address' | 'consumption') => {
    onChange({ supplies: [...draft.supplies, supply], at: draft.supplies.length });
    go(step);
  };
  return (
    <section className="card further" aria-label={say('order.further.label')}>
      {others.map(({ supply, place }) => {
        const offer = quotes.of(supply)?.offers.find(({ id }) => id === supply.offerId);
        return (
          <div key={place} className="between">
            <span className="row">
              <Commodity code={supply.commodity} isWordHidden />
              {titleOf(draft, place)}
              {offer && <span className="muted num">{say('order.offer.perMonth', { amount: money(offer.monthlyCents) })}</span>}
            </span>
            <span className="row">
              <button type="button" className="linklike" onClick={() => onChange({ at: place })}>
                {say('order.change')}
                <span className="sr"> {titleOf(draft, place)}</span>
              </button>
              <button type="button" className="linklike" onClick={() => onChange(withoutSupply(draft, place))}>
                {say('order.further.remove')}
                <span className="sr"> {titleOf(draft, place)}</span>
              </button>
            </span>
          </div>
        );
      })}
      {more.map((commodity) => (
        <Button
          key={commodity}
          isWide
          icon={<IconPlus size={18} stroke={1.8} aria-hidden />}
          onClick={() => add(newSupply(commodity, asked.address), 'consumption')}
        >
          {say('order.further.add', { name: say(`kit.commodity.${commodity}`) })}
        </Button>
      ))}
      {isElsewhereToo && (
        <Button
          isWide
          icon={<IconPlus size={18} stroke={1.8} aria-hidden />}
          onClick={() => add(newSupply(asked.commodity, { ...addressOf(draft, asked) }), 'address')}
        >
          {say('order.further.addPlace', { name: say(`kit.commodity.${asked.commodity}`) })}
        </Button>
      )}
    </section>
  );
}
