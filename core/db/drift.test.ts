import { describe, expect, inject, it } from 'vitest';
import { fromRoot } from '../root.ts';
import { compare, findDrift } from './drift.ts';

describe('migrations and Prisma schema', () => {
  it('amount to the same database', async () => {
    expect(await findDrift({ server: inject('testServer').admin, root: fromRoot('.') })).toEqual([]);
  });
});

describe('comparing two catalogues', () => {
  const index = 'index order_number';
  const sides = (migrated: [string, string][], declared: [string, string][]) => ({
    migrations: new Map(migrated),
    schema: new Map(declared),
  });

  it('names what only one side has and what differs', () => {
    const { migrations, schema } = sides(
      [
        ['column a.b', 'text'],
        [index, 'x'],
      ],
      [
        ['column a.b', 'text not null'],
        ['column a.c', 'uuid'],
      ],
    );
    expect(compare({ migrations, schema, handWritten: [] })).toEqual([
      'column a.b: the migrations make "text", the Prisma schema declares "text not null"',
      'column a.c: declared in the Prisma schema, made by no migration (uuid)',
      'index order_number: made by the migrations, not declared in the Prisma schema (x)',
    ]);
  });

  it('accepts what was written by hand for a reason', () => {
    const { migrations, schema } = sides(
      [
        ['trigger order.fence', 'x'],
        ['trigger brand.fence', 'x'],
      ],
      [],
    );
    expect(compare({ migrations, schema, handWritten: [{ object: 'trigger *.fence', reason: 'no word for it' }] })).toEqual([]);
  });

  it('does not take a pattern for more than it says', () => {
    const { migrations, schema } = sides([['trigger order.fence_other', 'x']], []);
    expect(compare({ migrations, schema, handWritten: [{ object: 'trigger *.fence', reason: 'no word for it' }] })).toHaveLength(2);
  });

  it('asks to remove an explanation that explains nothing any more', () => {
    const [idle] = compare({ ...sides([], []), handWritten: [{ object: index, reason: 'gone' }] });
    expect(idle).toContain(`"${index}" explains no difference`);
  });
});
