import { useRef, useState } from 'react';
import { addDays, day, money, number, today } from '../../kit/format.ts';
import { Segmented } from '../../kit/parts/segmented.tsx';
import { TableScroll } from '../../kit/parts/table-scroll.tsx';
import { say } from '../../kit/text.ts';
import { CsvButton } from '../charts/csv-button.tsx';
import type { ContractOfPage } from './contract.page.tsx';
import { PriceChart } from './price-chart.tsx';
import { type PriceStep, priceHistory } from './price-history.ts';

const none = <span className="muted">–</span>;

/** Prices over time, as a chart and as a table of the same. */
export function Prices({ contract }: { readonly contract: ContractOfPage }) {
  const steps = priceHistory(contract);
  const drawn = steps.filter((step): step is PriceStep & { energyCt: number } => step.energyCt !== null);
  const [shown, setShown] = useState<'chart' | 'table'>('chart');
  const region = useRef<HTMLElement>(null);
  const isChart = shown === 'chart' && drawn.length > 0;
  return (
    <section className="card block" aria-labelledby="prices">
      <div className="between block-head">
        <h2 id="prices">
          {say('office.prices.title')} <span className="muted unit">{say('office.prices.unit')}</span>
        </h2>
        {drawn.length > 0 && (
          <Segmented
            label={say('office.prices.show')}
            value={shown}
            onValue={setShown}
            options={[
              { value: 'chart', label: say('office.prices.chart') },
              { value: 'table', label: say('office.prices.table') },
            ]}
          />
        )}
      </div>
      {steps.length === 0 && <p className="muted">{say('office.prices.none')}</p>}
      {isChart && <PriceChart steps={drawn} guaranteedTo={contract.priceGuaranteeEndsOn} today={today()} />}
      {!isChart && steps.length > 0 && (
        <TableScroll ref={region} aria-labelledby="prices">
          <table className="table inner">
            <thead>
              <tr>
                <th scope="col">{say('office.prices.from')}</th>
                <th scope="col">{say('office.prices.to')}</th>
                <th scope="col">{say('office.contracts.tariff')}</th>
                <th scope="col" className="right">
                  {say('office.figure.energy')} <span className="unit">ct/kWh</span>
                </th>
                <th scope="col" className="right">
                  {say('office.figure.base')} <span className="unit">{say('kit.aMonth')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {steps.map((step) => (
                <tr key={step.from}>
                  <td className="num">{day(step.from)}</td>
                  <td className="num">{step.to === null ? none : day(addDays(step.to, -1))}</td>
                  <td>{step.tariff}</td>
                  <td className="right num">{step.energyCt === null ? none : number(step.energyCt, 2)}</td>
                  <td className="right num">{step.baseEur === null ? none : money(step.baseEur * 100)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {!isChart && steps.length > 0 && <CsvButton title={`${say('office.prices.title')} ${contract.number}`} of={region} />}
    </section>
  );
}
