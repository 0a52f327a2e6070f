import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { NavEntry } from './navigation.ts';

const PATIENCE_MS = 1_500;

/** "g", then a letter: to a page. Never while somebody types. */
export function useGoKeys(entries: readonly NavEntry[]): void {
  const navigate = useNavigate();
  useEffect(() => {
    let goneAt = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (isWithModifier(event) || isTyping(event.target)) return;
      if (event.key === 'g') {
        goneAt = Date.now();
        return;
      }
      const entry = entries.find(({ key }) => key === event.key);
      if (!entry || Date.now() - goneAt > PATIENCE_MS) return;
      goneAt = 0;
      event.preventDefault();
      void navigate({ to: entry.to, search: {} });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [entries, navigate]);
}

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Keys together with Ctrl, Alt or Cmd are the browser's. */
export const isWithModifier = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => ctrlKey || metaKey || altKey;
