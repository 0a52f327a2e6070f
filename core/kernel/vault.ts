import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts small secrets at rest (AES-256-GCM). The first key encrypts, every key decrypts: that is the rotation. */
export interface Vault {
  readonly encrypt: (plain: string) => string;
  /** Throws when no key fits or the text was changed. */
  readonly decrypt: (sealed: string) => string;
  /** A keyed hash (HMAC-SHA-256, base64url) by which an encrypted value is found again; made with the newest key, another one for each purpose. */
  readonly digest: (purpose: string, text: string) => string;
  /** The hashes that every key makes of a text, newest first: what was written before a rotation is still found. */
  readonly digests: (purpose: string, text: string) => string[];
}

const VERSION = 'v1';

/** `secrets`: the values of SECRET_KEY, newest first. */
export function createVault(secrets: readonly string[]): Vault {
  const keys = secrets.map((secret) => {
    const key = Buffer.from(hkdfSync('sha256', secret, '', 'voltkontor.at-rest', 32));
    return { key, id: createHash('sha256').update(key).digest('hex').slice(0, 8), digest: keyedHash(secret) };
  });
  const newest = keys[0];
  if (!newest) throw new Error('The vault needs at least one key');

  return {
    digest: newest.digest,
    digests: (purpose, text) => keys.map(({ digest }) => digest(purpose, text)),
    encrypt(plain) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', newest.key, iv);
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return [VERSION, newest.id, iv.toString('base64url'), cipher.getAuthTag().toString('base64url'), text.toString('base64url')].join(
        '.',
      );
    },
    decrypt(sealed) {
      const [version, id, iv, tag, text] = sealed.split('.');
      const found = keys.find((entry) => entry.id === id);
      if (version !== VERSION || !found || iv === undefined || tag === undefined || text === undefined) {
        throw new Error('No key of SECRET_KEY fits this secret; put the former key behind the new one: SECRET_KEY="new,former"');
      }
      const decipher = createDecipheriv('aes-256-gcm', found.key, Buffer.from(iv, 'base64url'));
      decipher.setAuthTag(Buffer.from(tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
    },
  };
}

/** A key per purpose, so that equal texts of two purposes do not show as equal; derived once. */
function keyedHash(secret: string): (purpose: string, text: string) => string {
  const keys = new Map<string, Buffer>();
  return (purpose, text) => {
    const key = keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', secret, '', `voltkontor.digest.${purpose}`, 32));
    keys.set(purpose, key);
    return createHmac('sha256', key).update(text).digest('base64url');
  };
}
