import { describe, expect, it } from 'vitest';
import { splitStatements } from './statements.ts';

const sqlOf = (script: string) => splitStatements(script).map(({ sql }) => sql);

describe('splitting a script into statements', () => {
  it('takes a semicolon for an end, and the last one need not have it', () => {
    expect(sqlOf('select 1;\nselect 2 ;; select 3')).toEqual(['select 1', 'select 2', 'select 3']);
  });

  it('leaves semicolons in texts, names and dollar quotes alone', () => {
    const statements = [
      `insert into a values ('x;''y')`,
      `insert into a values (E'it\\'s; x')`,
      'select 1 as "a;""b"',
      'create function f() returns trigger language plpgsql as $$ begin return new; end $$',
      'create function g() returns text language sql as $body$ select $$;$$; $body$',
    ];
    expect(sqlOf(statements.join(';\n'))).toEqual(statements);
  });

  it('skips comments before a statement and keeps those inside', () => {
    expect(sqlOf('-- a; b\n/* c; d */ select 1 -- e; f\n + 1; -- the end;')).toEqual(['select 1 -- e; f\n + 1']);
  });

  it('tells the line on which a statement begins', () => {
    expect(splitStatements('-- head\n\nselect 1;\n\n-- why\nselect\n2;').map(({ line }) => line)).toEqual([3, 6]);
  });

  it('finds nothing in nothing', () => {
    expect(sqlOf(' \n-- only a comment;\n')).toEqual([]);
  });
});
