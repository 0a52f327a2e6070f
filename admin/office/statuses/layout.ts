/** What is drawn: statuses in their order, and ways. */
export interface Drawable {
  readonly statuses: readonly { readonly code: string; readonly kind: string }[];
  readonly ways: readonly { readonly code: string; readonly from: readonly string[]; readonly to: string }[];
}

export interface Node {
  readonly code: string;
  readonly x: number;
  readonly y: number;
}

/** All ways from one status to another are one line. */
export interface Line {
  readonly from: string;
  readonly to: string;
  readonly ways: readonly string[];
  /** SVG path. */
  readonly path: string;
  /** Where its name stands. */
  readonly middle: { readonly x: number; readonly y: number };
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Node[];
  readonly lines: readonly Line[];
}

export const NODE = { width: 212, height: 38 } as const;
const GAP = { x: 28, y: 38 } as const;
const EDGE = { left: 92, top: 12 } as const;
/** Between the main way and the statuses in which contracts are refused. */
const ASIDE = 168;

/**
 * Statuses in layers from top to bottom, each below those that lead to it; refusals in a lane of their own at the right, since ways
 * lead there from nearly everywhere.
 */
export function layoutOf(set: Drawable): Layout {
  const main = set.statuses.filter(({ kind }) => kind !== 'REFUSED').map(({ code }) => code);
  const refused = set.statuses.filter(({ kind }) => kind === 'REFUSED').map(({ code }) => code);
  const layers = layersOf(main, set.ways);
  const rows = Math.max(0, ...layers.values()) + 1;
  const widest = Math.max(1, ...Array.from({ length: rows }, (_, row) => [...layers.values()].filter((layer) => layer === row).length));
  const mainWidth = widest * NODE.width + (widest - 1) * GAP.x;
  const placed = new Map<string, Node>();
  for (let row = 0; row < rows; row += 1) {
    const codes = main.filter((code) => layers.get(code) === row);
    const width = codes.length * NODE.width + (codes.length - 1) * GAP.x;
    const start = EDGE.left + (mainWidth - width) / 2;
    for (const [at, code] of codes.entries())
      placed.set(code, { code, x: start + at * (NODE.width + GAP.x), y: EDGE.top + row * (NODE.height + GAP.y) });
  }
  const aside = EDGE.left + mainWidth + ASIDE;
  for (const node of lane(refused, { set, placed, rows })) placed.set(node.code, { ...node, x: aside });
  const lines = linesOf(set.ways, { placed, aside });
  const lowest = Math.max(rows, refused.length);
  return {
    width: aside + (refused.length > 0 ? NODE.width + EDGE.top : -ASIDE + EDGE.left),
    height: EDGE.top * 2 + lowest * NODE.height + (lowest - 1) * GAP.y,
    nodes: set.statuses.flatMap(({ code }) => placed.get(code) ?? []),
    lines,
  };
}

/** The longest way to a status along ways that lead forward in the brand's order. */
function layersOf(codes: readonly string[], ways: Drawable['ways']): ReadonlyMap<string, number> {
  const layers = new Map<string, number>();
  for (const [at, code] of codes.entries()) {
    const before = codes.slice(0, at).filter((from) => ways.some((way) => way.to === code && way.from.includes(from)));
    layers.set(code, Math.max(-1, ...before.map((from) => layers.get(from) ?? 0)) + 1);
  }
  return layers;
}

interface LaneFacts {
  readonly set: Drawable;
  readonly placed: ReadonlyMap<string, Node>;
  readonly rows: number;
}

/** Refusals below each other, each about as high as the statuses that lead there. */
function lane(refused: readonly string[], { set, placed, rows }: LaneFacts): Node[] {
  const heightOf = (code: string): number => {
    const sources = set.ways.filter(({ to }) => to === code).flatMap(({ from }) => from.flatMap((one) => placed.get(one)?.y ?? []));
    return sources.length === 0 ? 0 : sources.reduce((sum, y) => sum + y, 0) / sources.length;
  };
  const step = NODE.height + GAP.y;
  const sorted = refused.map((code) => ({ code, y: heightOf(code) })).toSorted((a, b) => a.y - b.y);
  const last = EDGE.top + (Math.max(rows, refused.length) - 1) * step;
  let least = EDGE.top;
  return sorted.map(({ code, y }, at) => {
    const most = last - (sorted.length - 1 - at) * step;
    const place = Math.min(most, Math.max(least, y));
    least = place + step;
    return { code, x: 0, y: place };
  });
}

interface Placed {
  readonly placed: ReadonlyMap<string, Node>;
  /** Where the lane of refusals begins. */
  readonly aside: number;
}

function linesOf(ways: Drawable['ways'], { placed, aside }: Placed): Line[] {
  const pairs = new Map<string, { from: Node; to: Node; ways: string[] }>();
  for (const way of ways) {
    for (const code of way.from) {
      const [from, to] = [placed.get(code), placed.get(way.to)];
      if (!from || !to || from === to) continue;
      const known = pairs.get(`${code} ${way.to}`) ?? { from, to, ways: [] };
      known.ways.push(way.code);
      pairs.set(`${code} ${way.to}`, known);
    }
  }
  return [...pairs.values()].map(({ from, to, ways }) => ({ from: from.code, to: to.code, ways, ...routeOf(from, to, aside) }));
}

/** Down to the next layer straight, beside it sideways; over layers and backwards in a bow at the side. */
function routeOf(from: Node, to: Node, aside: number): Pick<Line, 'path' | 'middle'> {
  const step = NODE.height + GAP.y;
  const isAside = from.x >= aside !== to.x >= aside;
  const down = to.y - from.y;
  if (isAside || Math.abs(down) < 1) {
    const isRight = to.x > from.x;
    const [x1, x2] = isRight ? [from.x + NODE.width, to.x] : [from.x, to.x + NODE.width];
    const [y1, y2] = [from.y + NODE.height / 2, to.y + NODE.height / 2];
    const pull = (x2 - x1) / 2;
    return { path: `M${x1} ${y1}C${x1 + pull} ${y1} ${x2 - pull} ${y2} ${x2} ${y2}`, middle: { x: (x1 + x2) / 2, y: (y1 + y2) / 2 } };
  }
  if (down > 0 && down <= step + 1) {
    const [x1, y1, x2, y2] = [from.x + NODE.width / 2, from.y + NODE.height, to.x + NODE.width / 2, to.y];
    return {
      path: `M${x1} ${y1}C${x1} ${y1 + GAP.y / 2} ${x2} ${y2 - GAP.y / 2} ${x2} ${y2}`,
      middle: { x: (x1 + x2) / 2, y: (y1 + y2) / 2 },
    };
  }
  // Forward at the right, back at the left, the longer the wider.
  const side = down > 0 ? 1 : -1;
  const out = side * Math.min(84, 18 + (Math.abs(down) / step) * 11);
  const [x1, x2] = side > 0 ? [from.x + NODE.width, to.x + NODE.width] : [from.x, to.x];
  const [y1, y2] = [from.y + NODE.height / 2, to.y + NODE.height / 2];
  const far = (side > 0 ? Math.max(x1, x2) : Math.min(x1, x2)) + out;
  return { path: `M${x1} ${y1}C${far} ${y1} ${far} ${y2} ${x2} ${y2}`, middle: { x: (far * 3 + (x1 + x2) / 2) / 4, y: (y1 + y2) / 2 } };
}
