import { useWidth } from './use-width.ts';

/** A line of the chart: a whole, and the part of it that counts most. */
export interface PartBar {
  readonly key: string;
  readonly label: string;
  readonly whole: number;
  readonly part: number;
  /** Stands at the end of the bar. */
  readonly value: string;
}

export interface PartBarsProps {
  readonly rows: readonly PartBar[];
  /** The result in one sentence, for who does not see it. */
  readonly sentence: string;
}

const ROW = 28;
const GAP = 10;
/** Wide letters of the chart's size, px. */
const LETTER = 6.6;

/** Bars below each other, from zero: the whole as a tint, the part of it filled. */
export function PartBars({ rows, sentence }: PartBarsProps) {
  const [box, width] = useWidth();
  const labels = Math.min(190, width * 0.36);
  const values = Math.max(...rows.map(({ value }) => value.length)) * LETTER + GAP;
  const room = Math.max(40, width - labels - GAP - values);
  const most = Math.max(1, ...rows.map(({ whole, part }) => Math.max(whole, part)));
  const long = (amount: number): number => (amount / most) * room;
  return (
    <div ref={box} className="chart part-bars">
      <svg width={width} height={rows.length * ROW} role="img" aria-label={sentence}>
        {rows.map(({ key, label, whole, part, value }, at) => (
          <g key={key} transform={`translate(0 ${at * ROW})`}>
            <title>{`${label}: ${value}`}</title>
            <text className="name" x={labels} y={ROW / 2 + 4} textAnchor="end">
              {cut(label, labels / LETTER)}
            </text>
            <rect className="whole" x={labels + GAP + 0.5} y={5.5} width={Math.max(0, long(whole) - 1)} height={ROW - 11} rx={2} />
            <rect className="bar" x={labels + GAP} y={5} width={long(part)} height={ROW - 10} rx={2} />
            <text x={labels + GAP + Math.max(long(whole), long(part)) + 8} y={ROW / 2 + 4}>
              {value}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

const cut = (text: string, letters: number): string =>
  text.length <= letters ? text : `${text.slice(0, Math.max(1, Math.floor(letters) - 1))}…`;
