import { type RefObject, useEffect } from 'react';
import { isTyping, isWithModifier } from '../shell/use-go-keys.ts';

interface ListKeys {
  readonly region: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly focused: number;
  readonly setFocused: (at: number) => void;
  readonly open: (at: number) => void;
}

/** j and k go along the rows, Enter and o open one, "/" goes to the search. */
export function useListKeys({ region, count, focused, setFocused, open }: ListKeys): void {
  useEffect(() => {
    const go = (at: number): void => {
      const to = Math.min(count - 1, Math.max(0, at));
      setFocused(to);
      region.current?.querySelectorAll('tbody tr')[to]?.scrollIntoView({ block: 'nearest' });
    };
    const openFocused = (): void => {
      if (focused >= 0) open(focused);
    };
    const keys: Readonly<Record<string, () => void>> = {
      j: () => go(focused + 1),
      k: () => go(focused - 1),
      '/': () => document.getElementById('list-search')?.focus(),
      o: openFocused,
      Enter: openFocused,
    };
    const onKey = (event: KeyboardEvent): void => {
      const act = keys[event.key];
      const isForControl = event.key === 'Enter' && event.target instanceof Element && event.target.closest('a, button') !== null;
      if (!act || isForControl || count === 0 || isWithModifier(event) || isTyping(event.target)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [region, count, focused, setFocused, open]);
}
