import { day, number } from '../../kit/format.ts';
import { labelled, ticksTo } from './ticks.ts';
import { useWidth } from './use-width.ts';

export interface DayBarsProps {
  readonly days: readonly { readonly day: string; readonly count: number }[];
  /** The result in one sentence, for who does not see it. */
  readonly sentence: string;
  /** What stands beside a bar: "24 Aug 2026: 3". */
  readonly titleOf: (day: string, count: number) => string;
}

const HEIGHT = 208;
const EDGE = { left: 36, right: 8, top: 12, bottom: 24 };
/** Room that a label below the axis needs, px. */
const LABEL = 110;

/** One bar for each day, from zero. */
export function DayBars({ days, sentence, titleOf }: DayBarsProps) {
  const [box, width] = useWidth();
  const ticks = ticksTo(Math.max(...days.map(({ count }) => count)));
  const high = ticks.at(-1) ?? 1;
  const room = Math.max(1, width - EDGE.left - EDGE.right);
  const band = room / days.length;
  const bar = Math.max(1, band - Math.min(3, band * 0.3));
  const x = (at: number): number => EDGE.left + at * band;
  const y = (count: number): number => HEIGHT - EDGE.bottom - (count / high) * (HEIGHT - EDGE.top - EDGE.bottom);
  return (
    <div ref={box} className="chart">
      <svg width={width} height={HEIGHT} role="img" aria-label={sentence}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="grid" x1={EDGE.left} x2={width - EDGE.right} y1={y(tick)} y2={y(tick)} />
            <text x={EDGE.left - 8} y={y(tick) + 4} textAnchor="end">
              {number(tick)}
            </text>
          </g>
        ))}
        {days.map(({ day: date, count }, at) => (
          <g key={date}>
            <rect
              className="bar"
              x={x(at) + (band - bar) / 2}
              y={y(count)}
              width={bar}
              height={Math.max(0, y(0) - y(count))}
              rx={Math.min(2, bar / 4)}
            />
            <rect className="hit" x={x(at)} y={EDGE.top} width={band} height={y(0) - EDGE.top}>
              <title>{titleOf(date, count)}</title>
            </rect>
          </g>
        ))}
        {labelled(days.length, Math.max(2, Math.floor(room / LABEL))).map((at) => (
          <text key={at} x={at === 0 ? EDGE.left : x(at) + band / 2} y={HEIGHT - 6} textAnchor={at === 0 ? 'start' : 'middle'}>
            {day(days[at]?.day ?? '')}
          </text>
        ))}
      </svg>
    </div>
  );
}
