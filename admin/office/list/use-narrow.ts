import { useSyncExternalStore } from 'react';

const query = window.matchMedia('(max-width: 767px)');
const subscribe = (listener: () => void): (() => void) => {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** Whether a row is shown in two lines instead of columns. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
