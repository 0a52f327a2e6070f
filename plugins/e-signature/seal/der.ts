/** The few parts of DER (ITU-T X.690) that certificates and signatures are made of. */

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;

type Part = Uint8Array;

/** One value: tag, length, content. */
export function der(tag: number, ...parts: readonly Part[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.byteLength), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.byteLength]), bytes]);
}

export const sequence = (...parts: readonly Part[]): Buffer => der(SEQUENCE, ...parts);
/** DER sorts the members of a set. */
export const setOf = (...parts: readonly Part[]): Buffer => der(SET, ...[...parts].sort(Buffer.compare));
export const octets = (bytes: Part): Buffer => der(OCTET_STRING, bytes);
export const bits = (bytes: Part): Buffer => der(BIT_STRING, Buffer.from([0]), bytes);
export const small = (value: number): Buffer => der(INTEGER, Buffer.from([value]));
export const NULL: Buffer = Buffer.from([0x05, 0x00]);
export const TRUE: Buffer = Buffer.from([0x01, 0x01, 0xff]);
export const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text, 'utf8'));
/** Explicit, or a constructed implicit one: "[n]". */
export const tagged = (number: number, ...parts: readonly Part[]): Buffer => der(0xa0 | number, ...parts);

/** A positive whole number of any size. */
export const unsigned = (bytes: Part): Buffer => der(INTEGER, (bytes[0] ?? 0) & 0x80 ? Buffer.from([0]) : Buffer.alloc(0), bytes);

/** "1.2.840.113549.1.7.2". */
export function oid(text: string): Buffer {
  const [first = 0, second = 0, ...others] = text.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...others.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

/** UTCTime until 2049, GeneralizedTime from then on, as RFC 5280 demands. */
export function time(at: Date): Buffer {
  const text = `${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  return at.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
}

/** The values inside of a constructed value, each with its tag and length. */
export function membersOf(value: Uint8Array): Buffer[] {
  const { content } = headOf(Buffer.from(value), 0);
  const members: Buffer[] = [];
  for (let at = 0; at < content.byteLength; ) {
    const { end } = headOf(content, at);
    members.push(content.subarray(at, end));
    at = end;
  }
  return members;
}

function headOf(bytes: Buffer, at: number): { readonly content: Buffer; readonly end: number } {
  const first = bytes.readUInt8(at + 1);
  const more = first & 0x80 ? first & 0x7f : 0;
  const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
  const start = at + 2 + more;
  return { content: bytes.subarray(start, start + length), end: start + length };
}
