import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a reader of its own (poppler) says of a PDF; "FILE" among the arguments stands for it. */
export function read(tool: 'pdfsig' | 'pdftotext', bytes: Uint8Array, ...args: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'voltkontor-signing-'));
  const file = join(folder, 'signed.pdf');
  writeFileSync(file, bytes);
  try {
    return execFileSync(
      tool,
      args.map((arg) => (arg === 'FILE' ? file : arg)),
      { encoding: 'utf8' },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const verdict = (bytes: Uint8Array): string => read('pdfsig', bytes, '-nocert', 'FILE');
export const textOf = (bytes: Uint8Array): string => read('pdftotext', bytes, '-layout', 'FILE', '-');
