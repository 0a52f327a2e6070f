import { say } from './text.ts';

type Scheme = 'light' | 'dark';

export const scheme = (): Scheme => (document.documentElement.dataset.scheme === 'dark' ? 'dark' : 'light');

/** Kept for this browser; /brand.js reads it before the next page is painted. */
export function setScheme(wished: Scheme): void {
  keep('vk.scheme', wished);
  document.documentElement.dataset.scheme = wished;
  document.documentElement.style.colorScheme = wished;
}

/** Texts are read once a page, so the page starts anew; what was typed is kept by whoever asks for it. */
export function switchLanguage(): void {
  keep('vk.language', say('kit.otherLanguage.code'));
  location.reload();
}

/** Browsers may refuse to keep anything; then it holds for this page alone. */
export function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
  }
}

export function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    return null;
  }
}
