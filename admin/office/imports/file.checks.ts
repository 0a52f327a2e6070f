import type { ApiError } from '../../api/ask.ts';
import { sayIfKnown } from '../../kit/text.ts';

/** The server's own limit, bytes. */
export const MAX_BYTES = 256 * 1024 * 1024;
const TEXT_FILES = /\.(csv|txt|tsv)$/i;

/** What the server knows of a file only once it has it; null = it may be sent. The code says what to do. */
export async function faultOfFile(file: File): Promise<string | null> {
  if (file.size === 0) return 'EMPTY';
  if (file.size > MAX_BYTES) return 'IMPORT_TOO_LARGE';
  const start = new TextDecoder().decode(await file.slice(0, 8).arrayBuffer());
  if (/\.xlsx?$|\.ods$/i.test(file.name) || start.startsWith('PK\u0003\u0004')) return 'IMPORT_NOT_CSV.workbook';
  if (start.startsWith('%PDF-')) return 'IMPORT_NOT_CSV.pdf';
  return TEXT_FILES.test(file.name) || file.type.startsWith('text/') ? null : 'TYPE';
}

/** What to do about a file, in words; the server's own where nobody wrote any. */
export function faultInWords({ code, details, message }: Pick<ApiError, 'code' | 'details' | 'message'>): string {
  const parts = [code, details.problem ?? details.format].filter((part) => part !== undefined).join('.');
  const values = Object.fromEntries(Object.entries(details).map(([name, value]) => [name, String(value)]));
  return sayIfKnown(`office.imports.fault.${parts}`, values) ?? sayIfKnown(`office.imports.fault.${code}`, values) ?? message;
}
