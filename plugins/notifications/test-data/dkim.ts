import { createHash, createVerify } from 'node:crypto';

/** What a mail server finds out about a signed mail that came in. */
export interface DkimVerdict {
  readonly domain: string;
  readonly selector: string;
  /** Names of the headers that were signed, in small letters. */
  readonly signed: readonly string[];
  /** Whether the body is the one that was signed. */
  readonly isBodyWhole: boolean;
  /** Whether the signed headers are, by the public key. */
  readonly isSignatureRight: boolean;
}

/** Checks a mail, as it came over the line, by RFC 6376 (rsa-sha256, relaxed/relaxed); null = it is not signed. */
export function dkimVerdict(raw: string, publicKey: string): DkimVerdict | null {
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, end).split(/\r\n(?![ \t])/);
  const signature = headers.find((header) => nameOf(header) === 'dkim-signature');
  if (signature === undefined) return null;
  const tags = tagsOf(signature);
  if (tags.get('a') !== 'rsa-sha256' || tags.get('c') !== 'relaxed/relaxed') throw new Error('this check knows no other algorithms');
  const signed = (tags.get('h') ?? '').split(':').map((name) => name.trim().toLowerCase());
  const bodyHash = createHash('sha256')
    .update(relaxedBody(raw.slice(end + 4)), 'latin1')
    .digest('base64');
  const said = [...chosen(headers, signed).map((header) => `${relaxedHeader(header)}\r\n`), withoutValue(relaxedHeader(signature))].join(
    '',
  );
  return {
    ...{ domain: tags.get('d') ?? '', selector: tags.get('s') ?? '', signed },
    isBodyWhole: bodyHash === tags.get('bh'),
    isSignatureRight: createVerify('RSA-SHA256')
      .update(said, 'latin1')
      .verify(publicKey, tags.get('b') ?? '', 'base64'),
  };
}

const nameOf = (header: string): string => header.slice(0, header.indexOf(':')).trim().toLowerCase();

/** 3.2: "a=b; c=d", folded as it likes; what is base64 loses its blanks. */
const tagsOf = (header: string): ReadonlyMap<string, string> =>
  new Map(
    header
      .slice(header.indexOf(':') + 1)
      .split(';')
      .map((tag) => tag.replaceAll(/\s/g, ''))
      .filter((tag) => tag !== '')
      .map((tag): [string, string] => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]),
  );

/** 5.4.2: of headers that are there several times the last one counts first; what is not there is signed as nothing. */
function chosen(headers: readonly string[], names: readonly string[]): string[] {
  const left = [...headers].reverse();
  return names.flatMap((name) => {
    const at = left.findIndex((header) => nameOf(header) === name);
    return at === -1 ? [] : left.splice(at, 1);
  });
}

/** 3.4.2 */
const relaxedHeader = (header: string): string =>
  `${nameOf(header)}:${header
    .slice(header.indexOf(':') + 1)
    .replaceAll('\r\n', '')
    .replaceAll(/[ \t]+/g, ' ')
    .trim()}`;

/** 3.4.4 */
function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replaceAll(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${line}\r\n`).join('');
}

/** The signature is signed too, but for its own value. */
const withoutValue = (header: string): string => header.replace(/([;:] ?b ?=)[^;]*/, '$1');
