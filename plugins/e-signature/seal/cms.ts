import { createHash, createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import type { Signer } from '../pdf/seal-pdf.ts';
import { membersOf, NULL, octets, oid, sequence, setOf, small, tagged } from './der.ts';

/** A private key and its certificate, with those above it. */
export interface SealKey {
  readonly key: KeyObject;
  readonly chain: readonly [X509Certificate, ...X509Certificate[]];
}

const DATA = oid('1.2.840.113549.1.7.1');
const SIGNED_DATA = oid('1.2.840.113549.1.7.2');
const CONTENT_TYPE = oid('1.2.840.113549.1.9.3');
const MESSAGE_DIGEST = oid('1.2.840.113549.1.9.4');
const SIGNING_CERTIFICATE_V2 = oid('1.2.840.113549.1.9.16.2.47');
const SHA256 = sequence(oid('2.16.840.1.101.3.4.2.1'), NULL);
const RSA_SHA256 = sequence(oid('1.2.840.113549.1.1.11'), NULL);
const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

/** What signs PDFs with a key. */
export const signerWith = (seal: SealKey): Signer => ({
  sign: (content) => detachedSignature(content, seal),
  // The certificates, and for the rest more than any key needs.
  maximumBytes: seal.chain.reduce((sum, { raw }) => sum + raw.byteLength, 0) + 2_048,
  name: commonNameOf(seal.chain[0]),
});

/**
 * A detached CMS signature (RFC 5652) with the attributes of CAdES and PAdES baseline B-B (ETSI EN 319 142-1): which
 * certificate signed is itself signed (signing-certificate-v2). There is no time in it: it stands in the file's dictionary.
 */
export function detachedSignature(content: Uint8Array, { key, chain }: SealKey): Buffer {
  const [certificate] = chain;
  const attributes = [
    sequence(CONTENT_TYPE, setOf(DATA)),
    sequence(MESSAGE_DIGEST, setOf(octets(sha256(content)))),
    // ESSCertIDv2; its hash algorithm is SHA-256 where none is named (RFC 5035).
    sequence(SIGNING_CERTIFICATE_V2, setOf(sequence(sequence(sequence(octets(sha256(certificate.raw))))))),
  ];
  const signature = sign('sha256', setOf(...attributes), key);
  const { issuer, serial } = namesIn(certificate);
  const signerInfo = sequence(
    small(1),
    sequence(issuer, serial),
    SHA256,
    tagged(0, ...[...attributes].sort(Buffer.compare)),
    key.asymmetricKeyType === 'ec' ? ECDSA_SHA256 : RSA_SHA256,
    octets(signature),
  );
  const certificates = tagged(0, ...chain.map(({ raw }) => raw));
  return sequence(SIGNED_DATA, tagged(0, sequence(small(1), setOf(SHA256), sequence(DATA), certificates, setOf(signerInfo))));
}

/** Key and certificates from PEM texts, as they are stored. */
export function sealKeyOf({ chain, key }: { readonly chain: string; readonly key: string }): SealKey {
  const [first, ...others] = pemsIn(chain).map((pem) => new X509Certificate(pem));
  if (!first) throw new Error('The seal has no certificate');
  return { key: createPrivateKey(key), chain: [first, ...others] };
}

const pemsIn = (text: string): string[] => text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];

/** The name that people read; the whole subject where there is no common name. */
export const commonNameOf = ({ subject }: X509Certificate): string => /^CN=(.+)$/m.exec(subject)?.[1] ?? subject;

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** The tag of a certificate's version, which those of version 1 leave out. */
const VERSION = 0xa0;

/** Issuer and serial number as they stand in the certificate: TBSCertificate ::= [0] version, serial, algorithm, issuer … */
function namesIn({ raw }: X509Certificate): { readonly issuer: Buffer; readonly serial: Buffer } {
  const [body] = membersOf(raw);
  const members = body ? membersOf(body) : [];
  const [serial, , issuer] = members[0]?.[0] === VERSION ? members.slice(1) : members;
  if (!serial || !issuer) throw new Error('The certificate cannot be read');
  return { issuer, serial };
}
