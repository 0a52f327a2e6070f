import fc from 'fast-check';
import { expect, it } from 'vitest';
import { belowOf, inTreeOrder } from './partner.tree.ts';

/** A forest: each company hangs under one that was there before it, or under none. */
const forest = fc
  .array(fc.option(fc.nat(), { nil: null }), { maxLength: 40 })
  .map((picks) =>
    picks.map((pick, at) => ({ id: `c${at}`, name: `Company ${at}`, parentId: pick === null || at === 0 ? null : `c${pick % at}` })),
  );

it('shows every company once, each one step deeper than its superior and after it', () => {
  fc.assert(
    fc.property(forest, (companies) => {
      const placed = inTreeOrder(companies);
      expect(placed.map(({ company }) => company.id).sort()).toEqual(companies.map(({ id }) => id).sort());
      for (const [at, { company, depth }] of placed.entries()) {
        const superior = placed.findIndex((one) => one.company.id === company.parentId);
        expect(depth).toBe(superior === -1 ? 0 : (placed[superior]?.depth ?? 0) + 1);
        expect(superior).toBeLessThan(at);
      }
    }),
  );
});

it('shows at the top whose superior is not among those that one may see', () => {
  expect(inTreeOrder([{ id: 'a', name: 'A', parentId: 'hidden' }])).toEqual([
    { company: { id: 'a', name: 'A', parentId: 'hidden' }, depth: 0 },
  ]);
});

it('knows who stands below a company, itself included and nobody beside it', () => {
  const companies = [
    { id: 'a', name: 'A', parentId: null },
    { id: 'b', name: 'B', parentId: 'a' },
    { id: 'c', name: 'C', parentId: 'b' },
    { id: 'd', name: 'D', parentId: null },
  ];
  expect(belowOf(companies, 'a').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(belowOf(companies, 'c').map(({ id }) => id)).toEqual(['c']);
  expect(belowOf(companies, 'nobody')).toEqual([]);
});
