import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowed, budgets } from './throttle.ts';

describe('the throttle', () => {
  it('leaves each domain what a minute allows less what it got, and does not hold up others', () => {
    const budgetOf = budgets(
      [
        { domain: 'gmail.com', count: 9 },
        { domain: 'slow.example', count: 10 },
      ],
      10,
    );
    const due = ['gmail.com', 'gmail.com', 'slow.example', 'other.example'].map((domain, n) => ({ id: String(n), domain }));
    expect(allowed(due, budgetOf).map(({ id }) => id)).toEqual(['0', '3']);
  });

  it('never gives a domain more than its budget, and never less than it could', () => {
    const domain = fc.constantFrom('a.example', 'b.example', 'c.example', null);
    fc.assert(
      fc.property(
        fc.array(domain, { maxLength: 60 }),
        fc.array(fc.record({ domain, count: fc.nat(20) }), { maxLength: 3 }),
        fc.integer({ min: 1, max: 15 }),
        (domains, sent, most) => {
          const budgetOf = budgets(sent, most);
          const due = domains.map((one, n) => ({ id: String(n), domain: one }));
          const chosen = allowed(due, budgetOf);
          for (const one of new Set(domains)) {
            const asked = due.filter((each) => each.domain === one).length;
            expect(chosen.filter((each) => each.domain === one).length).toBe(Math.min(asked, budgetOf(one)));
          }
        },
      ),
    );
  });
});
