import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret that nobody guesses: 32 random bytes, base64url, 43 characters. Shown once; at rest stands its hash. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256 in hex. Enough for random secrets; passwords go through argon2id. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Compares two SHA-256 hashes in a time that tells nothing about where they differ. */
export const isSameHash = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
