import { createPrivateKey, type KeyObject, webcrypto, X509Certificate } from 'node:crypto';
import { DomainError } from '#core';
import type { OwnCertificate } from './certificate.ts';

/** A file with a key and its certificates has some kilobytes. */
const P12_MAX_BYTES = 100_000;

/** Reads an uploaded P12 file (PKCS #12). Fails with E_SIGNATURE_P12_UNREADABLE, _P12_KEY_UNFIT and _P12_EXPIRED. */
export async function readP12(
  file: Uint8Array,
  { password, now }: { readonly password: string; readonly now: Date },
): Promise<OwnCertificate> {
  if (file.byteLength === 0 || file.byteLength > P12_MAX_BYTES) throw unreadable();
  const { keys, certificates } = await contentOf(file, password).catch((cause: unknown) => {
    throw unreadable(cause);
  });
  const [key] = keys;
  const all = certificates.map((der) => new X509Certificate(der));
  const own = key && all.find((certificate) => certificate.checkPrivateKey(key));
  if (!key || !own) throw unreadable();
  const details = key.asymmetricKeyDetails ?? {};
  const isFit = key.asymmetricKeyType === 'rsa' ? (details.modulusLength ?? 0) >= 2_048 : key.asymmetricKeyType === 'ec';
  if (!isFit) {
    throw new DomainError(
      'E_SIGNATURE_P12_KEY_UNFIT',
      'file: its key is neither RSA with 2,048 bits or more nor an elliptic curve; ask for another certificate',
      {
        field: 'file',
      },
    );
  }
  if (new Date(own.validTo) <= now) {
    throw new DomainError('E_SIGNATURE_P12_EXPIRED', `file: its certificate ended on ${own.validTo}; ask for a new one`, {
      field: 'file',
      until: new Date(own.validTo).toISOString().slice(0, 10),
    });
  }
  return { chain: chainFrom(own, all).map(String).join('\n'), key: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** The certificate, then whoever issued it, as far as the file knows them. */
function chainFrom(own: X509Certificate, all: readonly X509Certificate[]): X509Certificate[] {
  const chain = [own];
  for (let last = own; ; ) {
    const above = all.find((one) => !chain.includes(one) && last.checkIssued(one));
    if (!above) return chain;
    chain.push(above);
    last = above;
  }
}

interface Content {
  readonly keys: readonly KeyObject[];
  readonly certificates: readonly Buffer[];
}

/** pkijs reads what is around the key; the key itself is opened by Node's own cryptography. */
async function contentOf(file: Uint8Array, password: string): Promise<Content> {
  const pki = await import('pkijs');
  pki.setEngine('node', new pki.CryptoEngine({ name: 'node', crypto: webcrypto as Crypto }));
  const secret = Uint8Array.from(Buffer.from(password, 'utf8')).buffer;
  const pfx = pki.PFX.fromBER(Uint8Array.from(file).buffer);
  await pfx.parseInternalValues({ password: secret, checkIntegrity: true });
  const safe = pfx.parsedValue?.authenticatedSafe;
  if (!safe) throw new Error('no authenticated safe');
  await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password: secret })) });
  const contents: readonly { readonly value: InstanceType<typeof pki.SafeContents> }[] = safe.parsedValue.safeContents;
  const bags = contents.flatMap(({ value }) => value.safeBags.map(({ bagValue }) => bagValue));
  return {
    keys: bags.flatMap((bag) =>
      bag instanceof pki.PKCS8ShroudedKeyBag || bag instanceof pki.PrivateKeyInfo
        ? [createPrivateKey({ key: Buffer.from(bag.toSchema().toBER(false)), format: 'der', type: 'pkcs8', passphrase: password })]
        : [],
    ),
    certificates: bags.flatMap((bag) =>
      bag instanceof pki.CertBag && bag.parsedValue instanceof pki.Certificate
        ? [Buffer.from(bag.parsedValue.toSchema(true).toBER(false))]
        : [],
    ),
  };
}

const unreadable = (cause?: unknown): DomainError =>
  new DomainError(
    'E_SIGNATURE_P12_UNREADABLE',
    'file: is no P12 file with a key and its certificate, the password does not open it, or it is encrypted the old way; export it with AES-256 and try again',
    { field: 'file', ...(cause instanceof Error && { why: cause.message.slice(0, 100) }) },
  );
