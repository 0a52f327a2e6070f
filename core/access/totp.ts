import { Secret, TOTP } from 'otpauth';

/** Seconds that a code is shown. */
const PERIOD = 30;
/** Steps before and after now that are accepted: clocks differ. */
const WINDOW = 1;

export interface NewTotp {
  /** Base32, for typing in. */
  readonly secret: string;
  /** For a QR code. */
  readonly otpauthUrl: string;
}

/** A new secret for an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds; what every app understands). */
export function newTotp({ issuer, label }: { issuer: string; label: string }): NewTotp {
  const totp = new TOTP({ issuer, label, secret: new Secret({ size: 20 }), period: PERIOD });
  return { secret: totp.secret.base32, otpauthUrl: totp.toString() };
}

/** The time step that a code belongs to; null when it is wrong. The caller sees to it that each step counts once. */
export function totpStep({ secret, code, now }: { secret: string; code: string; now: Date }): number | null {
  const timestamp = now.getTime();
  const delta = TOTP.validate({ token: code, secret: Secret.fromBase32(secret), period: PERIOD, timestamp, window: WINDOW });
  return delta === null ? null : TOTP.counter({ period: PERIOD, timestamp }) + delta;
}
