const MAX = 120;

/**
 * A file name that is nothing but a name: no path, no control characters, nothing that a shell or an old file system takes
 * for something else. Letters of all languages stay.
 */
export function safeFileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[/\\:*?"<>|;%]/g, '-')
    .replace(/^[.\s-]+/, '')
    .replace(/[.\s]+$/, '');
  return shortened(plain === '' ? 'document' : plain);
}

function shortened(name: string): string {
  const letters = [...name];
  if (letters.length <= MAX) return name;
  const ending = /\.[\p{L}\p{N}]{1,8}$/u.exec(name)?.[0] ?? '';
  return `${letters.slice(0, MAX - ending.length).join('')}${ending}`;
}

/** The header that makes a browser save a file under its name, whatever letters it has (RFC 6266). */
export function attachment(fileName: string): string {
  const name = safeFileName(fileName);
  const plain = name.replaceAll(/[^\x20-\x7e]/g, '_').replaceAll(/["\\]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, percent)}`;
}

const percent = (letter: string): string => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
