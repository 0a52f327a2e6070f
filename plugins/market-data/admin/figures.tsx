import { day, number, TableCard } from '#admin';
import type { MarketDataOriginQuery } from '#operations/market-data';
import { say, sayIfKnown } from './texts.ts';

type Figure = MarketDataOriginQuery['marketDataOrigin']['figures'][number];

/** Each number of an address with its unit, its first day and who says so. */
export const Figures = ({ figures }: { readonly figures: readonly Figure[] }) => (
  <TableCard
    title={say('market-data.figures.title')}
    aside={<span className="muted small">{say('market-data.figures.net')}</span>}
    head={[
      { label: say('market-data.figures.what') },
      { label: say('market-data.figures.who') },
      { label: say('market-data.figures.price'), isNumber: true },
      { label: say('market-data.figures.unit') },
      { label: say('market-data.figures.from'), isNumber: true },
      { label: say('market-data.figures.source') },
    ]}
    rows={figures.map(({ code, group, price, unit, validFrom, source }) => ({
      id: code,
      cells: [
        <span key="what" className="medium">
          {sayIfKnown(`component.${code}`) ?? code}
        </span>,
        say(`market-data.group.${group}`),
        number(Number(price), unit === 'ct/kWh' ? 3 : 2, 4),
        sayIfKnown(`market-data.unit.${unit}`) ?? unit,
        day(validFrom),
        <span key="source" className="muted cut why" title={source} lang="de">
          {source}
        </span>,
      ],
    }))}
  />
);
