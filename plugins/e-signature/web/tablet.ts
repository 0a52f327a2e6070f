import { isRecord } from '#web';
import type { SignatureToSend, SigningView } from './signing.api.ts';

/**
 * What a tablet keeps for the time without network: in this browser's storage, until it is handed over or refused. Storage
 * instead of a background sync: that is unknown to half of the browsers, and nobody would see whether it was done.
 */
const VIEWS = 'vk.e-signature.view.';
const WAITING = 'vk.e-signature.waiting';
const WORKER = '/plugins/e-signature/tablet-worker.js';
const SCOPE = '/my/p/e-signature/';

/** A signature that waits for the network. */
export interface WaitingSignature {
  readonly token: string;
  readonly signature: SignatureToSend;
}

const keyOf = (token: string): string => VIEWS + token.split('.')[0];

export const keepView = (token: string, view: SigningView): void => localStorage.setItem(keyOf(token), JSON.stringify(view));

export function keptView(token: string): SigningView | null {
  const kept = parsed(localStorage.getItem(keyOf(token)));
  return isView(kept) ? kept : null;
}

export const waitingSignatures = (): readonly WaitingSignature[] => {
  const kept = parsed(localStorage.getItem(WAITING));
  return Array.isArray(kept) ? kept.filter(isWaiting) : [];
};

export const keepWaiting = (waiting: WaitingSignature): void =>
  localStorage.setItem(WAITING, JSON.stringify([...waitingSignatures().filter(({ token }) => token !== waiting.token), waiting]));

/** Handed over, or refused for good: nothing of it stays on the device. */
export function forgetKept(token: string): void {
  localStorage.setItem(WAITING, JSON.stringify(waitingSignatures().filter((one) => one.token !== token)));
  localStorage.removeItem(keyOf(token));
}

/** Lets the page itself be opened again without network: a worker of its own keeps the page and what it is made of. */
export async function keepPage(): Promise<void> {
  if (!('serviceWorker' in navigator)) return; // the open page still signs
  await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
  const { active } = await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType('resource').map(({ name }) => name);
  active?.postMessage({ keep: [location.pathname, ...files.filter((name) => /\/(assets\/|brand\.js)/.test(new URL(name).pathname))] });
}

const parsed = (text: string | null): unknown => {
  try {
    return text === null ? null : JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return null;
  }
};

const isView = (kept: unknown): kept is SigningView => isRecord(kept) && isRecord(kept.me) && Array.isArray(kept.signers);
const isWaiting = (kept: unknown): kept is WaitingSignature => isRecord(kept) && typeof kept.token === 'string' && isRecord(kept.signature);
