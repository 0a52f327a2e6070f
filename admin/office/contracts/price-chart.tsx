import { addDays, day, distance, number } from '../../kit/format.ts';
import { say } from '../../kit/text.ts';
import { useWidth } from '../charts/use-width.ts';
import type { PriceStep } from './price-history.ts';

type Drawn = PriceStep & { readonly energyCt: number };

export interface PriceChartProps {
  readonly steps: readonly Drawn[];
  readonly guaranteedTo: string | null;
  readonly today: string;
}

const HEIGHT = 208;
const EDGE = { left: 40, right: 120, top: 16, bottom: 26 };

/** Energy price in steps: drawn by hand, because a chart library would be ten times the page. */
export function PriceChart({ steps, guaranteedTo, today }: PriceChartProps) {
  const [box, width] = useWidth();
  const first = steps[0];
  const last = steps.at(-1);
  if (!first || !last) return null;

  const begin = addDays(first.from < today ? first.from : today, -60);
  const ends = [addDays(today, 300), addDays(last.from, 180), guaranteedTo === null ? '' : addDays(guaranteedTo, 60)];
  const end = ends.toSorted().at(-1) ?? today;
  const prices = steps.map(({ energyCt }) => energyCt);
  const ticks = ticksFor(Math.min(...prices), Math.max(...prices));
  const low = ticks[0] ?? 0;
  const high = ticks.at(-1) ?? 1;
  const x = (at: string): number => EDGE.left + (distance(at, begin) / distance(end, begin)) * (width - EDGE.left - EDGE.right);
  const y = (price: number): number => HEIGHT - EDGE.bottom - ((price - low) / (high - low)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const years = yearsBetween(begin, end);
  const lastTo = last.to !== null && last.to < end ? last.to : end;
  const path = steps
    .map((step, at) => `${at === 0 ? 'M' : 'V'}${at === 0 ? `${x(step.from)} ` : ''}${y(step.energyCt)}H${x(step.to ?? lastTo)}`)
    .join('');
  const isTight = x(today) < EDGE.left + 60; // the word would cover the axis
  const sentence = say('office.prices.sentence', {
    first: number(first.energyCt, 2),
    from: day(first.from),
    last: number(last.energyCt, 2),
    to: day(last.from),
  });
  return (
    <div ref={box} className="chart">
      <svg width={width} height={HEIGHT} role="img" aria-label={sentence}>
        {guaranteedTo !== null && guaranteedTo > first.from && (
          <g>
            <rect
              className="area"
              x={x(first.from)}
              y={EDGE.top}
              width={x(guaranteedTo) - x(first.from)}
              height={HEIGHT - EDGE.top - EDGE.bottom}
            />
            <text x={(x(first.from) + x(guaranteedTo)) / 2} y={HEIGHT - EDGE.bottom - 8} textAnchor="middle">
              {say('office.figure.guarantee')}
            </text>
          </g>
        )}
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="grid" x1={EDGE.left} x2={width - EDGE.right} y1={y(tick)} y2={y(tick)} />
            <text x={EDGE.left - 8} y={y(tick) + 4} textAnchor="end">
              {number(tick)}
            </text>
          </g>
        ))}
        {years.map((year) => (
          <text key={year} x={x(`${year}-01-01`)} y={HEIGHT - 6} textAnchor="middle">
            {year}
          </text>
        ))}
        <line className="today" x1={x(today)} x2={x(today)} y1={EDGE.top - 6} y2={HEIGHT - EDGE.bottom} />
        <text x={x(today) + (isTight ? 6 : -6)} y={EDGE.top + 2} textAnchor={isTight ? 'start' : 'end'}>
          {say('kit.today')}
        </text>
        <path className="own" d={path} />
        <text className="end" x={x(lastTo) + 8} y={y(last.energyCt) + 4}>
          {last.tariff.length > 12 ? number(last.energyCt, 2) : `${last.tariff} ${number(last.energyCt, 2)}`}
        </text>
      </svg>
    </div>
  );
}

/** Whole numbers around the prices, five at most. */
function ticksFor(least: number, most: number): number[] {
  const from = Math.max(0, Math.floor(least - 1));
  const to = Math.ceil(most + 1);
  const step = Math.max(1, Math.ceil((to - from) / 4));
  return Array.from({ length: Math.ceil((to - from) / step) + 1 }, (_, at) => from + at * step);
}

const yearsBetween = (begin: string, end: string): string[] => {
  const from = Number(begin.slice(0, 4)) + 1;
  return Array.from({ length: Number(end.slice(0, 4)) - from + 1 }, (_, at) => String(from + at));
};
