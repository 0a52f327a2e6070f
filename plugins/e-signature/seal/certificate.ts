import { createHash, generateKeyPair, randomBytes, sign, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { bits, der, NULL, octets, oid, sequence, setOf, small, TRUE, tagged, time, unsigned, utf8 } from './der.ts';

/** A key and its certificate as PEM texts. */
export interface OwnCertificate {
  readonly chain: string;
  readonly key: string;
}

export interface CertificateFacts {
  /** The brand: what readers of a file are shown. */
  readonly commonName: string;
  readonly organisation: string;
  /** ISO 3166: "AT". */
  readonly country: string;
  readonly from: Date;
  readonly until: Date;
}

const RSA_SHA256 = sequence(oid('1.2.840.113549.1.1.11'), NULL);
const KEY_BITS = 3_072;

/**
 * A key and a certificate that it signed itself: it shows that a file is unchanged and that the same brand sealed others, and
 * proves to nobody outside who that is. For that an authority's certificate is uploaded.
 */
export async function selfSigned({ commonName, organisation, country, from, until }: CertificateFacts): Promise<OwnCertificate> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: KEY_BITS });
  const name = sequence(
    part('2.5.4.6', der(0x13, Buffer.from(country))),
    part('2.5.4.10', utf8(organisation.slice(0, 64))),
    part('2.5.4.3', utf8(commonName.slice(0, 64))),
  );
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const serial = randomBytes(16);
  serial.writeUInt8((serial.readUInt8(0) & 0x7f) | 0x40, 0); // positive, and never shorter
  const body = sequence(
    tagged(0, small(2)), // X.509 version 3
    unsigned(serial),
    RSA_SHA256,
    name,
    sequence(time(from), time(until)),
    name,
    spki,
    tagged(3, sequence(...extensionsFor(spki))),
  );
  const raw = sequence(body, RSA_SHA256, bits(sign('sha256', body, privateKey)));
  return {
    chain: new X509Certificate(raw).toString(),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

const part = (type: string, value: Buffer): Buffer => setOf(sequence(oid(type), value));

function extensionsFor(spki: Buffer): Buffer[] {
  const keyId = createHash('sha1').update(spki).digest();
  return [
    sequence(oid('2.5.29.19'), TRUE, octets(sequence())), // basic constraints: no authority
    // Key usage: digital signature and content commitment (RFC 5280, 4.2.1.3).
    sequence(oid('2.5.29.15'), TRUE, octets(der(0x03, Buffer.from([6, 0xc0])))),
    sequence(oid('2.5.29.14'), octets(octets(keyId))),
  ];
}
