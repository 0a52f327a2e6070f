export interface Statement {
  readonly sql: string;
  /** Line of its first word in the script, from 1. */
  readonly line: number;
}

/**
 * Splits a script into its statements, so that a failure can be named. Knows quoted texts and names, dollar quotes and
 * comments; not the bodies of "BEGIN ATOMIC" functions, which are to be written with dollar quotes instead.
 */
export function splitStatements(script: string): Statement[] {
  const statements: Statement[] = [];
  let start = 0;
  for (const { index, end, isSemicolon } of boundaries(script)) {
    if (!isSemicolon) continue;
    push(statements, script, { start, end: index });
    start = end;
  }
  push(statements, script, { start, end: script.length });
  return statements;
}

/** What may hide a semicolon, or is one. A block comment inside a block comment is not expected. */
const TOKEN = /--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|[eE]'(?:\\.|''|[^'\\])*'|'(?:''|[^'])*'|"(?:""|[^"])*"|;/g;

function* boundaries(script: string): Generator<{ index: number; end: number; isSemicolon: boolean }> {
  for (const { 0: token, index } of script.matchAll(TOKEN)) yield { index, end: index + token.length, isSemicolon: token === ';' };
}

function push(statements: Statement[], script: string, { start, end }: { start: number; end: number }): void {
  const text = script.slice(start, end);
  const lead = /^(?:\s+|--[^\n]*\n?|\/\*[\s\S]*?\*\/)*/.exec(text)?.[0].length ?? 0;
  const sql = text.slice(lead).trim();
  if (sql === '') return;
  statements.push({ sql, line: script.slice(0, start + lead).split('\n').length });
}
