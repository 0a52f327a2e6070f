/**
 * The objects of a file as pdfkit writes them: a plain cross-reference table, no object streams, one revision. Everything is
 * handled as latin1 text, in which each byte is one letter.
 */
export interface PdfObjects {
  /** Number -> what stands between "n 0 obj" and "endobj". */
  readonly objects: ReadonlyMap<number, string>;
  /** One more than the highest number. */
  readonly size: number;
  readonly catalog: number;
  readonly info: number | null;
  /** Hexadecimal; the first half of the file's id, which stays in every revision. */
  readonly id: string;
  /** Where its cross-reference table begins. */
  readonly xrefAt: number;
}

export function readObjects(bytes: Uint8Array): PdfObjects {
  const text = Buffer.from(bytes).toString('latin1');
  const xrefAt = Number(found(/startxref\s+(\d+)\s+%%EOF\s*$/, text.slice(-64)));
  const table = text.slice(xrefAt);
  const [, count] = /^xref\s+0 (\d+)\s/.exec(table) ?? [];
  if (count === undefined) throw new Error('The file has no plain cross-reference table');
  const offsets = [...table.matchAll(/^(\d{10}) \d{5} ([nf])/gm)].map(([, offset, kind]) => (kind === 'n' ? Number(offset) : null));
  const ends = [...offsets.filter((offset) => offset !== null), xrefAt].sort((a, b) => a - b);
  const objects = new Map<number, string>();
  for (const [number, offset] of offsets.entries()) {
    if (offset === null) continue;
    const end = ends.find((one) => one > offset) ?? xrefAt;
    objects.set(number, bodyOf(text.slice(offset, end), number));
  }
  const trailer = table.slice(table.indexOf('trailer'));
  return {
    objects,
    size: Number(count),
    catalog: Number(found(/\/Root (\d+) 0 R/, trailer)),
    info: Number(/\/Info (\d+) 0 R/.exec(trailer)?.[1]) || null,
    id: found(/\/ID \[\s*<([0-9a-fA-F]+)>/, trailer),
    xrefAt,
  };
}

/** An object by its number. Fails where there is none. */
export function objectOf({ objects }: Pick<PdfObjects, 'objects'>, number: number): string {
  const object = objects.get(number);
  if (object === undefined) throw new Error(`The file has no object ${number}`);
  return object;
}

/** The part of an object in which references stand: a stream's content is bytes that may look like one. */
export const dictionaryOf = (object: string): string => {
  const stream = object.indexOf('stream');
  return stream === -1 ? object : object.slice(0, stream);
};

export const referencesIn = (object: string): number[] => [...dictionaryOf(object).matchAll(REFERENCE)].map(([, number]) => Number(number));

/** The same object with other numbers in its references. */
export function renumbered(object: string, numberFor: (number: number) => number): string {
  const dictionary = dictionaryOf(object);
  return dictionary.replace(REFERENCE, (_all, number: string) => `${numberFor(Number(number))} 0 R`) + object.slice(dictionary.length);
}

const REFERENCE = /\b(\d+) 0 R\b/g;

/** The first group of a pattern. Fails where it does not match: the file is not one of ours. */
export function found(pattern: RegExp, text: string): string {
  const [, group] = pattern.exec(text) ?? [];
  if (group === undefined) throw new Error(`The file lacks ${pattern.source}`);
  return group;
}

function bodyOf(text: string, number: number): string {
  const head = `${number} 0 obj`;
  const end = text.lastIndexOf('endobj');
  if (!text.startsWith(head) || end === -1) throw new Error(`Object ${number} does not stand where the table says`);
  return text.slice(head.length, end).trim();
}
