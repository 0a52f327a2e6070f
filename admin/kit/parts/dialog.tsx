import './dialog.css';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { isEmbedded } from '../page-facts.ts';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** "sheet" rises from the bottom of a phone, "drawer" stands at the right. */
  readonly shape?: 'dialog' | 'narrow dialog' | 'sheet' | 'drawer' | 'palette';
}

/**
 * The browser's own dialog: it traps the focus, gives it back and closes on Escape. Shown as long as it is there. In a frame that
 * is as high as its page nobody would see the middle of it: there it stands in the page.
 */
export function Dialog({ title, onClose, children, shape = 'dialog' }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const shown = dialog.current;
    if (!shown || shown.open) return;
    if (!isEmbedded) return shown.showModal();
    shown.show();
    shown.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <dialog
      ref={dialog}
      className={shape}
      aria-labelledby={id}
      onClose={onClose}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Escape' && isEmbedded) currentTarget.close();
      }}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget && shape !== 'dialog' && shape !== 'narrow dialog') currentTarget.close();
      }}
    >
      {shape === 'sheet' && <div className="grab" aria-hidden="true" />}
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
