import { money } from '../kit/format.ts';
import { Button } from '../kit/parts/button.tsx';
import { Dialog } from '../kit/parts/dialog.tsx';
import { say, type TextKey } from '../kit/text.ts';
import { formulaOf, guaranteeOf, type Offer, termOf } from './offer.facts.ts';

const ROWS: readonly { readonly label: TextKey; readonly text: (offer: Offer) => string }[] = [
  { label: 'order.compare.month', text: ({ monthlyCents }) => money(monthlyCents) },
  { label: 'order.breakdown.firstYear', text: ({ firstYearCents }) => money(firstYearCents) },
  { label: 'order.breakdown.after', text: ({ runningYearCents }) => money(runningYearCents) },
  { label: 'order.compare.formula', text: formulaOf },
  { label: 'order.compare.guarantee', text: guaranteeOf },
  { label: 'order.compare.term', text: termOf },
  { label: 'order.compare.green', text: ({ tariffPrice }) => say(tariffPrice.tariff?.isGreen ? 'kit.yes' : 'kit.no') },
];

/** Two or three offers beside each other; what differs comes first. */
export function Compare({ offers, onClose }: { readonly offers: readonly Offer[]; readonly onClose: () => void }) {
  const differs = ({ text }: (typeof ROWS)[number]): boolean => new Set(offers.map(text)).size > 1;
  return (
    <Dialog title={say('order.compare.title')} onClose={onClose} shape="sheet">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard */}
      <section className="compare-scroll" tabIndex={0} aria-label={say('order.compare.title')}>
        <table className="breakdown compare-table">
          <thead>
            <tr>
              <td />
              {offers.map(({ id, tariffName }) => (
                <th key={id} scope="col">
                  {tariffName}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ROWS.toSorted((a, b) => Number(differs(b)) - Number(differs(a))).map((row) => (
              <tr key={row.label}>
                <th scope="row">{say(row.label)}</th>
                {offers.map((offer) => (
                  <td key={offer.id}>{row.text(offer)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <form method="dialog">
        <Button type="submit" isWide>
          {say('kit.close')}
        </Button>
      </form>
    </Dialog>
  );
}
