import { day, money } from '../kit/format.ts';
import { Commodity } from '../kit/parts/commodity.tsx';
import { say, sayCount, sayIfKnown } from '../kit/text.ts';
import { groupsOf, type Offer } from './offer.facts.ts';
import type { Quote } from './quotes.ts';
import type { Seller } from './visitor.ts';

export interface BreakdownProps {
  readonly offer: Offer;
  readonly commodity: Quote['commodity'];
  readonly isTitled?: boolean;
  /** Null = a customer: they see nothing of commissions. */
  readonly seller: Seller | null;
}

/** The first year to the cent, in groups, then the years after it and what is known to change. */
export const Breakdown = ({ offer, commodity, isTitled = true, seller }: BreakdownProps) => (
  <>
    {isTitled && (
      <div className="between">
        <h2>{say('order.breakdown.title', { name: offer.tariffName })}</h2>
        <Commodity code={commodity} />
      </div>
    )}
    <table className="breakdown">
      <caption className="sr">{say('order.breakdown.caption')}</caption>
      {groupsOf(offer).map(({ code, label, lines }) => (
        <tbody key={code}>
          <tr>
            <th colSpan={2} scope="rowgroup" className="group">
              {label}
            </th>
          </tr>
          {lines.map((line) => (
            <tr key={line.label}>
              <th scope="row">{line.label}</th>
              <td className="num">{money(line.cents)}</td>
            </tr>
          ))}
        </tbody>
      ))}
      <tbody>
        <tr className="sum">
          <th scope="row">{say('order.breakdown.firstYear')}</th>
          <td className="num">{money(offer.firstYearCents)}</td>
        </tr>
        <tr className="muted">
          <th scope="row">{say('order.breakdown.after')}</th>
          <td className="num">{money(offer.runningYearCents)}</td>
        </tr>
      </tbody>
    </table>
    {offer.knownChanges.map(({ changesOn, code, yearCents }) => (
      <p key={changesOn + code} className="small muted">
        {say('order.breakdown.change', {
          day: day(changesOn),
          what: sayIfKnown(`order.change.${code}`) ?? say('order.breakdown.costs'),
          amount: money(yearCents),
        })}
      </p>
    ))}
    {seller && offer.commission && (
      <dl className="facts for-seller" aria-label={say('order.seller.label')}>
        <dt>{say('order.seller.net')}</dt>
        <dd className="num">{money(offer.commission.energyNetCents)}</dd>
        <dt>{say('order.seller.term')}</dt>
        <dd>
          {offer.commission.termMonths === 0 ? say('order.seller.noTerm') : sayCount('order.seller.months', offer.commission.termMonths)}
        </dd>
        <dt>{say('order.seller.customers')}</dt>
        <dd>{say(offer.bonuses.some(({ isForNewCustomers }) => isForNewCustomers) ? 'order.seller.newOnly' : 'order.seller.all')}</dd>
      </dl>
    )}
  </>
);
