/** Why what waits on a device can never be handed over: see `signDocument`. Whatever else is wrong can be mended, and it waits on. */
const FINAL: ReadonlySet<string> = new Set([
  'E_SIGNATURE_ALREADY_SIGNED',
  'E_SIGNATURE_CLOSED',
  'E_SIGNATURE_EXPIRED',
  'E_SIGNATURE_LINK_INVALID',
  'E_SIGNATURE_DOCUMENT_CHANGED',
]);

export const isFinal = (code: string): boolean => FINAL.has(code);

/** Faults of the signature itself; a line that is down or a server that is troubled is none. */
export const isFault = (code: string): boolean => code.startsWith('E_SIGNATURE_');

/** As the server reads it: see signing.input.ts. */
const NAME = /^(?=.*\p{L})[\p{L}\p{M}\p{Nd} .,'’&()/-]+$/u;
const NAME_MAX = 120;

export function isName(given: string): boolean {
  const name = given.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
  return name.length >= 2 && name.length <= NAME_MAX && NAME.test(name);
}

interface Asked {
  readonly isOnTablet: boolean;
  readonly me: { readonly code: { readonly isProven: boolean } | null };
}

/** Whether a signature may wait on the device: a code that is demanded has to be proven before, which needs the network. */
export const mayWait = ({ isOnTablet, me: { code } }: Asked): boolean => isOnTablet && (code === null || code.isProven);
