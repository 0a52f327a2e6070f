import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { readSignature } from '../signing.input.ts';
import { isFault, isFinal, isName, mayWait } from './rules.ts';

const TYPED = { documentSha256: '0'.repeat(64), method: 'TYPED', isConsented: true, key: randomUUID() };

it('forgets what waits on the device only for what can never be mended', () => {
  for (const lost of ['ALREADY_SIGNED', 'CLOSED', 'EXPIRED', 'LINK_INVALID', 'DOCUMENT_CHANGED'])
    expect([isFault(`E_SIGNATURE_${lost}`), isFinal(`E_SIGNATURE_${lost}`)]).toEqual([true, true]);
  for (const kept of ['INPUT_INVALID', 'CODE_MISSING', 'NOT_YOUR_TURN'])
    expect([isFault(`E_SIGNATURE_${kept}`), isFinal(`E_SIGNATURE_${kept}`)]).toEqual([true, false]);
  expect([isFault('RATE_LIMITED'), isFinal('RATE_LIMITED')]).toEqual([false, false]);
});

it('lets nobody sign without network while a code is demanded and not proven', () => {
  const view = (isOnTablet: boolean, code: { readonly isProven: boolean } | null) => ({ isOnTablet, me: { code } });
  expect([mayWait(view(true, null)), mayWait(view(true, { isProven: true }))]).toEqual([true, true]);
  expect([mayWait(view(true, { isProven: false })), mayWait(view(false, null))]).toEqual([false, false]);
});

it.each(['Maier, Anna', 'Mag. (FH) Maier', 'Müller & Söhne GmbH', 'A/S 3Punkt', "d'Arc-Łącka", ' Ada  Sąmple '])(
  'takes the name "%s", on the page as on the server',
  (name) => {
    expect(isName(name)).toBe(true);
    expect(readSignature({ ...TYPED, name }, { role: 'CUSTOMER', now: new Date(), costs: null }).signedName).toBe(
      name.trim().replace('  ', ' '),
    );
  },
);

it.each(['', 'A', '12', '<b>Ada</b>', 'Ada\u0007 Sample', 'Ada\u202eSample', 'Ada; Sample', 'A'.repeat(121)])(
  'refuses the name %j, on the page as on the server',
  (name) => {
    expect(isName(name)).toBe(false);
    expect(() => readSignature({ ...TYPED, name }, { role: 'CUSTOMER', now: new Date(), costs: null })).toThrow(/name/);
  },
);
