/** GSM 03.38, the alphabet of telephones: one septet each. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its second table: two septets each. */
const EXTENDED = new Set('\f^{}\\[~]|€');

/** What fits: in one message alone, and in each of several, which lose some room to their numbers. */
const ROOM = { gsm7: { single: 160, part: 153 }, ucs2: { single: 70, part: 67 } } as const;

export type Encoding = keyof typeof ROOM;

export interface Segments {
  readonly encoding: Encoding;
  /** Septets (gsm7) or UTF-16 units (ucs2). */
  readonly units: number;
  /** How many messages it is paid as. */
  readonly count: number;
  /** What still fits without one more. */
  readonly left: number;
}

/** How a text goes over the air. One letter outside of the alphabet makes all of it UCS-2. */
export function segmentsOf(text: string): Segments {
  const letters = [...text];
  const isGsm = letters.every((letter) => BASIC.has(letter) || EXTENDED.has(letter));
  const encoding: Encoding = isGsm ? 'gsm7' : 'ucs2';
  // A letter is never cut in two: neither its escape from its sign, nor a pair of UTF-16 units.
  const sizes = letters.map((letter) => (isGsm ? (EXTENDED.has(letter) ? 2 : 1) : letter.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { single, part } = ROOM[encoding];
  if (units <= single) return { encoding, units, count: units === 0 ? 0 : 1, left: single - units };
  let count = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > part) {
      count += 1;
      used = 0;
    }
    used += size;
  }
  return { encoding, units, count, left: part - used };
}
