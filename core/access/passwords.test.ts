import * as argon2 from '@node-rs/argon2';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { checkNewPassword, hashPassword, isOutdated, verifyPassword } from './passwords.ts';

// The real thing, counted.
vi.mock('@node-rs/argon2', { spy: true });
beforeEach(() => void vi.mocked(argon2.verify).mockClear());

describe('a password at rest', () => {
  it('is an argon2id hash with the OWASP parameters and a salt of its own', async () => {
    const [one, two] = await Promise.all([hashPassword('three grey herons'), hashPassword('three grey herons')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(two).not.toBe(one);
    expect(isOutdated(one)).toBe(false);
    expect(isOutdated(await argon2.hash('three grey herons', { memoryCost: 8_192 }))).toBe(true);
  });

  it('fits its own text alone', async () => {
    const hash = await hashPassword('three grey herons');
    expect(await verifyPassword(hash, 'three grey herons')).toBe(true);
    expect(await verifyPassword(hash, 'three grey heron')).toBe(false);
  });

  it('fits however the keyboard composes an umlaut', async () => {
    expect(await verifyPassword(await hashPassword('drei schöne Reiher'), 'drei scho\u0308ne Reiher')).toBe(true);
  });

  it('costs one hash for nobody too, and fits nothing', async () => {
    expect(await verifyPassword(null, 'three grey herons')).toBe(false);
    expect(argon2.verify).toHaveBeenCalledTimes(1);
    expect(await vi.mocked(argon2.verify).mock.results[0]?.value).toBe(false);
  });
});

describe('a new password', () => {
  it.each([
    ['eleven char', 'fewer than 12'],
    ['x'.repeat(201), 'more than 200'],
    ['aaaaaaaaaaaaaaa', 'first that everybody tries'],
    ['Password1234', 'first that everybody tries'],
    ['person@example.com', 'first that everybody tries'],
  ])('is refused as "%s"', (password, reason) => {
    expect(() => checkNewPassword(password, 'person@example.com')).toThrow(reason);
  });

  it('needs no capitals, digits or signs', () => {
    expect(() => checkNewPassword('three grey herons', 'person@example.com')).not.toThrow();
  });
});
