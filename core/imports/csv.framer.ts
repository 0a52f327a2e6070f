/** One row of a file as text: a line, or several where a quoted cell holds line breaks. */
export interface Frame {
  readonly text: string;
  /** Why its cells cannot be told apart; null = they can. */
  readonly fault: 'CSV_QUOTES' | 'CSV_ROW_TOO_LONG' | null;
}

/** A cell may span some lines; a quote that is never closed must not swallow the file. */
const MAX_LINES = 100;
export const MAX_ROW = 100_000;

/** Cuts text into rows with one row in memory. A row that is not well-formed is given as it is; the next line begins a new one. */
export async function* frames(chunks: AsyncIterable<string>, delimiter: string): AsyncGenerator<Frame> {
  let open: string[] = [];
  for await (const line of lines(chunks)) {
    open.push(line);
    for (let frame = frameOf(open, delimiter, false); frame; frame = frameOf(open, delimiter, false)) {
      yield frame.frame;
      open = frame.rest;
    }
  }
  for (let frame = frameOf(open, delimiter, true); frame; frame = frameOf(open, delimiter, true)) {
    yield frame.frame;
    open = frame.rest;
  }
}

/** The first whole row of some lines, and the lines after it; null while its end is not among them. */
function frameOf(open: string[], delimiter: string, isEnd: boolean): { frame: Frame; rest: string[] } | null {
  const [first, ...others] = open;
  if (first === undefined) return null;
  if (first.length >= MAX_ROW) return { frame: { text: first.slice(0, 1_000), fault: 'CSV_ROW_TOO_LONG' }, rest: others };
  let text = '';
  for (const [index, line] of open.entries()) {
    text = index === 0 ? line : `${text}\n${line}`;
    if (text.length > MAX_ROW) break;
    const state = quotesIn(text, delimiter);
    if (state === 'closed') return { frame: { text, fault: null }, rest: open.slice(index + 1) };
    if (state === 'wrong') return { frame: { text: first, fault: 'CSV_QUOTES' }, rest: others };
  }
  const isHopeless = isEnd || open.length > MAX_LINES || text.length > MAX_ROW;
  return isHopeless ? { frame: { text: first, fault: 'CSV_QUOTES' }, rest: others } : null;
}

/** Whether every quoted cell ends, and ends at a delimiter (RFC 4180). */
function quotesIn(text: string, delimiter: string): 'closed' | 'open' | 'wrong' {
  for (let at = 0; at <= text.length; ) {
    if (text[at] !== '"') {
      const next = text.indexOf(delimiter, at);
      if (next === -1) return 'closed';
      at = next + 1;
      continue;
    }
    let end = text.indexOf('"', at + 1);
    while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
    if (end === -1) return 'open';
    if (end + 1 >= text.length) return 'closed';
    if (text[end + 1] !== delimiter) return 'wrong';
    at = end + 2;
  }
  return 'closed';
}

/** Lines without their ends (LF, CRLF, CR). A line longer than a row may be is cut there. */
async function* lines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  let isCut = false;
  for await (const chunk of chunks) {
    const parts = `${rest}${chunk}`.split(/\r\n|\n|\r(?!$)/);
    rest = parts.pop() ?? '';
    for (const part of parts) {
      if (!isCut) yield part.slice(0, MAX_ROW);
      isCut = false;
    }
    if (rest.length > MAX_ROW) {
      if (!isCut) yield rest.slice(0, MAX_ROW);
      isCut = true;
      rest = rest.endsWith('\r') ? '\r' : '';
    }
  }
  const last = rest.replace(/\r$/, '');
  if (last !== '' && !isCut) yield last;
}
