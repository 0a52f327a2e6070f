import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A certificate and its private key, PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

export interface Authority extends Identity {
  /** Signs a certificate for an address (server) or without one (client). */
  readonly issue: (name: string, ipAddress?: readonly number[]) => Identity;
}

/** A certificate authority for one test, valid for a day. Node can read certificates and not make them, hence the DER below (RFC 5280). */
export function certificateAuthority(name: string): Authority {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    certificate: certificate({ subject: name, issuer: name, publicKey: own.publicKey, signer: own.privateKey, extensions: [IS_AUTHORITY] }),
    key: pemOf(own.privateKey),
    issue: (subject, ipAddress) => {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const extensions = ipAddress ? [alternativeName(ipAddress)] : [];
      return { certificate: certificate({ subject, issuer: name, publicKey, signer: own.privateKey, extensions }), key: pemOf(privateKey) };
    },
  };
}

const pemOf = (key: KeyObject): string => String(key.export({ type: 'pkcs8', format: 'pem' }));

interface Draft {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly extensions: readonly Buffer[];
}

function certificate({ subject, issuer, publicKey, signer, extensions }: Draft): string {
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))), // version 3
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    nameOf(issuer),
    sequence(time(-86_400_000), time(86_400_000)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length > 0 ? [tagged(0xa3, sequence(...extensions))] : []),
  );
  const der = sequence(body, ECDSA_WITH_SHA256, tagged(0x03, Buffer.from([0]), sign('sha256', body, signer)));
  return `-----BEGIN CERTIFICATE-----\n${der
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')
    .trimEnd()}\n-----END CERTIFICATE-----\n`;
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts);
const integer = (bytes: Buffer): Buffer => tagged(0x02, bytes);
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));
const octets = (content: Buffer): Buffer => tagged(0x04, content);
const time = (offsetMs: number): Buffer =>
  tagged(0x18, Buffer.from(new Date(Date.now() + offsetMs).toISOString().replace(/[-:T]|\.\d+/g, '')));

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
const nameOf = (text: string): Buffer => sequence(tagged(0x31, sequence(oid('550403'), tagged(0x0c, Buffer.from(text)))));
const TRUE = Buffer.from([0x01, 0x01, 0xff]);
const IS_AUTHORITY = sequence(oid('551d13'), TRUE, octets(sequence(TRUE)));
const alternativeName = (ipAddress: readonly number[]): Buffer =>
  sequence(oid('551d11'), octets(sequence(tagged(0x87, Buffer.from(ipAddress)))));
