import { useMemo } from 'react';
import { contractStatusKind, type StatusKind } from '../../kit/parts/status.tsx';
import { say, sayCount } from '../../kit/text.ts';
import { type Line, layoutOf, NODE, type Node } from './layout.ts';
import { labelIn, labelOf } from './state-labels.ts';
import type { EditedSet, StatusOfSet } from './state-set.ts';

export interface StateGraphProps {
  readonly set: EditedSet;
  /** Code of the status whose ways are shown. */
  readonly chosen: string | null;
  readonly onChoose: (code: string | null) => void;
  /** Codes of statuses with which something is wrong. */
  readonly faulty: ReadonlySet<string>;
}

/** Statuses and ways as a drawing. For mice: keyboards and screen readers have the tables below it, which hold the same. */
export function StateGraph({ set, chosen, onChoose, faulty }: StateGraphProps) {
  const { width, height, nodes, lines } = useMemo(() => layoutOf(set), [set]);
  const byCode = new Map(set.statuses.map((status) => [status.code, status]));
  const isShown = ({ from, to }: Line): boolean => chosen !== null && (from === chosen || to === chosen);
  const nameOf = (code: string): string => labelIn(set, code);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard
    <section className="graph-scroll" tabIndex={0} aria-label={say('office.states.graph')}>
      <svg
        className="graph"
        width={width}
        height={height}
        role="img"
        aria-label={sayCount('office.states.graphOf', set.statuses.length, { ways: set.ways.length })}
      >
        <defs>
          {(['plain', 'shown'] as const).map((kind) => (
            <marker key={kind} id={`arrow-${kind}`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
              <path d="M0 .5 7.5 4 0 7.5z" className={`arrow ${kind}`} />
            </marker>
          ))}
        </defs>
        {lines
          .toSorted((a, b) => Number(isShown(a)) - Number(isShown(b)))
          .map((line) => (
            <path
              key={`${line.from} ${line.to}`}
              className={`way${isShown(line) ? ' shown' : chosen === null ? '' : ' dim'}`}
              d={line.path}
              markerEnd={`url(#arrow-${isShown(line) ? 'shown' : 'plain'})`}
            >
              <title>{line.ways.map(nameOf).join(', ')}</title>
            </path>
          ))}
        {nodes.map((node) => {
          const status = byCode.get(node.code);
          return (
            status && (
              <StatusNode
                key={node.code}
                node={node}
                status={status}
                isChosen={node.code === chosen}
                isFaulty={faulty.has(node.code)}
                onChoose={() => onChoose(node.code === chosen ? null : node.code)}
              />
            )
          );
        })}
        {lines.filter(isShown).map(({ from, to, ways, middle }) => (
          <text key={`${from} ${to}`} className="way-name" x={middle.x} y={middle.y + 4} textAnchor="middle">
            {ways.length > 2 ? sayCount('office.states.ways', ways.length) : ways.map(nameOf).join(', ')}
          </text>
        ))}
      </svg>
    </section>
  );
}

interface NodeProps {
  readonly node: Node;
  readonly status: StatusOfSet;
  readonly isChosen: boolean;
  readonly isFaulty: boolean;
  readonly onChoose: () => void;
}

const MOST_LETTERS = 27;
const cut = (text: string): string => (text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text);

function StatusNode({ node: { x, y }, status, isChosen, isFaulty, onChoose }: NodeProps) {
  const name = labelOf(status);
  const kind: StatusKind = isFaulty ? 'attention' : contractStatusKind({ kind: status.kind, status: status.code });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the tables below the drawing are for the keyboard
    <g
      className={`node ${kind}${isChosen ? ' chosen' : ''}${isFaulty ? ' faulty' : ''}`}
      transform={`translate(${x} ${y})`}
      onClick={onChoose}
    >
      <title>{name}</title>
      <rect width={NODE.width} height={NODE.height} rx={7} />
      {status.isTerminal && <rect className="terminal" x={3} y={3} width={NODE.width - 6} height={NODE.height - 6} rx={5} />}
      <NodeSign kind={kind} />
      <text x={32} y={NODE.height / 2 + 4.5}>
        {cut(name)}
      </text>
    </g>
  );
}

/** The shapes of statuses, drawn small: shape and word, never the colour alone. */
function NodeSign({ kind }: { readonly kind: StatusKind }) {
  const middle = NODE.height / 2;
  const ring = { cx: 18, cy: middle, r: 5, fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 };
  if (kind === 'attention') return <path className="sign" d={`M18 ${middle - 6}l6 11h-12z`} fill="currentColor" />;
  if (kind === 'ok') return <circle className="sign" {...ring} fill="currentColor" />;
  if (kind === 'ended')
    return (
      <rect className="sign" x={13} y={middle - 5} width={10} height={10} rx={2} fill="none" stroke="currentColor" strokeWidth={1.5} />
    );
  if (kind === 'failed') return <path className="sign" d={`M14 ${middle - 4}l8 8m0 -8l-8 8`} stroke="currentColor" strokeWidth={1.8} />;
  return <circle className="sign" {...ring} strokeDasharray={kind === 'idle' ? '2.4 1.8' : undefined} />;
}
