import { createHash } from 'node:crypto';
import { addObject, currentObject, type Revision, withEntries, writeRevision } from './add-pages.ts';

/** What makes a detached signature over bytes: see ../seal/cms.ts. */
export interface Signer {
  readonly sign: (content: Uint8Array) => Uint8Array;
  /** At most so many bytes. */
  readonly maximumBytes: number;
  readonly name: string;
}

export interface SealFacts {
  readonly reason: string;
  readonly at: Date;
}

/** Ten digits each: filled in once the places are known, without moving anything. */
const RANGE = '/ByteRange [0 0000000000 0000000000 0000000000]';

/** Writes a revision and seals the whole file (PAdES baseline B-B): from then on every changed byte shows. */
export function sealed(revision: Revision, signer: Signer, { reason, at }: SealFacts): Buffer {
  const room = '0'.repeat(signer.maximumBytes * 2);
  const value = addObject(
    revision,
    [
      '<<\n/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached',
      RANGE,
      `/Contents <${room}>`,
      `/M ${pdfDate(at)}`,
      `/Name ${pdfText(signer.name)}`,
      `/Reason ${pdfText(reason)}\n>>`,
    ].join('\n'),
  );
  const page = revision.lastPage;
  const field = addObject(
    revision,
    `<<\n/Type /Annot\n/Subtype /Widget\n/FT /Sig\n/T ${pdfText('Seal')}\n/V ${value} 0 R\n/F 132\n/Rect [0 0 0 0]\n/P ${page} 0 R\n>>`,
  );
  revision.objects.set(page, withEntries(currentObject(revision, page), `/Annots [${field} 0 R]`));
  const { catalog } = revision.before;
  revision.objects.set(catalog, withEntries(currentObject(revision, catalog), `/AcroForm << /Fields [${field} 0 R] /SigFlags 3 >>`));
  return filled(writeRevision(revision, fileId(revision, at)), { room, signer });
}

function filled(file: Buffer, { room, signer }: { readonly room: string; readonly signer: Signer }): Buffer {
  const from = file.lastIndexOf(`<${room}>`, undefined, 'latin1');
  const to = from + room.length + 2;
  const digits = (value: number) => String(value).padStart(10, '0');
  const range = `/ByteRange [0 ${digits(from)} ${digits(to)} ${digits(file.byteLength - to)}]`;
  file.write(range, file.lastIndexOf(RANGE, undefined, 'latin1'), 'latin1');
  const signature = signer.sign(Buffer.concat([file.subarray(0, from), file.subarray(to)]));
  if (signature.byteLength * 2 > room.length) throw new Error('The signature is larger than its place in the file');
  file.write(Buffer.from(signature).toString('hex'), from + 1, 'latin1');
  return file;
}

const fileId = ({ base }: Revision, at: Date): string =>
  createHash('sha256').update(base).update(at.toISOString()).digest('hex').slice(0, 32);

/** "D:20261128040000Z". */
const pdfDate = (at: Date): string => `(D:${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z)`;

/** Any text, as UTF-16 in hexadecimal: nothing has to be escaped. */
const pdfText = (text: string): string => `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`;
