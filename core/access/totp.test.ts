import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { newTotp, totpStep } from './totp.ts';

/** The secret of RFC 6238, appendix B, for SHA-1. */
const RFC_SECRET = Secret.fromLatin1('12345678901234567890').base32;

describe('a time-based code', () => {
  it.each([
    ['1970-01-01T00:00:59Z', '287082', 1],
    ['2005-03-18T01:58:29Z', '081804', 37_037_036],
    ['2033-05-18T03:33:20Z', '279037', 66_666_666],
  ])('of %s is the one of RFC 6238', (now, code, step) => {
    expect(totpStep({ secret: RFC_SECRET, code, now: new Date(now) })).toBe(step);
  });

  it('is accepted one step early and one step late, no further', () => {
    const code = '287082';
    const at = (seconds: number) => totpStep({ secret: RFC_SECRET, code, now: new Date(seconds * 1_000) });
    expect([0, 29, 30, 59, 60, 89].map(at)).toEqual([1, 1, 1, 1, 1, 1]);
    expect([at(90), at(119)]).toEqual([null, null]);
  });

  it('is refused when it is wrong or no code at all', () => {
    for (const code of ['000000', '', '28708', 'abcdef']) expect(totpStep({ secret: RFC_SECRET, code, now: new Date(59_000) })).toBeNull();
  });
});

describe('a new secret', () => {
  it('comes as text and as an address that authenticator apps read', () => {
    const { secret, otpauthUrl } = newTotp({ issuer: 'Brand a', label: 'person@example.com' });
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(otpauthUrl).toMatch(/^otpauth:\/\/totp\/Brand%20a:person%40example\.com\?issuer=Brand%20a&secret=/);
    const app = new TOTP({ secret: Secret.fromBase32(secret) });
    expect(totpStep({ secret, code: app.generate({ timestamp: 59_000 }), now: new Date(59_000) })).toBe(1);
  });

  it('is another one each time', () => {
    expect(newTotp({ issuer: 'a', label: 'b' }).secret).not.toBe(newTotp({ issuer: 'a', label: 'b' }).secret);
  });
});
