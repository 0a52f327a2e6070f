import type { DocumentData } from './document.points.ts';
import { type Letterhead, letterPdf } from './letter.pdf.ts';

/** A letter on its way to the thread that sets it. */
export interface LetterTask {
  readonly data: DocumentData;
  readonly head: Letterhead;
}

/** What a thread does: the other side of `setLetter`. */
export default ({ data, head }: LetterTask): Promise<Uint8Array> => letterPdf(data, head);
