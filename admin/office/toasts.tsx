import { useEffect, useState } from 'react';

interface Toast {
  readonly id: number;
  readonly text: string;
}

const SHOWN_MS = 8_000;
const listeners = new Set<(toast: Toast) => void>();
let last = 0;

/** Says that something was done. Never an error: those stay where they happened. */
export function toast(text: string): void {
  last += 1;
  for (const listener of listeners) listener({ id: last, text });
}

export function Toasts() {
  const [shown, setShown] = useState<readonly Toast[]>([]);
  useEffect(() => {
    const add = (toast: Toast): void => {
      setShown((others) => [...others, toast]);
      setTimeout(() => setShown((others) => others.filter(({ id }) => id !== toast.id)), SHOWN_MS);
    };
    listeners.add(add);
    return () => void listeners.delete(add);
  }, []);
  return (
    <div className="toasts" role="status">
      {shown.map(({ id, text }) => (
        <div key={id} className="toast">
          {text}
        </div>
      ))}
    </div>
  );
}
