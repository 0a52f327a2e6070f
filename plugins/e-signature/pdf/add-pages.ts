import { found, objectOf, type PdfObjects, readObjects, referencesIn, renumbered } from './pdf-objects.ts';

/** What a revision of a file brings: objects that are new or take the place of older ones. */
export interface Revision {
  /** The file as it was: not one byte of it changes. */
  readonly base: Uint8Array;
  readonly before: PdfObjects;
  readonly objects: Map<number, string>;
  /** The number that the next new object gets. */
  size: number;
  /** The last page's number. */
  lastPage: number;
}

/**
 * A revision that puts the pages of one file behind those of another one. The first file stays byte for byte as it was read
 * and hashed: whoever cuts this one at its length has it back.
 */
export function withPages(base: Uint8Array, more: Uint8Array): Revision {
  const [before, added] = [readObjects(base), readObjects(more)];
  const [into, from] = [pagesOf(before), pagesOf(added)];
  const shift = before.size - 1;
  const numberFor = (number: number) => number + shift;
  const objects = new Map<number, string>();
  for (const number of reachable(added, from.pages)) {
    const object = renumbered(objectOf(added, number), numberFor);
    const isPage = from.pages.includes(number);
    objects.set(numberFor(number), isPage ? object.replace(/\/Parent \d+ 0 R/, `/Parent ${into.number} 0 R`) : object);
  }
  const pages = [...into.pages, ...from.pages.map(numberFor)];
  objects.set(
    into.number,
    into.text
      .replace(/\/Kids \[[^\]]*\]/, `/Kids [${pages.map((number) => `${number} 0 R`).join(' ')}]`)
      .replace(/\/Count \d+/, `/Count ${pages.length}`),
  );
  return { base, before, objects, size: before.size + added.size - 1, lastPage: pages.at(-1) ?? 0 };
}

/** An object of the revision, or of the file before it. */
export const currentObject = ({ objects, before }: Revision, number: number): string => objects.get(number) ?? objectOf(before, number);

/** Adds a new object; its number. */
export function addObject(revision: Revision, object: string): number {
  const number = revision.size;
  revision.objects.set(number, object);
  revision.size += 1;
  return number;
}

/** An object that is a dictionary, with more entries at its end. */
export const withEntries = (object: string, entries: string): string => `${object.slice(0, object.lastIndexOf('>>'))}${entries}\n>>`;

function pagesOf(file: PdfObjects): { readonly number: number; readonly text: string; readonly pages: readonly number[] } {
  const number = Number(found(/\/Pages (\d+) 0 R/, objectOf(file, file.catalog)));
  const text = objectOf(file, number);
  return { number, text, pages: referencesIn(found(/\/Kids \[([^\]]*)\]/, text)) };
}

/** The pages and all that they are made of, without what stands above them. */
function reachable(file: PdfObjects, pages: readonly number[]): Set<number> {
  const seen = new Set<number>();
  const open = [...pages];
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    if (seen.has(number)) continue;
    seen.add(number);
    open.push(...referencesIn(objectOf(file, number).replace(/\/Parent \d+ 0 R/, '')));
  }
  return seen;
}

/** The file with its revision behind it, as bytes. `id`: hexadecimal, of this revision. */
export function writeRevision({ base, before, objects, size }: Revision, id: string): Buffer {
  const parts: Buffer[] = [Buffer.from(base), Buffer.from('\n', 'latin1')];
  let at = base.byteLength + 1;
  const offsets = new Map<number, number>();
  for (const [number, object] of [...objects].sort(([a], [b]) => a - b)) {
    const bytes = Buffer.from(`${number} 0 obj\n${object}\nendobj\n`, 'latin1');
    offsets.set(number, at);
    at += bytes.byteLength;
    parts.push(bytes);
  }
  const info = before.info === null ? '' : `/Info ${before.info} 0 R\n`;
  const trailer = `trailer\n<<\n/Size ${size}\n/Root ${before.catalog} 0 R\n${info}/ID [<${before.id}> <${id}>]\n/Prev ${before.xrefAt}\n>>\n`;
  parts.push(Buffer.from(`xref\n${tableOf(offsets)}${trailer}startxref\n${at}\n%%EOF\n`, 'latin1'));
  return Buffer.concat(parts);
}

/** Entries of twenty bytes, in runs of following numbers. */
function tableOf(offsets: ReadonlyMap<number, number>): string {
  const numbers = [...offsets.keys()];
  const runs: number[][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && run.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs
    .map((run) => `${run[0]} ${run.length}\n${run.map((number) => `${String(offsets.get(number)).padStart(10, '0')} 00000 n \n`).join('')}`)
    .join('');
}
