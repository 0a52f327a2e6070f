import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_STATUSES, DEFAULT_TRANSITIONS } from '../../../core/contracts/contract.defaults.ts';
import { type Drawable, layoutOf, NODE } from './layout.ts';

const usual: Drawable = { statuses: DEFAULT_STATUSES, ways: DEFAULT_TRANSITIONS };
const code = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
const anySet: fc.Arbitrary<Drawable> = fc.record({
  statuses: fc.uniqueArray(fc.record({ code, kind: fc.constantFrom('OPEN', 'REVIEW', 'SUPPLY', 'REFUSED') }), {
    selector: (one) => one.code,
  }),
  ways: fc.array(fc.record({ code: fc.string(), from: fc.array(code, { maxLength: 3 }), to: code }), { maxLength: 12 }),
});

describe('the drawing of a set of statuses', () => {
  it('shows every status within its edges, none upon another', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        const { nodes, width, height } = layoutOf(set);
        expect(nodes.map((node) => node.code)).toEqual(set.statuses.map((status) => status.code));
        for (const [at, one] of nodes.entries()) {
          expect(one.x).toBeGreaterThanOrEqual(0);
          expect(one.x + NODE.width).toBeLessThanOrEqual(width);
          expect(one.y + NODE.height).toBeLessThanOrEqual(height);
          for (const other of nodes.slice(at + 1))
            expect(Math.abs(one.x - other.x) >= NODE.width || Math.abs(one.y - other.y) >= NODE.height).toBe(true);
        }
      }),
    );
  });

  it('draws one line for all ways between two statuses, and none to a status that is not there', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        const known = new Set(set.statuses.map((status) => status.code));
        const pairs = set.ways.flatMap(({ from, to }) =>
          from.filter((one) => one !== to && known.has(one) && known.has(to)).map((one) => `${one} ${to}`),
        );
        expect(
          layoutOf(set)
            .lines.map(({ from, to }) => `${from} ${to}`)
            .toSorted(),
        ).toEqual([...new Set(pairs)].toSorted());
      }),
    );
  });

  it('puts the usual way of a contract from top to bottom, and refusals beside it', () => {
    const { nodes } = layoutOf(usual);
    const at = (wanted: string) => nodes.find((node) => node.code === wanted) ?? expect.fail(wanted);
    const way = ['draft', 'submitted', 'in_review', 'accepted', 'registering', 'confirmed', 'active', 'terminating', 'ended', 'closed'].map(
      (one) => at(one).y,
    );
    expect(way).toEqual(way.toSorted((a, b) => a - b));
    expect(new Set(way).size).toBe(way.length);
    const rightmost = Math.max(...nodes.filter(({ code: one }) => !['rejected', 'withdrawn', 'cancelled'].includes(one)).map(({ x }) => x));
    for (const refused of ['rejected', 'withdrawn', 'cancelled']) expect(at(refused).x).toBeGreaterThan(rightmost + NODE.width);
  });
});
