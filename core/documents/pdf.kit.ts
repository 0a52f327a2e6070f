import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a reader of its own (poppler) sees in a PDF. */
export function readPdf(bytes: Uint8Array): { readonly text: string; readonly fonts: string; readonly info: string } {
  const folder = mkdtempSync(join(tmpdir(), 'voltkontor-pdf-'));
  const file = join(folder, 'letter.pdf');
  writeFileSync(file, bytes);
  const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8' });
  try {
    return {
      text: run('pdftotext', '-layout', file, '-'),
      fonts: run('pdffonts', file),
      info: run('pdfinfo', file) + run('pdfinfo', '-meta', file),
    };
  } catch (cause) {
    throw new Error('These tests read PDFs with poppler: install poppler-utils', { cause });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
