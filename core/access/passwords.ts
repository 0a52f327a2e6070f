import { randomBytes } from 'node:crypto';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { DomainError } from '../kernel/errors.ts';

/** Argon2id as the OWASP Password Storage Cheat Sheet asks for at least: 19 MiB, two passes, one lane. */
const POLICY = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const MIN_LENGTH = 12;
const MAX_LENGTH = 200;

/** The commonest long enough passwords. Length is what counts (NIST SP 800-63B); rules about kinds of characters are not asked for. */
const WORST: ReadonlySet<string> = new Set([
  '123456789012',
  '1234567890123',
  '12345678901234',
  '123456789012345',
  '1234567890123456',
  '123123123123',
  '123456123456',
  '123456654321',
  'abcdefghijkl',
  'abcdefghijklm',
  'abcd1234abcd',
  'administrator',
  'adminadminadmin',
  'changemechangeme',
  'changeme1234',
  'iloveyou1234',
  'letmeinletmein',
  'password1234',
  'password12345',
  'password123456',
  'password1234!',
  'passwordpassword',
  'p@ssw0rd1234',
  'passwort1234',
  'passwortpasswort',
  'qwerty123456',
  'qwertyqwerty',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiop[]',
  'qwertzuiop12',
  'welcome12345',
  'willkommen12',
  'willkommen123',
  '1q2w3e4r5t6y',
  'q1w2e3r4t5y6',
  '1qaz2wsx3edc',
  'asdfghjkl123',
  'zaq12wsxcde3',
  'haslo1234567',
  'kodeord12345',
]);

/** A hash that nothing fits: whoever has no password of their own is checked against it, so that time tells nothing. */
const NOBODY = `$argon2id$v=19$m=${POLICY.memoryCost},t=${POLICY.timeCost},p=${POLICY.parallelism}$${unpadded(16)}$${unpadded(32)}`;

export const hashPassword = (password: string): Promise<string> => hash(normal(password), POLICY);

/** Always computes one hash, also for nobody (null). */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const isRight = await verify(passwordHash ?? NOBODY, normal(password));
  return passwordHash !== null && isRight;
}

/** Was it made with other parameters than today's? Then the next sign-in makes it anew. */
export function isOutdated(passwordHash: string): boolean {
  const made = parseOptions(passwordHash);
  return made.memoryCost !== POLICY.memoryCost || made.timeCost !== POLICY.timeCost || made.parallelism !== POLICY.parallelism;
}

/** Refuses a new password that is too short, too long, one of the worst, one character over and over, or the address. */
export function checkNewPassword(password: string, email: string): void {
  const refuse = (problem: string): never => {
    throw new DomainError('PASSWORD_UNFIT', `password: ${problem}`, { field: 'password', minimum: MIN_LENGTH, maximum: MAX_LENGTH });
  };
  const text = normal(password).toLowerCase();
  if (text.length < MIN_LENGTH) refuse(`has fewer than ${MIN_LENGTH} characters; take a longer one, three words will do`);
  if (text.length > MAX_LENGTH) refuse(`has more than ${MAX_LENGTH} characters; take a shorter one`);
  if (WORST.has(text) || new Set(text).size === 1 || text === email) refuse('is one of the first that everybody tries; take another one');
}

/** The same characters, however a keyboard composes them: "ä" may come as one character or as two. */
const normal = (password: string): string => password.normalize('NFC');

function unpadded(bytes: number): string {
  return randomBytes(bytes).toString('base64').replace(/=+$/, '');
}
