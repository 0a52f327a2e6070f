import { IconPlus } from '@tabler/icons-react';
import { money } from '../kit/format.ts';
import { Button } from '../kit/parts/button.tsx';
import { Commodity } from '../kit/parts/commodity.tsx';
import { say } from '../kit/text.ts';
import type { StepProps } from './flow.tsx';
import { furtherCommodities, newSupply, withoutSupply } from './supplies.ts';

/** The other contracts of this order, and what the brand sells besides for the same address. */
export function Further({ draft, onChange, go, quotes }: Pick<StepProps, 'draft' | 'onChange' | 'go' | 'quotes'>) {
  const others = draft.supplies.map((supply, place) => ({ supply, place })).filter(({ place }) => place !== draft.at);
  const more = furtherCommodities(draft);
  if (others.length === 0 && more.length === 0) return null;
  return (
    <section className="card further" aria-label={say('order.further.label')}>
      {others.map(({ supply, place }) => {
        const offer = quotes.of(supply)?.offers.find(({ id }) => id === supply.offerId);
        return (
          <div key={supply.commodity} className="between">
            <span className="row">
              <Commodity code={supply.commodity} isWordHidden />
              {supply.tariffName}
              {offer && <span className="muted num">{say('order.offer.perMonth', { amount: money(offer.monthlyCents) })}</span>}
            </span>
            <span className="row">
              <button type="button" className="linklike" onClick={() => onChange({ at: place })}>
                {say('order.change')}
                <span className="sr"> {supply.tariffName}</span>
              </button>
              <button type="button" className="linklike" onClick={() => onChange(withoutSupply(draft, place))}>
                {say('order.further.remove')}
                <span className="sr"> {supply.tariffName}</span>
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
          onClick={() => {
            onChange({ supplies: [...draft.supplies, newSupply(commodity)], at: draft.supplies.length });
            go('consumption');
          }}
        >
          {say('order.further.add', { name: say(`kit.commodity.${commodity}`) })}
        </Button>
      ))}
    </section>
  );
}
