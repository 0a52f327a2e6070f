import { useState } from 'react';
import { money, today } from '../../kit/format.ts';
import { SelectField } from '../../kit/parts/field.tsx';
import { say } from '../../kit/text.ts';
import { ChartCard, FigureTable } from '../charts/chart-card.tsx';
import { PriceChart } from '../contracts/price-chart.tsx';
import { type PriceStep, pricesOf } from '../contracts/price-history.ts';
import { energyWords, timeOf, type Version } from './tariff.facts.ts';
import type { TariffOfPage } from './tariff.page.tsx';

type Drawn = PriceStep & { readonly energyCt: number };

/** What the tariff has cost and will cost: the published versions of one price list, as a chart and a table. */
export function PriceHistory({ tariff }: { readonly tariff: TariffOfPage }) {
  const published = tariff.prices.filter(({ state }) => state === 'PUBLISHED');
  const regions = [...new Set(published.map(({ region }) => region))];
  const [chosen, setChosen] = useState<string | null>(null);
  const region = chosen ?? regions[0] ?? '';
  const versions = published.filter((version) => version.region === region);
  const drawn = versions.map((version) => stepOf(tariff, version)).filter((step): step is Drawn => step.energyCt !== null);
  const title = say('office.tariff.history');
  return (
    <div className="stack">
      {regions.length > 1 && (
        <SelectField
          label={say('office.price.region')}
          value={region}
          onValue={setChosen}
          options={regions.map((value) => ({ value, label: value || say('office.version.everywhere') }))}
        />
      )}
      <ChartCard
        id="history"
        title={title}
        unit={say('office.prices.unit')}
        isLoading={false}
        error={null}
        onRetry={() => undefined}
        empty={versions.length === 0 ? say('office.tariff.noHistory') : null}
        chart={
          drawn.length > 0 ? (
            <PriceChart steps={drawn} guaranteedTo={null} today={today()} />
          ) : (
            <p className="muted chart-wait">{say('office.tariff.noSinglePrice')}</p>
          )
        }
        table={
          <FigureTable
            title={title}
            columns={[
              { label: say('office.prices.from') },
              { label: say('office.figure.energy') },
              { label: say('office.figure.base'), isNumber: true },
            ]}
            rows={versions.map((version) => ({ key: version.id, cells: [timeOf(version), energyWords(version) ?? '–', baseOf(version)] }))}
          />
        }
      />
    </div>
  );
}

const stepOf = ({ name }: TariffOfPage, version: Version): PriceStep => ({
  ...{ from: version.validFrom, to: version.validTo, tariff: name },
  ...pricesOf(version),
});

function baseOf(version: Version): string {
  const { baseEur } = pricesOf(version);
  return baseEur === null ? '–' : `${money(Math.round(baseEur * 100))} ${say('kit.aMonth')}`;
}
