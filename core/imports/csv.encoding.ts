export const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Bytes that are looked at before it is said which encoding a file has. */
const LOOK = 1_000_000;

/**
 * Bytes -> text. A mark at the beginning decides; else what is not UTF-8 is Windows-1252, as spreadsheets write it. Bytes
 * without meaning further on become U+FFFD, which the row is told.
 */
export async function* decoded(bytes: AsyncIterable<Uint8Array>, given: Encoding | null): AsyncGenerator<string> {
  const looked: Uint8Array[] = [];
  let size = 0;
  let decoder: TextDecoder | null = null;
  for await (const chunk of bytes) {
    if (decoder) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    looked.push(chunk);
    size += chunk.byteLength;
    if (size < LOOK) continue;
    decoder = new TextDecoder(given ?? encodingOf(Buffer.concat(looked)));
    for (const early of looked) yield decoder.decode(early, { stream: true });
  }
  if (!decoder) {
    decoder = new TextDecoder(given ?? encodingOf(Buffer.concat(looked)));
    for (const early of looked) yield decoder.decode(early, { stream: true });
  }
  yield decoder.decode();
}

function encodingOf(start: Uint8Array): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true }); // the last letter may be cut
    return 'utf-8';
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return 'windows-1252';
  }
}
