import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../testing/database.ts';
import { query } from '../testing/query.ts';
import { columnName, models, shapeOf, tableName } from './shape.ts';

describe('the name in the database', () => {
  it('of every model and every column follows from the name in the schema', async () => {
    const database = await createTestDatabase();
    const rows = await query<{ place: string }>(
      database.connectionString,
      "select table_name || '.' || column_name as place from information_schema.columns where table_schema = 'public'",
    );
    const places = new Set(rows.map(({ place }) => place));
    const expected = models.flatMap((model) =>
      [...shapeOf(model).columns.keys()].map((field) => `${tableName(model)}.${columnName(field)}`),
    );
    expect(expected.filter((place) => !places.has(place))).toEqual([]);
    await database.drop();
  });
});
