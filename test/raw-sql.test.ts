import { describe, expect, it } from 'vitest';
import { sourcesBelow } from './sources.ts';

const RAW_SQL = /\$(?:queryRaw|executeRaw)(?:Unsafe)?\b|\bPrisma\.(?:sql|raw|join)\b/;
const UNSAFE = /\$(?:queryRaw|executeRaw)Unsafe\b/;

/** Where raw SQL may stand: beside its noun, where one looks for brand and rows; and where the tables themselves are made. */
const isItsPlace = (path: string): boolean => path.endsWith('.sql.ts') || path.startsWith('core/db/') || isTest(path);
/** Tests look behind the scenes, with the unscoped client. */
const isTest = (path: string): boolean => /\.(test|kit)\.ts$|\/test-data\//.test(path) || path.startsWith('core/testing/');

/** Builds the condition on brand and rows that every raw statement carries. */
const BUILDS_THE_SCOPE = 'core/access/scope.ts';

const sources = sourcesBelow('core', 'plugins', 'prisma/seed.ts');
const wrongIn = (path: string, text: string): boolean => RAW_SQL.test(text) && !isItsPlace(path) && path !== BUILDS_THE_SCOPE;

describe('raw SQL', () => {
  it('stands in *.sql.ts alone', () => {
    expect(sources.filter(({ path, text }) => wrongIn(path, text)).map(({ path }) => path)).toEqual([]);
  });

  it('is made of parameters, never of text', () => {
    const places = sources.filter(({ path, text }) => UNSAFE.test(text) && !isTest(path));
    // core/db/client.ts names them to take them away.
    expect(places.map(({ path }) => path)).toEqual(['core/db/client.ts']);
  });

  it('of a plugin names the scope or the brand in every statement', () => {
    const statements = sources
      .filter(({ path }) => /^plugins\/.*\.sql\.ts$/.test(path))
      .flatMap(({ path, text }) => [...text.matchAll(/Prisma\.sql`[^`]*`/g)].map(([sql]) => ({ path, sql })));
    expect(statements.filter(({ sql }) => /\b(from|update|into)\b/i.test(sql) && !/scope\.sql\(|brand_id/.test(sql))).toEqual([]);
  });

  it.each(['ctx.db.$queryRaw(x)', 'tx.$executeRawUnsafe(text)', 'Prisma.sql`select 1`'])('is noticed elsewhere: %s', (line) => {
    expect(wrongIn('core/orders/order.service.ts', line)).toBe(true);
    expect(wrongIn('plugins/one/one.hooks.ts', line)).toBe(true);
    expect(wrongIn('core/orders/order.sql.ts', line)).toBe(false);
  });
});
